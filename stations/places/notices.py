"""What is said about stations, and to whom; who keeps a station."""

from collections.abc import Iterator

from django.urls import reverse

from stations.places.enums import StationKind
from stations.places.models import Station
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.audit.models import AuditEvent
from yunhe.notices.telling import Message, holders


def keepers_of(station: Station) -> list[User]:
    """Return the active people who keep `station`: a point's keepers, else the office staff of its unit."""
    role = Role.POINT_KEEPER if station.kind == StationKind.POINT else Role.OFFICE_STAFF
    return holders(station.organising_area, role)


def of_keeper_request(event: AuditEvent) -> Iterator[Message]:
    """Say to the system administrators above a point that it asks for a keeper's account; `event` names the person."""
    station = Station.objects.select_related("organising_area").filter(pk=event.object_id).first()
    if station is None:
        return
    held = Appointment.objects.in_force().filter(role=Role.SYSTEM_ADMIN, user__is_active=True)
    yield Message(
        [one.user for one in held.select_related("area", "user") if one.area.contains(station.organising_area)],
        key=f"keeper-{event.pk}",
        kind="account",
        title=f"申请开通联络点负责人账号：{station}",
        body=f"{event.actor}申请：{event.reason}。请开通账号，并任命为{station.organising_area.full_name}的联络点负责人。",
        url=reverse("accounts:user-create"),
    )
