"""The shares of the population, counted from the figures of the units."""

from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet, Sum

from liaison.population.models import UnitPopulation
from yunhe.areas.models import Area
from yunhe.kit.words import share


@dataclass(frozen=True)
class Shares:
    """The people of a county in one year, and of whom they are how many."""

    year: int
    residents: int
    in_town: int
    rural: int
    moved_down: int
    urban: int

    @property
    def town_rate(self) -> str:
        """Those who live in the county town, of all residents."""
        return share(self.in_town, self.residents)

    @property
    def moved_rate(self) -> str:
        """Farmers who have moved down, of all registered as farmers."""
        return share(self.moved_down, self.rural)

    @property
    def urban_rate(self) -> str:
        """Urban residents, of all residents (城镇化率)."""
        return share(self.urban, self.residents)


def newest(rows: QuerySet[UnitPopulation]) -> int | None:
    """Return the last year of which there is anything among `rows`."""
    year: int | None = rows.aggregate(year=Max("year"))["year"]
    return year


def shares_of(county: Area) -> Shares | None:
    """Return the sums of the units of `county` in the newest year, None while nothing was entered. Two queries."""
    rows = UnitPopulation.objects.of_county(county)
    year = newest(rows)
    if year is None:
        return None
    sums = rows.filter(year=year).aggregate(
        all_residents=Sum("residents"),
        in_town=Sum("residents", filter=Q(area__in_county_town=True), default=0),
        all_rural=Sum("rural"),
        all_moved=Sum("moved_down"),
        all_urban=Sum("urban"),
    )
    return Shares(year, sums["all_residents"], sums["in_town"], sums["all_rural"], sums["all_moved"], sums["all_urban"])
