"""From a rule to the watch days of a year: pure, no database. Holidays move to the next working day."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from stations.rotas.enums import Months, Rhythm
from yunhe.kit.workdays import next_workday

IN_MONTHS = {
    Months.ALL: tuple(range(1, 13)),
    Months.ODD: tuple(range(1, 13, 2)),
    Months.EVEN: tuple(range(2, 13, 2)),
    Months.QUARTER: (1, 4, 7, 10),
}
Person = TypeVar("Person")


@dataclass(frozen=True)
class Rule:
    """When there is watch. day: 1–31, the last day in shorter months; weekday: 1 Monday – 7 Sunday; nth: 1–4."""

    rhythm: str = Rhythm.MONTH_DAY
    months: str = Months.ALL
    day: int = 15
    weekday: int = 1
    nth: int = 1

    def in_words(self) -> str:
        """Return the rule as a notice says it: 单月15日, 每周二, 每个月第1个星期一."""
        if self.rhythm == Rhythm.WEEKLY:
            return f"每周{'一二三四五六日'[self.weekday - 1]}"
        months = Months(self.months).label
        if self.rhythm == Rhythm.NTH_WEEKDAY:
            return f"{months}第{self.nth}个星期{'一二三四五六日'[self.weekday - 1]}"
        return f"{months}{self.day}日"


@dataclass(frozen=True)
class ShiftDay:
    """A day as the rule names it, and the working day on which watch is held."""

    planned: date
    on: date

    @property
    def has_moved(self) -> bool:
        """Whether a holiday has moved it."""
        return self.planned != self.on


def _named(rule: Rule, year: int) -> Iterator[date]:
    if rule.rhythm == Rhythm.WEEKLY:
        first = date(year, 1, 1)
        day = first + timedelta(days=(rule.weekday - first.isoweekday()) % 7)
        while day.year == year:
            yield day
            day += timedelta(weeks=1)
        return
    for month in IN_MONTHS[Months(rule.months)]:
        length = calendar.monthrange(year, month)[1]
        if rule.rhythm == Rhythm.MONTH_DAY:
            yield date(year, month, min(rule.day, length))
        else:
            first = date(year, month, 1)
            yield first + timedelta(days=(rule.weekday - first.isoweekday()) % 7 + 7 * (rule.nth - 1))


def shift_days(rule: Rule, year: int, since: date | None = None) -> list[ShiftDay]:
    """Return the watch days of `year` in order, none twice; `since` leaves out the earlier ones.

    A named day that is no working day moves to the next one (that of 31 December may fall into the new year). Where two
    named days would meet, the later one is dropped.
    """
    found: dict[date, ShiftDay] = {}
    for planned in _named(rule, year):
        on = next_workday(planned)
        if on not in found and (since is None or on >= since):
            found[on] = ShiftDay(planned, on)
    return [found[on] for on in sorted(found)]


def spread(people: Sequence[Person], shifts: int, per_shift: int) -> list[list[Person]]:
    """Return who serves on each of `shifts`: in turn, so that nobody serves twice more than another, never twice a shift."""
    if not people:
        return [[] for _ in range(shifts)]
    size = min(per_shift, len(people))
    turn = 0
    served = []
    for _ in range(shifts):
        served.append([people[(turn + place) % len(people)] for place in range(size)])
        turn += size
    return served
