"""The hours of stations, read for many at once, and the figures of a year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from stations.places.hours_rules import Span, Week, read_spans
from stations.places.models import HoursException, OpeningInterval, Station


def weeks_of(stations: Iterable[Station]) -> dict[int, Week]:
    """Return {station id: its hours} of every one of `stations`: two queries, whatever the number."""
    rows = {station.pk: station for station in stations}
    days: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for interval in OpeningInterval.objects.filter(station__in=rows).order_by("weekday", "opens"):
        days[interval.station_id][interval.weekday].append(Span(interval.opens, interval.closes))
    other: dict[int, dict[date, tuple[Span, ...]]] = defaultdict(dict)
    since = timezone.localdate() - timedelta(days=1)
    for exception in HoursException.objects.filter(station__in=rows, on__gte=since):
        other[exception.station_id][exception.on] = read_spans(exception.hours)
    return {
        pk: Week({day: tuple(spans) for day, spans in days[pk].items()}, other[pk], station.keeps_holidays)
        for pk, station in rows.items()
    }


def week_of(station: Station) -> Week:
    return weeks_of([station])[station.pk]


@dataclass(frozen=True)
class YearCounts:
    """What happened at a station in a year."""

    year: int
    receptions: int
    activities: int
    check_ins: int


def year_counts(station: Station, year: int | None = None) -> YearCounts:
    """Return the receptions, activities held and check-ins of `station` in `year` (this one), counted: three queries."""
    year = year or timezone.localdate().year
    return YearCounts(
        year,
        station.receptions.filter(received_on__year=year).count(),
        station.activities.held().filter(starts_at__year=year).count(),
        station.check_ins.standing().filter(at__year=year).count(),
    )
