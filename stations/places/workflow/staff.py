"""Writing who works at a station, and asking for the account of its keeper."""

from typing import Any

from django.db import transaction

from stations.places import policies
from stations.places.enums import StaffPost
from stations.places.models import Station, StationStaff
from stations.places.tasks import tell_of_keeper_request
from stations.places.workflow.tree import ROWS
from yunhe.accounts.models import User
from yunhe.audit.models import AuditEvent
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.changes import changes_of, filled, made
from yunhe.kit.moves import locked
from yunhe.kit.verbs import verb


def _name_people(station: Station) -> None:
    """Write head and officers into the station's own fields, which lists, searches and notices read."""
    people = list(station.staff.order_by("post", "pk"))
    station.head_name = next((one.name for one in people if one.post == StaffPost.HEAD), "")
    station.liaison_officer = "、".join(one.name for one in people if one.post == StaffPost.OFFICER)[:40]
    station.save(update_fields=["head_name", "liaison_officer"])


@verb(ROWS, policies.can_keep_station)
def save_staff(station: Station, *, by: User, person: StationStaff | None = None, **facts: Any) -> StationStaff:
    """Add somebody to the people of a station, or change `person`. Errors: Denied, ValidationError.

    facts: name, post, phone, phone_is_public. Side effects: the StationStaff, head and officers of the station, one audit event.
    """
    is_new = person is None
    saved = StationStaff(station=station) if person is None else StationStaff.objects.get(pk=person.pk, station=station)
    before = filled(saved, facts)
    made(saved)
    _name_people(station)
    changes = {"站务人员": ["", str(saved)]} if is_new else changes_of(saved, before)
    label = "增加站务人员" if is_new else "修改站务人员"
    record("stations.save_staff", label, station, by=by, changes=changes, areas=station.sides)
    return saved


@transaction.atomic
def remove_staff(person: StationStaff, *, by: User) -> None:
    """Take somebody off the people of a station. Errors: Denied. Side effects as save_staff."""
    station = locked(ROWS, person.station)
    policies.can_keep_station(by, station)
    changes = {"站务人员": [str(person), ""]}
    person.delete()
    _name_people(station)
    record("stations.remove_staff", "移除站务人员", station, by=by, changes=changes, areas=station.sides)


@verb(ROWS, policies.can_ask_keeper)
def ask_keeper(station: Station, *, by: User, name: str, note: str = "") -> AuditEvent:
    """Ask the system administrators for an account of the keeper `name` of a point. Errors: Denied.

    Side effects: one audit event, which is the request; on commit one message, which tells the administrators.
    """
    reason = f"{name.strip()}（{note.strip()}）" if note.strip() else name.strip()
    event = record("stations.ask_keeper", "申请开通负责人账号", station, by=by, reason=reason, areas=station.sides)
    later(tell_of_keeper_request, event.pk)
    return event
