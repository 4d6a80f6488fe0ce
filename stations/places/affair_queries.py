"""Reading what stations keep: hours of many stations at once, who is posted, who could be, the figures of a year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from deputies.mandates.models import Mandate
from deputies.people.models import Deputy
from stations.places.hours_rules import Span, Week, read_spans
from stations.places.models import HoursException, OpeningInterval, Posting, Station
from stations.places.queries import may_serve_at


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
    """Return the hours of one station."""
    return weeks_of([station])[station.pk]


def postings_at(station: Station) -> QuerySet[Posting]:
    """Return the postings in force at `station`, in order of the deputies' names."""
    rows = Posting.objects.in_force().filter(station=station).select_related("deputy__origin", "deputy__residence")
    return rows.order_by("deputy__name_pinyin", "pk")


def proposed_for(station: Station) -> QuerySet[Deputy]:
    """Return who could be posted at `station` and is not: deputies who act, those who live nearest first.

    Near is: in the community or village where the station stands, then in its unit, then the others it may put on duty.
    """
    place = station.location_area
    acting = Mandate.objects.acting().values("deputy_id")
    posted = Posting.objects.open().filter(station=station).values("deputy_id")
    near = Case(
        When(residence=place, then=Value(0)),
        When(residence__unit=place.unit_id, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    here = Deputy.objects.filter(
        Q(pk__in=may_serve_at(station).values("pk")) | Q(residence__path__startswith=place.path)
    )
    rows = here.filter(pk__in=acting).exclude(pk__in=posted).select_related("origin", "residence__unit")
    return rows.annotate(distance=near).order_by("distance", "name_pinyin", "pk")


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
