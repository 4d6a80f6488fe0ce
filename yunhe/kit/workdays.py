"""Working days in China: public holidays and make-up working days (chinesecalendar), extendable by settings.

The published table ends with the last year the State Council has announced. Beyond it Monday to Friday are working days,
except the holidays with a fixed date (1 January, 1–3 May, 1–3 October) and the days named in settings.EXTRA_HOLIDAYS;
settings.EXTRA_WORKDAYS names make-up days.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar
from django.conf import settings
from django.db import models

FIXED_HOLIDAYS = {(1, 1), (5, 1), (5, 2), (5, 3), (10, 1), (10, 2), (10, 3)}
ONE_DAY = timedelta(days=1)


class Weekday(models.IntegerChoices):
    """Days of the week as ISO counts them."""

    MONDAY = 1, "星期一"
    TUESDAY = 2, "星期二"
    WEDNESDAY = 3, "星期三"
    THURSDAY = 4, "星期四"
    FRIDAY = 5, "星期五"
    SATURDAY = 6, "星期六"
    SUNDAY = 7, "星期日"


def is_workday(day: date) -> bool:
    """Whether offices work on `day`."""
    text = day.isoformat()
    if text in settings.EXTRA_WORKDAYS:
        return True
    if text in settings.EXTRA_HOLIDAYS:
        return False
    return _is_published_workday(day)


@lru_cache(maxsize=4096)  # the library reads its whole table for each day, and a list of deadlines asks for thousands
def _is_published_workday(day: date) -> bool:
    """Whether the published table makes `day` a working day; beyond it what is said at the top."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # the year has not been announced yet
        return day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS


def _days_from(day: date, step: timedelta) -> Iterator[date]:
    while True:
        day += step
        yield day


def add_workdays(day: date, number: int) -> date:
    """Return the `number`-th working day after `day` (before it for a negative number; `day` itself for 0)."""
    step = ONE_DAY if number > 0 else -ONE_DAY
    left = abs(number)
    if not left:
        return day
    for candidate in _days_from(day, step):
        left -= is_workday(candidate)
        if not left:
            return candidate
    raise AssertionError("unreachable: days do not end")


def workdays_between(first: date, last: date) -> int:
    """Return the working days after `first` up to and including `last`; negative when `last` is before `first`."""
    if last < first:
        return -workdays_between(last, first)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_workday(day) for day in days)


def last_workday(day: date) -> date:
    """Return `day` when it is a working day, otherwise the last one before it."""
    return day if is_workday(day) else add_workdays(day, -1)


def next_workday(day: date) -> date:
    """Return `day` when it is a working day, otherwise the first one after it."""
    return day if is_workday(day) else add_workdays(day, 1)
