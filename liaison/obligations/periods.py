"""Periods, days on which an obligation is due, and when its reminders fall due. Pure: dates in, dates and words out.

A day that is no working day (`yunhe.kit.workdays`, also for years whose holidays have not been announced) moves to the next
working day of the same period, else to the last one before it: what is owed in a year is never due in the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from liaison.obligations.enums import Frequency, StepKind
from yunhe.kit.months import month_end
from yunhe.kit.workdays import add_workdays, is_workday, next_workday

PARTS = {Frequency.YEARLY: 1, Frequency.HALF_YEARLY: 2, Frequency.QUARTERLY: 4, Frequency.MONTHLY: 12}
NAMES = {Frequency.HALF_YEARLY: "H", Frequency.QUARTERLY: "Q"}
THREE = timedelta(days=3)
WEEK = timedelta(weeks=1)
LATE_WEEKS = 12  # after so many weekly reminders only the county's table speaks of it
COUNTY_AFTER = 5  # working days late before the county office is told


@dataclass(frozen=True)
class Period:
    """One period of an obligation: `key` sorts within its year, `index` counts from 1."""

    key: str
    index: int
    first: date
    last: date
    label: str


@dataclass(frozen=True)
class Step:
    """One reminder that has fallen due. `key` names it among those of the same obligation, so that it is sent once."""

    kind: str
    key: str
    on: date


def _key(frequency: str, year: int, index: int, parts: int) -> str:
    if frequency == Frequency.YEARLY:
        return str(year)
    if frequency == Frequency.MONTHLY:
        return f"{year}-{index:02d}"
    if frequency == Frequency.TIMES:
        return f"{year}-{index:02d}of{parts}"
    return f"{year}-{NAMES[Frequency(frequency)]}{index}"


def _label(frequency: str, year: int, index: int) -> str:
    words = {
        Frequency.YEARLY: f"{year}年",
        Frequency.HALF_YEARLY: f"{year}年{'上' if index == 1 else '下'}半年",
        Frequency.QUARTERLY: f"{year}年第{index}季度",
        Frequency.MONTHLY: f"{year}年{index}月",
        Frequency.TIMES: f"{year}年第{index}次",
    }
    return words[Frequency(frequency)]


def periods_of(frequency: str, times: int, year: int) -> list[Period]:
    """Return the periods of `year`, in order. `times` (1–12) counts only for TIMES: the year in that many parts."""
    parts = times if frequency == Frequency.TIMES else PARTS[Frequency(frequency)]
    found, begins = [], 1
    for index in range(1, parts + 1):
        ends = -(-12 * index // parts)  # rounded up
        found.append(
            Period(
                _key(frequency, year, index, parts),
                index,
                date(year, begins, 1),
                month_end(date(year, ends, 1)),
                _label(frequency, year, index),
            )
        )
        begins = min(ends + 1, 12)
    return found


def due_on(period: Period, due_month: int | None = None, due_day: int | None = None) -> date:
    """Return the day until which an obligation of `period` is to be done.

    due_month: month within the period, counted from 1, None for its last one; due_day: day of that month, None for its
    last one. Both are cut to what the period and the month have (29 February in other years is the 28th).
    """
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    month = period.first.month - 1 + min(due_month or months, months)
    last = month_end(period.first.replace(month=month))
    named = last.replace(day=min(due_day or last.day, last.day))
    if is_workday(named):
        return named
    later = next_workday(named)
    return later if later <= period.last else add_workdays(named, -1)


def _on_workday(day: date) -> date:
    """Return `day`, or the last working day before it: a reminder ahead never comes later than promised."""
    return day if is_workday(day) else add_workdays(day, -1)


def ladder(due: date, lead_days: int) -> Iterator[Step]:
    """Yield the steps to those who owe an obligation due on `due`, oldest first."""
    if lead_days > THREE.days:
        yield Step(StepKind.AHEAD, "ahead", _on_workday(due - timedelta(days=lead_days)))
    yield Step(StepKind.THREE_DAYS, "three_days", _on_workday(due - THREE))
    yield Step(StepKind.DUE_DAY, "due_day", due)
    for week in range(1, LATE_WEEKS + 1):
        yield Step(StepKind.LATE, f"late-{week:02d}", next_workday(due + week * WEEK))


def county_step(due: date) -> Step:
    """Return the step to the county office."""
    return Step(StepKind.COUNTY, "county", add_workdays(due, COUNTY_AFTER))


def steps_due(due: date, lead_days: int, on: date) -> list[Step]:
    """Return the steps for an obligation due on `due` that are to be taken on `on`, or were before it and were missed.

    Of the owner's ladder only the newest one: a server that was off does not send three at once. The step to the county
    stands for itself, COUNTY_AFTER working days after the day; a year later nobody is told any more.
    """
    if on < due - timedelta(days=lead_days) - WEEK * 2:  # no run of holidays is longer
        return []
    found = list(takewhile(lambda step: step.on <= on, ladder(due, lead_days)))[-1:]
    if on > due:
        county = county_step(due)
        if county.on <= on <= due + (LATE_WEEKS + 2) * WEEK:
            found.append(county)
    return found


def first_step_on(due: date, lead_days: int) -> date:
    """Return the day of the first reminder."""
    return next(ladder(due, lead_days)).on
