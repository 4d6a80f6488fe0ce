"""Who may do what to a station now. Each raises Denied with the reason in Chinese."""

from deputies.mandates.queries import is_serving
from deputies.people.models import Deputy
from stations.places.enums import StationKind
from stations.places.models import Posting, Station
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied


def can_build_tree(user: User, county: Area) -> None:
    """The county office of `county` may build all stations by the area tree."""
    if not scope_of(user).is_staff_for(county, Role.COUNTY_OFFICE):
        raise Denied("按区划建站由县人大机关办理。")


def can_create_station(user: User, kind: str, organising_area: Area) -> None:
    """The county office creates any station; a unit's office the urban stations and points that it organises."""
    scope = scope_of(user)
    if scope.is_staff_for(organising_area, Role.COUNTY_OFFICE):
        return
    if kind in (StationKind.MAIN, StationKind.AREA):
        raise Denied("县总站和联络站由县人大机关建立。")
    if not scope.is_staff_for(organising_area, Role.OFFICE_STAFF):
        raise Denied("只能建立本单位主办的站点。")


def can_edit_station(user: User, station: Station) -> None:
    """The county office and the organising unit's office edit everything; the place where it stands only reads."""
    if not scope_of(user).is_staff_for(station.organising_area, *OFFICES):
        raise Denied(f"该站点由{station.organising_area.name}主办，请主办单位修改。")


def can_edit_details(user: User, station: Station) -> None:
    """Besides those who edit everything, a point's keeper edits hours, head, officer and introduction of that point."""
    if station.kind == StationKind.POINT and scope_of(user).is_staff_for(station.organising_area):
        return
    can_edit_station(user, station)


def can_close_station(user: User, station: Station) -> None:
    """As editing; stations below must be moved or closed first."""
    can_edit_station(user, station)
    if not station.is_active:
        raise Denied("该站点已经停用。")
    below = station.children.filter(is_active=True).count()
    if below:
        raise Denied(f"下面还有 {below} 个启用的站点，请先把它们移走或停用。")


def can_reopen_station(user: User, station: Station) -> None:
    """As editing; the parent must be in use."""
    can_edit_station(user, station)
    if station.is_active:
        raise Denied("该站点正在使用。")
    if station.parent and not station.parent.is_active:
        raise Denied(f"上级站“{station.parent.name}”已停用，请先恢复它。")


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


def can_record_at_station(user: User, station: Station) -> None:
    """The organising office, and at a point its keeper, record and undo check-ins by hand."""
    if not scope_of(user).is_staff_for(station.organising_area):
        raise Denied(f"该站点由{station.organising_area.name}主办，签到登记请联系主办单位。")
    if not station.is_active:
        raise Denied("该站点已停用，不能登记签到。")
