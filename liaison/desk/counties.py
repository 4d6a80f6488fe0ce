"""What the office of a province or city (省市人大机关) sees of its counties: a few figures, each with the list that it counts.

It looks on and does nothing: no file is opened, no phone or address is shown. A figure is one queryset and the relation to the unit
that it belongs to; the table counts it for all counties in one question, the list shows the rows of one county.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns.models import Concern
from liaison.obligations.models import Obligation
from liaison.registration.models import Registration
from stations.activities.models import Activity
from stations.places.models import Station
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in


@dataclass(frozen=True)
class CountyFigure:
    """One figure: its name in the address, its heading, the rows that it counts, and whose they are."""

    name: str
    label: str
    rows: Callable[[], QuerySet[Any]]
    relation: str
    is_warning: bool = False

    def of(self, *counties: Area) -> QuerySet[Any]:
        """Return the rows of `counties`."""
        return self.rows().filter(lies_in(self.relation, *counties))

    def counted(self, counties: Iterable[Area]) -> dict[int, int]:
        """Return how many rows each of `counties` has, by its key; one of none is left out. Two queries."""
        below = self.of(*counties).order_by()
        county = Coalesce(F(f"{self.relation}__unit__parent"), F(self.relation))
        return dict(below.annotate(_county=county).values_list("_county").annotate(Count("pk")))


def _activities_of_this_year() -> QuerySet[Activity]:
    return Activity.objects.held().filter(starts_at__year=timezone.localdate().year)


FIGURES = {
    figure.name: figure
    for figure in (
        CountyFigure("deputies", "在任代表", lambda: Deputy.objects.serving(), "origin"),
        CountyFigure("elsewhere", "流动代表", lambda: Deputy.objects.serving().living_elsewhere(), "origin"),
        CountyFigure("co-managed", "双向共管", lambda: Registration.objects.co_managed(), "origin"),
        CountyFigure("late-registrations", "登记逾期", lambda: Registration.objects.late(), "origin", is_warning=True),
        CountyFigure("late-concerns", "诉求逾期", lambda: Concern.objects.open().late(), "lead", is_warning=True),
        CountyFigure("late-tasks", "任务逾期", lambda: Obligation.objects.overdue(), "unit", is_warning=True),
        CountyFigure("stations", "站点", lambda: Station.objects.active(), "organising_area"),
        CountyFigure("activities", "今年活动", _activities_of_this_year, "organising_area"),
    )
}


def table_of(counties: list[Area]) -> list[tuple[Area, list[tuple[CountyFigure, int]]]]:
    """Return each of `counties` with its figures, in their order. Two queries a figure."""
    counted = {figure.name: figure.counted(counties) for figure in FIGURES.values()} if counties else {}
    return [
        (county, [(figure, counted[figure.name].get(county.pk, 0)) for figure in FIGURES.values()])
        for county in counties
    ]


def sums_of(table: list[tuple[Area, list[tuple[CountyFigure, int]]]]) -> list[tuple[CountyFigure, int]]:
    """Return each figure with its sum over the counties of `table`."""
    return [(figure, sum(cells[at][1] for _, cells in table)) for at, figure in enumerate(FIGURES.values())]
