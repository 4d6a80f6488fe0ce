"""Half-years: names, last days, when a round opens. Pure: dates in, dates out."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from liaison.ledger.clocks import OPENS_MONTHS
from yunhe.kit.refusals import Refused


@dataclass(frozen=True, order=True)
class Half:
    """One half-year; `first` is 1 January or 1 July."""

    first: date

    @classmethod
    def parse(cls, text: str) -> "Half":
        """Return the half-year named like "2026-H2". Raises Refused."""
        found = re.fullmatch(r"(20\d\d)-H([12])", text.strip().upper())
        if not found:
            raise Refused(f"看不懂“{text}”。请写成 2026-H1（上半年）或 2026-H2（下半年）。")
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
        """First day on which the round of this half is opened: the first of its OPENS_MONTHS last months."""
        return date(self.first.year, self.first.month + 6 - OPENS_MONTHS, 1)

    @property
    def previous(self) -> "Half":
        """The half-year before."""
        return Half.of(self.first - timedelta(days=1))
