"""Who keeps a station: the organising office, and at a point its keeper."""

from deputies.models import Deputy
from stations.enums import StationKind
from stations.keeping.models import Posting
from stations.models import Station
from stations.policies import can_edit_details, can_edit_station, is_serving
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.policies import Denied


def can_keep_station(user: User, station: Station) -> None:
    """Change hours, people, rules and postings of a station in use."""
    can_edit_details(user, station)
    if not station.is_active:
        raise Denied("该站点已停用，请先恢复使用。")


def can_ask_keeper(user: User, station: Station) -> None:
    """The office that organises a point without a keeper's account asks the system administrator for one."""
    can_edit_station(user, station)
    if station.kind != StationKind.POINT:
        raise Denied("只有村社联络点需要负责人账号。")
    held = Appointment.objects.in_force().filter(role=Role.POINT_KEEPER, area=station.organising_area)
    if held.filter(user__is_active=True).exists():
        raise Denied("该联络点已有负责人账号。")


def can_post_deputy(user: User, station: Station, deputy: Deputy) -> None:
    """Post a deputy who acts: in office and not suspended (代表法 61)."""
    can_keep_station(user, station)
    if not is_serving(deputy):
        raise Denied(f"{deputy.name}目前没有在任的代表资格，不能驻站。")


def can_end_posting(user: User, posting: Posting) -> None:
    """End a posting that runs; also at a station that has been closed."""
    can_edit_details(user, posting.station)
    if posting.ends_on:
        raise Denied(f"{posting.deputy.name}的驻站已经结束。")
