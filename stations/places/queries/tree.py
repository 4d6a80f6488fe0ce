"""The tree of stations, and what is missing in it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from stations.places.enums import StationKind
from stations.places.models import OpeningInterval, Posting, Station
from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import POINTS, UNITS
from yunhe.areas.models import Area

RECENT = timedelta(days=90)


@dataclass(frozen=True)
class Gap:
    """Something that is missing at a station, and the address of the form that closes it."""

    label: str
    url: str

    def __str__(self):
        return self.label


@dataclass
class Node:
    station: Station
    keepers: list[str] = field(default_factory=list)
    has_code: bool = False
    has_hours: bool = False
    postings: int = 0  # deputies posted here today
    recent: int = 0  # check-ins of the last 90 days
    last_at: object = None

    @property
    def person(self) -> str:
        """Whom to ask at the station: the officer, else the keeper, else the head."""
        return self.station.liaison_officer or "、".join(self.keepers) or self.station.head_name

    @property
    def keepers_label(self) -> str:
        """Names of the keepers' accounts."""
        return "、".join(self.keepers)

    @property
    def place_label(self) -> str:
        """Where a station of another unit stands: 设在浮云街道中山社区."""
        return f"设在{self.station.location_area.full_name}"

    @property
    def gaps(self) -> list[Gap]:
        """What is missing at this station, each with the form that closes it; empty when nothing is."""
        station = self.station
        if not station.is_active:
            return []
        checks = (
            (station.kind == StationKind.POINT and not self.keepers, "无负责人账号", "keeper-ask", ""),
            (not station.liaison_officer and not self.keepers, "无联络员", "station-staff", ""),
            (not station.address, "无地址", "station-edit", ""),
            (not self.has_hours, "无开放时间", "station-hours", ""),
            (station.kind != StationKind.MAIN and not self.postings, "无驻站代表", "posting-list", ""),
            (not self.has_code, "无码", "station-detail", "#code"),
        )
        return [
            Gap(label, reverse(f"places:{name}", args=[station.pk]) + anchor)
            for is_missing, label, name, anchor in checks
            if is_missing
        ]


@dataclass
class Branch:
    """A unit on the tree page: its area station, urban stations, points and what it lacks."""

    unit: Area
    station: Node | None = None
    urban: list[Node] = field(default_factory=list)
    points: list[Node] = field(default_factory=list)
    places_without_point: list[Area] = field(default_factory=list)
    guests: list[Node] = field(default_factory=list)  # urban stations of other units that stand here
    is_own: bool = True  # organised within the user's scope

    @property
    def nodes(self) -> list[Node]:
        """Every station that the unit organises."""
        return [*([self.station] if self.station else []), *self.urban, *self.points]

    @property
    def recent(self) -> int:
        """Check-ins of the last 90 days at all of them."""
        return sum(node.recent for node in self.nodes)

    @property
    def postings(self) -> int:
        """Deputies posted at all of them."""
        return sum(node.postings for node in self.nodes)

    @property
    def gap_label(self) -> str:
        """The count of gaps for people."""
        return f"缺口 {self.gap_count}"

    @property
    def gap_count(self) -> int:
        """Stations with a gap, and places without a station."""
        missing = 0 if self.station or not self.is_own else 1
        return missing + len(self.places_without_point) + sum(1 for node in self.nodes if node.gaps)


@dataclass
class TreeSummary:
    """The tree page: main stations, branches and the counts above them."""

    mains: list[Node]
    branches: list[Branch]
    counts: dict[str, int]


def station_tree(user: User, stations: QuerySet[Station] | None = None) -> TreeSummary:
    """Return the tree of the stations that `user` sees, or of `stations` (already narrowed to what he sees).

    Places without a station are counted within the staff areas of the user, and only when the list is not narrowed.
    A constant number of queries.
    """
    narrowed = stations is not None
    found = stations if stations is not None else Station.objects.visible_to(user)
    nodes = _nodes(found.select_related("organising_area__unit", "location_area__unit", "parent"))
    scope = scope_of(user)
    units = {unit.pk: unit for unit in _units_of(nodes, [] if narrowed else scope.paths())}
    own = {pk for pk, unit in units.items() if scope.is_staff_for(unit, *STAFF_ROLES) or _touches(scope, unit)}
    branches: dict[int | None, Branch] = {pk: Branch(unit, is_own=pk in own) for pk, unit in units.items()}
    for node in nodes:
        _hang(node, branches, own)
    if not narrowed:
        _find_places_without_point(branches, nodes, scope.areas())
    ordered = sorted(branches.values(), key=lambda branch: (branch.unit.order, branch.unit.code))
    ordered = [branch for branch in ordered if branch.nodes or branch.guests or (branch.is_own and not narrowed)]
    mains = [node for node in nodes if node.station.kind == StationKind.MAIN]
    return TreeSummary(mains, ordered, _counts(nodes, ordered))


def node_of(station: Station) -> Node:
    return _nodes(Station.objects.filter(pk=station.pk).select_related("organising_area"))[0]


def _touches(scope, unit: Area) -> bool:
    """Whether the user works for a point of `unit`."""
    return any(unit.contains(area) for area in scope.areas())


def _units_of(nodes: list[Node], paths: list[str]) -> QuerySet[Area]:
    wanted = {node.station.organising_area.unit_id for node in nodes}
    wanted |= {node.station.location_area.unit_id for node in nodes}
    condition = Q(pk__in=wanted)
    for path in paths:
        condition |= Q(path__startswith=path)
    return Area.objects.filter(condition, kind__in=UNITS, is_active=True)


def _nodes(stations: QuerySet[Station]) -> list[Node]:
    """Return a node for each station, with keepers, code, hours, postings and recent check-ins: six queries."""
    rows = list(stations.order_by("-is_active", "organising_area__order", "organising_area__code", "name", "pk"))
    ids = [station.pk for station in rows]
    here = Station.objects.filter(pk__in=ids)
    coded = set(here.with_code().values_list("pk", flat=True))
    timed = set(OpeningInterval.objects.filter(station_id__in=ids).values_list("station_id", flat=True))
    posted = Counter(Posting.objects.in_force().filter(station_id__in=ids).values_list("station_id", flat=True))
    keepers: dict[int, list[str]] = defaultdict(list)
    points = {station.organising_area_id for station in rows if station.kind == StationKind.POINT}
    held = Appointment.objects.in_force().filter(role=Role.POINT_KEEPER, area_id__in=points, user__is_active=True)
    for area_id, name in held.order_by("pk").values_list("area_id", "user__name"):
        keepers[area_id].append(name)
    visits = here.visits(timezone.now() - RECENT)
    return [
        Node(
            station,
            keepers=keepers[station.organising_area_id] if station.kind == StationKind.POINT else [],
            has_code=station.pk in coded,
            has_hours=station.pk in timed,
            postings=posted[station.pk],
            **visits.get(station.pk, {}),
        )
        for station in rows
    ]


def _hang(node: Node, branches: dict[int | None, Branch], own: set[int]) -> None:
    station = node.station
    if station.kind == StationKind.MAIN:
        return
    branch = branches.get(station.organising_area.unit_id)
    if station.kind == StationKind.AREA and branch:
        if branch.station is None or (station.is_active and not branch.station.station.is_active):
            branch.station = node
    elif station.kind == StationKind.URBAN:
        place = branches.get(station.location_area.unit_id)
        if branch and station.organising_area.unit_id in own:
            branch.urban.append(node)
        if place and place is not branch:
            place.guests.append(node)
    elif branch:
        branch.points.append(node)


def _find_places_without_point(branches: dict[int | None, Branch], nodes: list[Node], areas: list[Area]) -> None:
    """Note on each branch the villages and communities within `areas` that have no point in use."""
    served = {node.station.organising_area_id for node in nodes if node.station.is_active}
    places = Area.objects.within(*areas).current().filter(kind__in=POINTS, unit_id__in=branches)
    for place in places.exclude(pk__in=served).select_related("unit").order_by("order", "code"):
        branches[place.unit_id].places_without_point.append(place)


def _counts(nodes: list[Node], branches: list[Branch]) -> dict[str, int]:
    active = [node for node in nodes if node.station.is_active]
    by_kind = {str(kind): sum(1 for node in active if node.station.kind == kind) for kind in StationKind}
    points = [node for node in active if node.station.kind == StationKind.POINT]
    return {
        **by_kind,
        "units": sum(1 for branch in branches if branch.is_own),
        "units_without_station": sum(1 for branch in branches if branch.is_own and not branch.station),
        "places_without_point": sum(len(branch.places_without_point) for branch in branches),
        "points_without_keeper": sum(1 for node in points if not node.keepers),
        "without_hours": sum(1 for node in active if not node.has_hours),
        "without_posting": sum(1 for node in active if node.station.kind != StationKind.MAIN and not node.postings),
        "without_code": sum(1 for node in active if not node.has_code),
        "closed": len(nodes) - len(active),
        "total": len(active),
    }
