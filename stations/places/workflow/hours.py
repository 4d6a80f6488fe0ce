"""Writing when a station is open, and the rules by which it is run."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from stations.places import policies
from stations.places.hours_rules import Span, Week, read_spans, write_spans
from stations.places.models import HoursException, OpeningInterval, Station
from stations.places.workflow.tree import ROWS
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.kit.changes import made
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused
from yunhe.kit.verbs import verb

HOURS_IN_WORDS = 120  # characters that Station.opening_hours holds


@verb(ROWS, policies.can_keep_station)
def set_hours(
    station: Station, *, by: User, days: Mapping[int, Iterable[Span]], keeps_holidays: bool = True
) -> Station:
    """Replace the weekly hours of a station. days: ISO weekday → spans that do not overlap. Errors: Denied.

    Side effects: the intervals; the station's hours in words, which lists and prints show; one audit event.
    """
    before = station.opening_hours
    week = Week({day: tuple(sorted(spans)) for day, spans in days.items()}, {}, keeps_holidays)
    station.opening_intervals.all().delete()
    OpeningInterval.objects.bulk_create(
        OpeningInterval(station=station, weekday=day, opens=span.opens, closes=span.closes)
        for day, spans in week.days.items()
        for span in spans
    )
    station.keeps_holidays = keeps_holidays
    station.opening_hours = week.in_words()[:HOURS_IN_WORDS]
    station.save(update_fields=["opening_hours", "keeps_holidays"])
    changes = {"开放时间": [before, station.opening_hours]}
    record("stations.set_hours", "修改开放时间", station, by=by, changes=changes, areas=station.sides)
    return station


@verb(ROWS, policies.can_keep_station)
def add_exception(station: Station, *, by: User, on: date, hours: str = "", note: str = "") -> HoursException:
    """Say that a station has other hours on one date, or is closed (hours ""). Errors: Denied, ValidationError.

    Side effects: one HoursException, one audit event.
    """
    if on < timezone.localdate():
        raise Refused({"on": "这一天已经过去，不用再安排。"})
    exception = made(HoursException(station=station, on=on, hours=write_spans(read_spans(hours)), note=note))
    changes = {str(on): ["", exception.hours or "不开放"]}
    record("stations.add_exception", "安排特别开放时间", station, by=by, changes=changes, areas=station.sides)
    return exception


@transaction.atomic
def remove_exception(exception: HoursException, *, by: User) -> None:
    """Take other hours of one date back. Errors: Denied. Side effects: the HoursException, one audit event."""
    station = locked(ROWS, exception.station)
    policies.can_keep_station(by, station)
    changes = {str(exception.on): [exception.hours or "不开放", ""]}
    exception.delete()
    record("stations.remove_exception", "取消特别开放时间", station, by=by, changes=changes, areas=station.sides)


@verb(ROWS, policies.can_keep_station)
def set_rules(station: Station, *, by: User, rules: str) -> Station:
    """Write the rules of a station. Errors: Denied. Side effects: the Station, one audit event."""
    before, station.rules = station.rules, rules.replace("\r\n", "\n").strip()
    if before == station.rules:
        return station
    station.save(update_fields=["rules"])
    changes = {"工作制度": [f"{len(before)} 字", f"{len(station.rules)} 字"]}
    record("stations.set_rules", "修改工作制度", station, by=by, changes=changes, areas=station.sides)
    return station
