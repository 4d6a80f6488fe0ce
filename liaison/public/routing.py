"""Where a code leads when nothing stands behind it any more: what to say, and where to go instead.

Revoked: to the code that took its place, else to its own station. A deputy who no longer serves: to the station of the
district, and to the nearest one that is open. A closed station: to those above, and the nearest open one. An activity that
is cancelled or over: to its station and the next activity. An unknown code: to the stations of the units.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from deputies.mandates.queries import is_serving
from deputies.people.models import Deputy
from liaison.public.landing import AREAS, PublicStation, public_stations, stations_in_order, stations_of
from stations.activities.enums import ActivityState
from stations.activities.models import Activity
from stations.codes.models import Code
from stations.codes.queries import with_codes
from stations.places.enums import StationKind
from stations.places.models import Station
from stations.places.placing import root_path
from stations.places.queries import weeks_of
from yunhe.areas.models import Area

NEXT_ACTIVITIES = 3
CLOSEST_FIRST = {StationKind.POINT: 0, StationKind.URBAN: 1, StationKind.AREA: 2, StationKind.MAIN: 3}


@dataclass
class Lead:
    """What a dead code says: heading, sentence, the code that took its place, stations, next activities (with addresses)."""

    heading: str
    sentence: str
    newer_url: str = ""
    stations: list[PublicStation] = field(default_factory=list)
    activities: list[tuple[Activity, str]] = field(default_factory=list)


def lead_of(code: Code | None, at: datetime | None = None) -> Lead | None:
    """Return where `code` leads instead, or None when something stands behind it. None as `code` is an unknown token."""
    at = at or timezone.localtime()
    if code is None:
        mains = Station.objects.filter(kind__in=(StationKind.MAIN, StationKind.AREA)).select_related(*AREAS)
        sentence = "请核对链接是否输入完整。如果扫的是墙上的码，它可能已破损，请到附近的联络站。"
        return Lead("没有找到这个码", sentence, stations=public_stations(mains))
    if code.deputy:
        return _deputy(code, code.deputy, at)
    if code.station:
        return _station(code, code.station, at)
    return _activity(code, code.activity) if code.activity else None


def newer_code(code: Code) -> Code | None:
    """Return the code in force of the same subject, if `code` has been replaced."""
    same = Code.objects.in_force().filter(station=code.station_id, deputy=code.deputy_id, activity=code.activity_id)
    return same.exclude(pk=code.pk).first()


def _newer_url(code: Code) -> str:
    newer = None if code.is_in_force else newer_code(code)
    return newer.get_absolute_url() if newer else ""


def _revoked(newer_url: str) -> str:
    return "请打开最新的码。" if newer_url else "请不要再使用它，可以直接到下面的地方。"


def _deputy(code: Code, deputy: Deputy, at: datetime) -> Lead | None:
    if is_serving(deputy):
        if code.is_in_force:
            return None
        newer = _newer_url(code)
        return Lead("这个码已经停用", _revoked(newer), newer, stations_of(deputy))
    last = deputy.mandates.select_related("district__area__unit", "deputy__origin__unit").order_by("-pk").first()
    unit = (last.unit if last else deputy.origin).unit
    home = Station.objects.active().filter(kind=StationKind.AREA, organising_area=unit).first()
    open_one = nearest_open(deputy.residence or deputy.origin, at, without=home)
    sentence = "有事请到下面的联络站，那里会为您联系现任代表。"
    return Lead("该代表目前没有在任", sentence, stations=_named(home, open_one))


def _station(code: Code, station: Station, at: datetime) -> Lead | None:
    newer = _newer_url(code)
    if station.is_active:
        if code.is_in_force:
            return None
        above = station.parent
        ids = [station.pk, above.pk if above else None]
        return Lead("这个码已经停用", _revoked(newer), newer, stations_in_order(ids))
    above = station.parent
    ids = [above.pk if above else None, above.parent_id if above else None]
    open_one = nearest_open(station.location_area, at)
    sentence = f"停用原因：{station.close_reason}。请到下面的站点联系代表。"
    return Lead("该站点已停用", sentence, stations=stations_in_order([*ids, open_one.pk if open_one else None]))


def _activity(code: Code, activity: Activity) -> Lead | None:
    is_over = is_over_now(activity)
    if activity.state == ActivityState.CANCELLED:
        heading, sentence = "活动已取消", f"“{activity.title}”已取消。原因：{activity.cancel_reason}。"
    elif not code.is_in_force:
        newer = "" if is_over else _newer_url(code)
        return Lead("这个码已经停用", _revoked(newer), newer, places_of(activity), next_activities(activity))
    else:
        return None
    return Lead(heading, sentence, stations=places_of(activity), activities=next_activities(activity))


def is_over_now(activity: Activity) -> bool:
    """Whether `activity` is over and takes no check-ins any more."""
    return timezone.now() > activity.check_in_closes_at


def places_of(activity: Activity) -> list[PublicStation]:
    """Return the station where `activity` takes place, else the station of the unit that organises it."""
    if activity.station_id:
        above = activity.station.parent_id if activity.station and not activity.station.is_active else None
        return stations_in_order([activity.station_id, above])
    unit = activity.organising_area.unit_id
    own = Station.objects.filter(kind=StationKind.AREA, organising_area=unit)
    return public_stations(own.select_related(*AREAS))


def next_activities(activity: Activity) -> list[tuple[Activity, str]]:
    """Return the coming activities of the same station or organiser, soonest first, each with the address of its code."""
    coming = Activity.objects.coming().exclude(pk=activity.pk).select_related("station", "organising_area")
    same = coming.filter(organising_area=activity.organising_area_id)
    if activity.station_id:
        same = same | coming.filter(station=activity.station_id)
    return with_codes(same.order_by("starts_at", "pk")[:NEXT_ACTIVITIES])


def nearest_open(area: Area, at: datetime, without: Station | None = None) -> Station | None:
    """Return the station in use that is open at the local time `at` and stands nearest to `area`.

    Near is said by the areas: the same village or community, the same unit, both in the county town, the same county.
    When none is open, the one that opens first; among equals the nearest. None where no station keeps hours.
    """
    rows = Station.objects.active().filter(location_area__path__startswith=root_path(area)).select_related(*AREAS)
    stations = [station for station in rows if without is None or station.pk != without.pk]
    weeks = weeks_of(stations)
    ranked = []
    for station in stations:
        coming = weeks[station.pk].next_open(at)
        near = (distance(area, station.location_area), CLOSEST_FIRST[StationKind(station.kind)], station.pk)
        if weeks[station.pk].open_span(at):
            ranked.append(((0, date.min, time.min, *near), station))
        elif coming:
            ranked.append(((1, coming[0], coming[1].opens, *near), station))
    return min(ranked, key=lambda one: one[0])[1] if ranked else None


def distance(one: Area, other: Area) -> int:
    """Return how far two areas are apart, in steps: 0 the same or within, 1 same unit, 2 both in the county town, 3 else."""
    if one.contains(other) or other.contains(one):
        return 0
    if one.unit_id == other.unit_id:
        return 1
    return 2 if one.in_county_town and other.in_county_town else 3


def _named(*stations: Station | None) -> list[PublicStation]:
    """Return the stations that are there, each once, in this order."""
    ids: Iterable[int | None] = [station.pk if station else None for station in stations]
    return stations_in_order(ids)
