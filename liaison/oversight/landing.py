"""What stands behind a code, as a voter may read it: live, and only what is named here. No phone, no home address."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet

from deputies.enums import CongressLevel
from deputies.models import Deputy, Mandate
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from stations.enums import ActivityState, StationKind
from stations.models import Activity, Code, DutyShift, Station
from stations.policies import is_serving
from stations.queries import deputies_living_at, deputies_serving_at

LEVEL_ORDER = [str(level) for level in reversed(CongressLevel)]
SHOWN_FIRST = 24
AREAS = ("organising_area__unit", "location_area__unit")


@dataclass(frozen=True)
class PublicDeputy:
    """A deputy as a voter sees one in a list: name and levels, with the address of the own code where there is one."""

    name: str
    levels: str
    url: str


@dataclass(frozen=True)
class PublicStation:
    """A station as a voter sees it, with the address of its code where there is one."""

    name: str
    kind: str
    organiser: str
    address: str
    opening_hours: str
    reception_days: str
    introduction: str
    url: str


@dataclass
class Group:
    """Deputies under one heading; the first are shown at once, the rest unfolds."""

    title: str
    deputies: list[PublicDeputy]

    @property
    def first(self) -> list[PublicDeputy]:
        """Those shown at once."""
        return self.deputies[:SHOWN_FIRST]

    @property
    def rest(self) -> list[PublicDeputy]:
        """Those that unfold."""
        return self.deputies[SHOWN_FIRST:]


@dataclass
class StationPage:
    """The page behind a station code."""

    station: PublicStation
    groups: list[Group] = field(default_factory=list)
    below: list[PublicStation] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    shifts: list[DutyShift] = field(default_factory=list)


@dataclass
class DeputyPage:
    """The page behind a deputy code."""

    name: str
    levels: str
    district: str
    origin: str
    stations: list[PublicStation]


def find_code(token: str) -> Code | None:
    """Return the code of a token as printed or typed (spaces, hyphens and capitals do no harm), or None."""
    codes = Code.objects.select_related(
        "station__organising_area__unit",
        "station__location_area__unit",
        "station__parent",
        "activity__organising_area__unit",
        "activity__station__location_area",
        "activity__station__organising_area",
        "deputy__origin__unit",
        "deputy__residence__unit",
    )
    return codes.filter(token=_clean(token)).first()


def find_place_code(token: str) -> Code | None:
    """Return the code of a token as find_code does, with nothing loaded but the place: for taking a check-in."""
    codes = Code.objects.select_related("station", "activity__station")
    return codes.filter(token=_clean(token)).first()


def _clean(token: str) -> str:
    return token.replace("-", "").replace(" ", "").lower()


def stations_in_order(ids: Iterable[int | None]) -> list[PublicStation]:
    """Return the active stations of `ids` in that order, each once; None is skipped."""
    wanted = list(dict.fromkeys(pk for pk in ids if pk))
    by_id = Station.objects.select_related(*AREAS).in_bulk(wanted)
    return public_stations([by_id[pk] for pk in wanted if pk in by_id])


def public_stations(stations: Iterable[Station]) -> list[PublicStation]:
    """Return the active ones of `stations` (with their AREAS loaded) as voters see them, with one query for the codes."""
    rows = [station for station in stations if station.is_active]
    codes = Code.objects.in_force().filter(station__in=[station.pk for station in rows])
    urls = {code.station_id: code.get_absolute_url() for code in codes}
    return [_public_station(station, urls.get(station.pk, "")) for station in rows]


def _public_station(station: Station, url: str) -> PublicStation:
    return PublicStation(
        name=station.name,
        kind=station.get_kind_display(),
        organiser=station.organising_area.unit.name if station.organising_area.unit else station.organising_area.name,
        address=station.address or station.location_area.full_name,
        opening_hours=station.opening_hours,
        reception_days=station.reception_days,
        introduction=station.introduction,
        url=url,
    )


def _levels(mandates: Iterable[Mandate]) -> str:
    """Return "县、乡镇人大代表" of mandates in force."""
    held = sorted({mandate.level for mandate in mandates}, key=LEVEL_ORDER.index)
    return "、".join(CongressLevel(level).label for level in held) + "人大代表" if held else ""


def _public_deputies(deputies: QuerySet[Deputy]) -> list[PublicDeputy]:
    in_force = Mandate.objects.serving().filter(suspension="")
    rows = (
        deputies.only("id", "name", "name_pinyin")
        .filter(pk__in=in_force.values("deputy_id"))
        .prefetch_related(
            Prefetch("mandates", in_force, to_attr="held"),
            Prefetch("codes", Code.objects.in_force(), to_attr="in_force"),
        )
        .order_by("name_pinyin", "id")
    )
    return [
        PublicDeputy(row.name, _levels(row.held), row.in_force[0].get_absolute_url() if row.in_force else "")
        for row in rows
    ]


def station_page(station: Station) -> StationPage:
    """Return what a voter reads about `station`: its facts, its deputies by name and level, what comes next."""
    page = StationPage(_public_station(station, ""))
    unit = station.organising_area.unit
    received = Registration.objects.filter(station=station, state=RegistrationState.CO_MANAGED).values("deputy_id")
    living = deputies_living_at(station)
    if station.kind in (StationKind.POINT, StationKind.URBAN):
        living = Deputy.objects.serving().filter(Q(pk__in=living.values("pk")) | Q(pk__in=received))
    serving = deputies_serving_at(station)
    headings = {
        StationKind.POINT: f"住在{station.organising_area.short_name}的代表",
        StationKind.URBAN: "在本站报到的代表",
    }
    groups = [
        Group(f"{unit.name if unit else ''}选出的代表", _public_deputies(serving)),
        Group(
            headings.get(StationKind(station.kind), f"住在{station.organising_area.short_name}的代表"),
            _public_deputies(living),
        ),
    ]
    page.groups = [group for group in groups if group.deputies]
    below = {StationKind.MAIN: (StationKind.AREA,), StationKind.AREA: (StationKind.URBAN, StationKind.POINT)}
    if station.kind in below:
        children = station.children.filter(kind__in=below[StationKind(station.kind)])
        ordered = children.order_by("-kind", "organising_area__order", "organising_area__code")
        page.below = public_stations(ordered.select_related(*AREAS))
    page.activities = list(
        Activity.objects.coming().filter(station=station).select_related("station").order_by("starts_at")[:5]
    )
    page.shifts = list(station.shifts.coming().prefetch_related("deputies").order_by("on", "starts")[:3])
    return page


def deputy_page(deputy: Deputy) -> DeputyPage | None:
    """Return the card of a serving deputy, or None when no mandate is in force."""
    mandates = list(
        Mandate.objects.serving().filter(deputy=deputy, suspension="").select_related("district", "term__area")
    )
    if not mandates:
        return None
    districts = [mandate.district.name for mandate in mandates if mandate.district]
    return DeputyPage(
        name=deputy.name,
        levels=_levels(mandates),
        district="、".join(dict.fromkeys(districts)),
        origin=deputy.origin.name,
        stations=stations_of(deputy),
    )


def stations_of(deputy: Deputy) -> list[PublicStation]:
    """Return where voters find a deputy, nearest first: the station that received him, home points, the origin's stations."""
    received = Registration.objects.filter(deputy=deputy, state=RegistrationState.CO_MANAGED).values_list(
        "station_id", flat=True
    )
    near = Station.objects.active().filter(
        Q(kind=StationKind.POINT, organising_area_id=deputy.residence_id)
        | Q(kind__in=(StationKind.AREA, StationKind.URBAN), organising_area_id=deputy.origin.unit_id)
    )
    order = {StationKind.POINT: 0, StationKind.URBAN: 1, StationKind.AREA: 2}
    ranked = sorted(near, key=lambda station: (order[StationKind(station.kind)], station.pk))
    return stations_in_order([*received, *(station.pk for station in ranked)])


def newer_code(code: Code) -> Code | None:
    """Return the code in force of the same subject, if `code` has been replaced."""
    return (
        Code.objects.in_force()
        .filter(station=code.station_id, deputy=code.deputy_id, activity=code.activity_id)
        .exclude(pk=code.pk)
        .first()
    )


def stations_instead(code: Code | None) -> list[PublicStation]:
    """Return where to go when a code is dead: its own station, then the ones above; for an unknown code the area stations."""
    if code is None:
        return public_stations(
            Station.objects.filter(kind__in=(StationKind.MAIN, StationKind.AREA)).select_related(*AREAS)
        )
    if code.deputy:
        return stations_of(code.deputy)
    station = code.activity.station if code.activity else code.station
    if station is None:
        unit = code.activity.organising_area.unit_id if code.activity else None
        own = Station.objects.filter(kind=StationKind.AREA, organising_area=unit)
        return public_stations(own.select_related(*AREAS))
    above = station.parent
    return stations_in_order([station.pk, above.pk if above else None, above.parent_id if above else None])


def why_dead(code: Code | None) -> tuple[str, str]:
    """Return (heading, sentence) when there is nothing behind the code any more, ("", "") when it is alive."""
    if code is None:
        return "没有找到这个码", "请核对链接是否输入完整。如果扫的是墙上的码，它可能已破损，请到附近的联络站。"
    if not code.is_in_force:
        return "这个码已经停用", "请不要再使用它。"
    if code.station and not code.station.is_active:
        return "该站点已停用", f"停用原因：{code.station.close_reason}。请到下面的站点联系代表。"
    if code.activity and code.activity.state == ActivityState.CANCELLED:
        return "活动已取消", f"“{code.activity.title}”已取消。原因：{code.activity.cancel_reason}。"
    if code.deputy and not is_serving(code.deputy):
        return "该代表目前没有在任", "有事请到下面的联络站，那里会为您联系现任代表。"
    return "", ""
