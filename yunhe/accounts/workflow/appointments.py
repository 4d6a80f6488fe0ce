"""Appointing and ending appointments. Each leaves one audit event."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from yunhe.accounts.account_policies import can_appoint, can_end_appointment
from yunhe.accounts.models import Appointment, User
from yunhe.areas.models import Area
from yunhe.audit.record import record


@transaction.atomic
def appoint(
    user: User, *, role: str, area: Area, by: User | None, begins_on: date, ends_on: date | None = None
) -> Appointment:
    """Give `user` a role for an area. Raises Denied with the reason. Side effects: Appointment, one event."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    can_appoint(by, user, role, area, begins_on, ends_on)
    appointment = Appointment.objects.create(
        user=user,
        role=role,
        area=area,
        begins_on=begins_on,
        ends_on=ends_on,
        appointed_by=by.display_name if by else "服务器命令行",
    )
    changes = {"任职": [None, str(appointment)], "期限": [None, _term(appointment)]}
    record("accounts.appoint", "任职", user, by=by, areas=[area], changes=changes)
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: User | None, last_day: date | None = None) -> None:
    """End an appointment; `last_day` is its last day, yesterday by default, so that access ends with the next request.

    An appointment that has not begun by then is withdrawn. Raises Denied. Side effects: the appointment is changed, or
    deleted when withdrawn; one event keeps what it was.
    """
    # every system administrator's row is held, so that two cannot end each other at the same moment
    list(Appointment.objects.system_admins().select_for_update().values_list("pk", flat=True))
    appointment = (
        Appointment.objects.select_for_update(of=("self",)).select_related("user", "area").get(pk=appointment.pk)
    )
    can_end_appointment(by, appointment)
    last_day = last_day or timezone.localdate() - timedelta(days=1)
    before = _term(appointment)
    if last_day < appointment.begins_on:
        after = "已撤回"
        appointment.delete()
    else:
        appointment.ends_on = last_day
        appointment.save(update_fields=["ends_on"])
        after = _term(appointment)
    changes = {"任职": [str(appointment), str(appointment)], "期限": [before, after]}
    record("accounts.end_appointment", "结束任职", appointment.user, by=by, areas=[appointment.area], changes=changes)


def _term(appointment: Appointment) -> str:
    return f"{appointment.begins_on:%Y-%m-%d} 至 {appointment.ends_on or '今'}"
