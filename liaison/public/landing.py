"""What stands behind a code, as a voter may read it: live, and only what is named here. No phone, no home address."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from deputies.mandates.models import Mandate
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.registration.enums import RegistrationState
from liaison.registration.models import Registration
from stations.activities.models import Activity
from stations.codes.models import Code
from stations.places.enums import StationKind
from stations.places.hours_rules import Week
from stations.places.models import HoursException, Posting, Station, StationStaff
from stations.places.queries import YearCounts, deputies_living_at, deputies_serving_at, week_of, weeks_of, year_counts
from stations.presence.scan_reads import code_of_token
from stations.rotas.models import Shift

LEVEL_ORDER = [str(level) for level in reversed(CongressLevel)]
SHOWN_FIRST = 24
TOLD_AHEAD = timedelta(days=14)  # other opening hours than usual are told so long before
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
    is_open: bool = False
    now_label: str = ""


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
    shifts: list[Shift] = field(default_factory=list)
    exceptions: list[HoursException] = field(default_factory=list)
    staff: list[StationStaff] = field(default_factory=list)
    rules: str = ""
    stands_elsewhere: str = ""
    year: YearCounts | None = None

    @property
    def has_phone(self) -> bool:
        """Whether somebody of the station can be rung up."""
        return any(person.phone_is_public for person in self.staff)


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
    return code_of_token(_clean(token))


def _clean(token: str) -> str:
    return token.replace("-", "").replace(" ", "").replace("\x00", "").lower()


def stations_in_order(ids: Iterable[int | None]) -> list[PublicStation]:
    """Return the active stations of `ids` in that order, each once; None is skipped."""
    wanted = list(dict.fromkeys(pk for pk in ids if pk))
    by_id = Station.objects.select_related(*AREAS).in_bulk(wanted)
    return public_stations([by_id[pk] for pk in wanted if pk in by_id])


def public_stations(stations: Iterable[Station]) -> list[PublicStation]:
    """Return the active ones of `stations` (with their AREAS loaded) as voters see them: three queries for codes and hours."""
    rows = [station for station in stations if station.is_active]
    codes = Code.objects.in_force().filter(station__in=[station.pk for station in rows])
    urls = {code.station_id: code.get_absolute_url() for code in codes}
    weeks, now = weeks_of(rows), timezone.localtime()
    return [_public_station(station, urls.get(station.pk, ""), weeks[station.pk], now) for station in rows]


def _public_station(station: Station, url: str, week: Week, now: datetime) -> PublicStation:
    return PublicStation(
        name=station.name,
        kind=station.get_kind_display(),
        organiser=station.organising_area.unit.name if station.organising_area.unit else station.organising_area.name,
        address=station.address or station.location_area.full_name,
        opening_hours=station.opening_hours,
        reception_days=station.reception_days,
        introduction=station.introduction,
        url=url,
        is_open=week.open_span(now) is not None,
        now_label=week.now_label(now),
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
    now = timezone.localtime()
    page = StationPage(_public_station(station, "", week_of(station), now), rules=station.rules)
    page.exceptions = list(station.hours_exceptions.filter(on__gte=now.date(), on__lte=now.date() + TOLD_AHEAD))
    page.staff = list(station.staff.all())
    page.year = year_counts(station)
    if station.stands_elsewhere:
        page.stands_elsewhere = f"{station.organising_area.full_name}主办，设在{station.location_area.full_name}"
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
    posted = Posting.objects.in_force().filter(station=station).values("deputy_id")
    groups = [
        Group("驻站代表", _public_deputies(Deputy.objects.filter(pk__in=posted))),
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
