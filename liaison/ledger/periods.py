"""Half-years: names, last days, when a round opens, and when its reminders are due."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from liaison.ledger.enums import ReminderKind

WEEK = timedelta(days=7)
LATE_WEEKS = 26  # a round is reminded of weekly until the next one closes


class UnknownHalf(ValueError):  # noqa: N818 said to people
    """The text names no half-year; `str()` says in Chinese how to write one."""


@dataclass(frozen=True, order=True)
class Half:
    """One half-year; `first` is 1 January or 1 July."""

    first: date

    @classmethod
    def parse(cls, text: str) -> "Half":
        """Return the half-year named like "2026-H2". Raises UnknownHalf."""
        found = re.fullmatch(r"(20\d\d)-H([12])", text.strip().upper())
        if not found:
            raise UnknownHalf(f"看不懂“{text}”。请写成 2026-H1（上半年）或 2026-H2（下半年）。")
        return cls(date(int(found[1]), 1 if found[2] == "1" else 7, 1))

    @classmethod
    def of(cls, day: date) -> "Half":
        """Return the half-year in which `day` lies."""
        return cls(date(day.year, 1 if day.month < 7 else 7, 1))

    def __str__(self):
        return f"{self.first.year}-H{1 if self.first.month == 1 else 2}"

    @property
    def last(self) -> date:
        """30 June or 31 December."""
        return date(self.first.year, 6, 30) if self.first.month == 1 else date(self.first.year, 12, 31)

    @property
    def opens_on(self) -> date:
        """First day on which the round of this half is opened: the first of the settings.LEDGER_OPENS_MONTHS last months."""
        return date(self.first.year, self.first.month + 6 - settings.LEDGER_OPENS_MONTHS, 1)

    @property
    def previous(self) -> "Half":
        """The half-year before."""
        return Half.of(self.first - timedelta(days=1))


def reminders_due(opened_on: date, closes_on: date, on: date) -> list[tuple[str, str, date]]:
    """Return the reminders of a round that are due on `on` or were due before it: (kind, key, day), oldest first.

    Opening on the first day, then 14 and 3 days before the end, then every seven days after it. A reminder that a later one
    has overtaken is left out, so that a server that was off does not send three at once; the weekly ones likewise.
    """
    planned = [
        (ReminderKind.OPENING, "opening", opened_on),
        (ReminderKind.TWO_WEEKS, "two_weeks", closes_on - 2 * WEEK),
        (ReminderKind.THREE_DAYS, "three_days", closes_on - timedelta(days=3)),
    ]
    planned += [
        (ReminderKind.LATE, f"late-{closes_on + week * WEEK}", closes_on + week * WEEK)
        for week in range(1, LATE_WEEKS + 1)
    ]
    due = [(str(kind), key, max(day, opened_on)) for kind, key, day in planned if max(day, opened_on) <= on]
    return due[-1:]
