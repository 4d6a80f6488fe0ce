"""Periods, days on which an obligation is due, and the ladder of its reminders. Pure: dates in, dates and words out.

A day that is no working day (`yunhe.kit.workdays`, also for years whose holidays have not been announced) moves to the next
working day of the same period, else to the last one before it: what is owed in a year is never due in the next.
"""

from dataclasses import dataclass
from datetime import date

from liaison.obligations.enums import Frequency, StepKind
from yunhe.kit.months import month_end
from yunhe.kit.reminders import DayLadder
from yunhe.kit.workdays import add_workdays, is_workday, next_workday

PARTS = {Frequency.YEARLY: 1, Frequency.HALF_YEARLY: 2, Frequency.QUARTERLY: 4, Frequency.MONTHLY: 12}
NAMES = {Frequency.HALF_YEARLY: "H", Frequency.QUARTERLY: "Q"}
THREE = 3  # days before the day
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
        first, last = date(year, begins, 1), month_end(date(year, ends, 1))
        found.append(Period(_key(frequency, year, index, parts), index, first, last, _label(frequency, year, index)))
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


def ladder_of(lead_days: int) -> DayLadder:
    """Return when to remind of an obligation: `lead_days` ahead where they are more than three, then three, then on the day."""
    ahead = {StepKind.AHEAD.value: lead_days} if lead_days > THREE else {}
    days = {**ahead, StepKind.THREE_DAYS.value: THREE, StepKind.DUE_DAY.value: 0}
    return DayLadder(days, weeks=LATE_WEEKS, county_after=COUNTY_AFTER)


def kind_of(slot: str) -> StepKind:
    """Return which step of the ladder `slot` names."""
    return StepKind(slot.split("-")[0])
