"""Who keeps a station: the recipients of its notices."""

from stations.places.enums import StationKind
from stations.places.models import Station
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User

Message = tuple[list[User], str, str]  # recipients, title, body


def keepers_of(station: Station) -> list[User]:
    """Return the active people who keep `station`: a point's keepers, else the office staff of its unit."""
    role = Role.POINT_KEEPER if station.kind == StationKind.POINT else Role.OFFICE_STAFF
    held = Appointment.objects.in_force().filter(area=station.organising_area, role=role, user__is_active=True)
    return [appointment.user for appointment in held.select_related("user")]
