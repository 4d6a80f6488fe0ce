"""The pairing board of a township: what is covered, what is not, by village, community, township and county deputy."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.households.models import DeputyPair, Household, HouseholdPair
from liaison.households.queries.people import loads_in, pairing_pool
from liaison.households.queries.words import Targets, household_targets, member_targets, told
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area


@dataclass(frozen=True)
class PlaceLine:
    """One village or community: its households, and how many of them have a deputy."""

    area: Area | None
    households: int
    covered: int

    @property
    def uncovered(self) -> int:
        """How many have nobody."""
        return self.households - self.covered


@dataclass(frozen=True)
class LeaderLine:
    """One county deputy with the township deputies linked, and their households together."""

    leader: Deputy
    members: tuple[Deputy, ...]
    households: int
    is_within: bool


@dataclass(frozen=True)
class Board:
    """Everything the board shows of one township."""

    unit: Area
    households: int
    covered: int
    doubled: int
    left_alone: int
    deputies: int
    over: int
    under: int
    without_leader: int
    targets: Targets
    members: Targets
    words: list[str]
    villages: list[PlaceLine] = field(default_factory=list)
    communities: list[PlaceLine] = field(default_factory=list)
    leaders: list[LeaderLine] = field(default_factory=list)

    @property
    def uncovered(self) -> int:
        """Households that nobody keeps in touch with."""
        return self.households - self.covered


def units_of(user: User) -> QuerySet[Area]:
    """Return the townships whose pairing `user` arranges, in order."""
    own = scope_of(user).areas(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
    return Area.objects.within(*own).townships().current().order_by("order", "code")


def _lines(rows: QuerySet[Household], place: str) -> list[PlaceLine]:
    paired = HouseholdPair.objects.open().filter(household=OuterRef("pk"))
    counted = (
        rows.annotate(has_deputy=Exists(paired))
        .order_by()
        .values(place)
        .annotate(households=Count("pk"), covered=Count("pk", filter=Q(has_deputy=True)))
    )
    areas = Area.objects.select_related("unit").in_bulk([row[place] for row in counted if row[place]])
    lines = [PlaceLine(areas.get(row[place]), row["households"], row["covered"]) for row in counted]
    return sorted(lines, key=lambda line: (line.area is None, line.area.path if line.area else ""))


def board_of(unit: Area) -> Board:
    """Return the board of `unit`. A fixed number of queries, whatever the number of households."""
    rows = Household.objects.current().of_unit(unit)
    targets = household_targets()
    deputies = list(loads_in(unit))
    villages = _lines(rows, "village")
    total = sum(line.households for line in villages)
    leaders = list(pairing_pool(unit, CongressLevel.COUNTY))
    lines = _leader_lines(leaders, {deputy.pk: deputy for deputy in deputies})
    led = {member.pk for line in lines for member in line.members} | {leader.pk for leader in leaders}
    return Board(
        unit=unit,
        households=total,
        covered=sum(line.covered for line in villages),
        doubled=rows.doubled().count(),
        left_alone=rows.left_alone().count(),
        deputies=len(deputies),
        over=sum(1 for deputy in deputies if deputy.load > targets.high),  # type: ignore[attr-defined, misc]  # of loads_in
        under=sum(1 for deputy in deputies if deputy.load < targets.low),  # type: ignore[attr-defined, misc]
        without_leader=sum(1 for deputy in deputies if deputy.pk not in led),
        targets=targets,
        members=member_targets(),
        words=told(total, len(deputies), targets, who="乡镇代表", what="户"),
        villages=villages,
        communities=_lines(rows, "community"),
        leaders=lines,
    )


def _leader_lines(leaders: list[Deputy], deputies: dict[int, Deputy]) -> list[LeaderLine]:
    members: dict[int, list[Deputy]] = {leader.pk: [] for leader in leaders}
    pairs = DeputyPair.objects.open().filter(leader__in=leaders).order_by("member__name_pinyin", "member_id")
    for leader_id, member_id in pairs.values_list("leader_id", "member_id"):
        if member_id in deputies:
            members[leader_id].append(deputies[member_id])
    homes: dict[int, set[int]] = {}
    kept = HouseholdPair.objects.open().filter(deputy__in=[one for ones in members.values() for one in ones])
    for deputy_id, household_id in kept.filter(household__closed_on__isnull=True).values_list(
        "deputy_id", "household_id"
    ):
        homes.setdefault(deputy_id, set()).add(household_id)
    targets = member_targets()
    return [
        LeaderLine(
            leader,
            tuple(members[leader.pk]),
            len({household for member in members[leader.pk] for household in homes.get(member.pk, ())}),
            targets.low <= len(members[leader.pk]) <= targets.high,
        )
        for leader in leaders
    ]
