"""Telling people what concerns a station. Tasks take primary keys only and may run twice."""

from celery import shared_task
from django.urls import reverse

from stations.places.models import Station
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment
from yunhe.audit.models import AuditEvent
from yunhe.notices.tasks import deliver


@shared_task(acks_late=True)
def tell_of_keeper_request(event_id: int) -> int:
    """Tell the system administrators of the county that a point asks for a keeper's account; returns how many notices were new.

    event_id: the audit event of the request, whose reason names the person.
    """
    event = AuditEvent.objects.filter(pk=event_id).first()
    station = Station.objects.select_related("organising_area").filter(pk=event.object_id).first() if event else None
    if event is None or station is None:
        return 0
    held = Appointment.objects.in_force().filter(role=Role.SYSTEM_ADMIN, user__is_active=True).select_related("area")
    people = [one.user_id for one in held if one.area.contains(station.organising_area)]
    return deliver(
        people,
        key=f"keeper-{event.pk}",
        kind="account",
        title=f"申请开通联络点负责人账号：{station}",
        body=f"{event.actor}申请：{event.reason}。请开通账号，并任命为{station.organising_area.full_name}的联络点负责人。",
        url=reverse("accounts:user-create"),
    )
