"""Who was met, when, and who never: per village and community, per campaign, and what is due for a deputy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from deputies.associates.models import Associate
from deputies.people.models import Deputy
from deputies.teams.models import TeamMember
from liaison.households.models import Household, HouseholdPair
from liaison.households.querysets import HouseholdQuerySet
from liaison.visits.models import Visit, VisitCampaign, households_in, visited_in
from yunhe.areas.models import Area
from yunhe.kit.words import share


def quarter_of(day: date) -> tuple[date, date]:
    """Return the first and last day of the quarter of `day`."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    after = date(day.year + 1, 1, 1) if first.month == 10 else date(day.year, first.month + 3, 1)
    return first, after - timedelta(days=1)


@dataclass(frozen=True)
class CoverageLine:
    """One village or community: its households, met this quarter, met ever, never met."""

    area: Area | None
    households: int
    quarter: int
    ever: int

    @property
    def never(self) -> int:
        """How many were never met."""
        return self.households - self.ever

    @property
    def due(self) -> int:
        """How many were not met this quarter."""
        return self.households - self.quarter


def coverage(rows: HouseholdQuerySet, place: str, day: date) -> list[CoverageLine]:
    """Return the coverage of `rows` by `place` ("village" or "community") on `day`. Two queries."""
    first, _ = quarter_of(day)
    counted = (
        rows.with_last_met()
        .order_by()
        .values(place)
        .annotate(
            households=Count("pk"),
            quarter=Count("pk", filter=Q(last_met__gte=first)),
            met=Count("pk", filter=Q(last_met__isnull=False)),
        )
    )
    areas = Area.objects.select_related("unit").in_bulk([row[place] for row in counted if row[place]])
    lines = [CoverageLine(areas.get(row[place]), row["households"], row["quarter"], row["met"]) for row in counted]
    return sorted(lines, key=lambda line: (line.area is None, line.area.path if line.area else ""))


def total_of(lines: Sequence[CoverageLine]) -> CoverageLine:
    """Return the sum of lines that do not overlap."""
    return CoverageLine(
        None,
        sum(line.households for line in lines),
        sum(line.quarter for line in lines),
        sum(line.ever for line in lines),
    )


def due_for(deputy: Deputy) -> QuerySet[Household]:
    """Return the households of `deputy`, never met first, then the longest ago, each with `last_met` and `last_try`."""
    own = HouseholdPair.objects.open().filter(deputy=deputy).values("household")
    tried = Visit.objects.standing().filter(household=OuterRef("pk")).order_by("-on", "-pk").values("on")[:1]
    rows = Household.objects.current().filter(pk__in=own).select_related("village__unit", "community__unit")
    return (
        rows.with_last_met()
        .annotate(last_try=tried)
        .order_by(F("last_met").asc(nulls_first=True), "village__path", "pk")
    )


@dataclass(frozen=True)
class ProgressLine:
    """Households to visit and visited, of one deputy, village or community."""

    thing: Deputy | Area | None
    households: int
    visited: int

    @property
    def share(self) -> str:
        """Visited in per cent."""
        return share(self.visited, self.households, of_nothing="0.00")


@dataclass(frozen=True)
class Progress:
    """How far a campaign is."""

    total: ProgressLine
    wanted: int
    deputies: list[ProgressLine]
    villages: list[ProgressLine]
    communities: list[ProgressLine]
    days: list[tuple[date, int, int]]  # day, households visited first on it, so many until then

    @property
    def left(self) -> int:
        """Households that have not been visited."""
        return self.total.households - self.total.visited


def progress_of(campaign: VisitCampaign) -> Progress:
    """Return how far `campaign` is, by deputy, village, community and day. A fixed number of queries."""
    visits = visited_in(campaign)
    rows = households_in(campaign).annotate(is_visited=Exists(visits.filter(household=OuterRef("pk"))))
    villages, communities = _by_place(rows, "village"), _by_place(rows, "community")
    total = ProgressLine(None, sum(line.households for line in villages), sum(line.visited for line in villages))
    first_days = visits.order_by().values("household").annotate(first=Min("on")).values_list("first", flat=True)
    days, until = [], 0
    for day in sorted(set(first_days)):
        number = sum(1 for first in first_days if first == day)
        until += number
        days.append((day, number, until))
    wanted = -(-total.households * campaign.goal // 100)
    return Progress(total, wanted, _by_deputy(rows), villages, communities, days)


def _by_place(rows: QuerySet[Household], place: str) -> list[ProgressLine]:
    counted = list(
        rows.order_by()
        .values(place)
        .annotate(number=Count("pk"), done=Count("pk", filter=Q(is_visited=True)))
        .values_list(place, "number", "done")
    )
    areas = Area.objects.select_related("unit").in_bulk([pk for pk, _, _ in counted if pk])
    lines = [ProgressLine(areas.get(pk), number, done) for pk, number, done in counted]
    return sorted(lines, key=lambda line: line.thing.path if isinstance(line.thing, Area) and line.thing.path else "~")


def _by_deputy(rows: QuerySet[Household]) -> list[ProgressLine]:
    visited = set(rows.filter(Q(is_visited=True)).values_list("pk", flat=True))
    households: dict[int, list[int]] = {}
    pairs = HouseholdPair.objects.open().filter(household__in=rows.values("pk"))
    for deputy_id, household_id in pairs.values_list("deputy_id", "household_id"):
        households.setdefault(deputy_id, []).append(household_id)
    people = Deputy.objects.filter(pk__in=households).order_by("name_pinyin", "pk")
    lines = [
        ProgressLine(person, len(households[person.pk]), sum(1 for pk in households[person.pk] if pk in visited))
        for person in people
    ]
    return sorted(lines, key=lambda line: line.visited / line.households)


def may_come_along(households: Sequence[Household], deputy: Deputy | None) -> QuerySet[Associate]:
    """Return who may have come along on a visit: people in office of the households' villages and communities (and of their
    units' offices), and of the teams of `deputy`, where the deputy writes it down.
    """
    places = {area.pk for household in households for area in (household.village, household.community) if area}
    units = {area.unit_id for household in households for area in (household.village, household.community) if area}
    there = Q(area__in=places | units)
    if deputy is not None:
        teams = TeamMember.objects.of_deputy(deputy).order_by().values("team")
        mates = TeamMember.objects.in_force().filter(team__in=teams, associate__isnull=False)
        there |= Q(pk__in=mates.values("associate"))
    rows = Associate.objects.in_office().filter(there)
    return rows.select_related("area").order_by("area__path", "name_pinyin", "pk")
