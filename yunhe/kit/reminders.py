"""One ladder of reminders: before the day, after it again and again, once to the county. Pure: dates in, rungs out.

    LADDER = Ladder(before=1, every=3, county_after=5)          # working days
    MEETINGS = Ladder(days_before=30, every=20, county_after=10)
    ROUNDS = Ladder(days_before=(14, 3), every_days=7)          # calendar days
    YEARLY = DayLadder({"ahead": 14, "three_days": 3, "due_day": 0}, weeks=12, county_after=5)     # on working days

    for rung in LADDER.due(thing.due_on, today):
        tell(Message(…, key=f"registration-{thing.pk}-{thing.state}-{thing.due_on}-{rung.slot}", is_urgent=rung.is_late))

`slot` names a rung among those of the same deadline; as part of the notice's key it makes sure that each goes out once,
however often the ladder is asked, and that a day the server was off is made up for on the next.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from yunhe.kit.words import day as spoken
from yunhe.kit.workdays import add_workdays, last_workday, next_workday, workdays_between


@dataclass(frozen=True)
class Rung:
    """One reminder that has fallen due. `days_late` counts the days of the ladder; 0 or less: not late yet."""

    slot: str
    days_late: int
    to_county: bool = False

    @property
    def is_late(self) -> bool:
        """Whether the day has passed."""
        return self.days_late > 0


@dataclass(frozen=True)
class Ladder:
    """When to remind of a deadline.

    before: working days before the day; days_before: calendar days instead, several where people are reminded several times.
    every: working days between reminders once it is late, 0 for a single one; every_days: calendar days instead, the first
    one so many after the day. county_after: working days late after which the county office is told too; 0: never.
    county_every: working days after which the county is told again while nothing has been done; 0: once.
    """

    before: int = 0
    days_before: int | tuple[int, ...] = 0
    every: int = 0
    every_days: int = 0
    county_after: int = 0
    county_every: int = 0

    def due(self, due: date, on: date) -> list[Rung]:
        """Return what is to be said on `on` about something due on `due`: at most one to the owner, one to the county."""
        if self.every_days and on > due:
            late = (on - due).days
            passed = late // self.every_days
            return [Rung(f"late-{passed * self.every_days}", late)] if passed else []
        late = workdays_between(due, on)
        if late <= 0:
            return self._before(due, on, late)
        round_ = 1 + self.every * ((late - 1) // self.every) if self.every else 1
        found = [Rung(f"late-{round_}", late)]
        if self.county_after and late > self.county_after:
            again = (late - self.county_after - 1) // self.county_every if self.county_every else 0
            found.append(Rung(f"county-{again + 1}" if again else "county", late, to_county=True))
        return found

    def _before(self, due: date, on: date, late: int) -> list[Rung]:
        if isinstance(self.days_before, tuple):
            begun = [days for days in self.days_before if on >= due - timedelta(days=days)]
            return [Rung(f"before-{min(begun)}", late)] if begun else []
        begins = due - timedelta(days=self.days_before) if self.days_before else add_workdays(due, -self.before)
        return [Rung("before", late)] if on >= begins and (self.before or self.days_before) else []


@dataclass(frozen=True)
class DayLadder:
    """When to remind by the calendar: so many days ahead, then every week.

    days: slot -> days before the day, the earliest first; what falls on no working day is said on the last one before it.
    weeks: how many weekly reminders follow, each on a working day; two weeks after the last nobody is told any more.
    county_after: working days late from which the county office is told too, once.
    """

    days: Mapping[str, int]
    weeks: int
    county_after: int

    def days_of(self, due: date) -> Iterator[tuple[str, date]]:
        """Yield the slots of the owner's reminders of something due on `due` with their days, oldest first."""
        for slot, days in self.days.items():
            yield slot, last_workday(due - timedelta(days=days))
        for week in range(1, self.weeks + 1):
            yield f"late-{week:02d}", next_workday(due + timedelta(weeks=week))

    def due(self, due: date, on: date) -> list[Rung]:
        """Return what is to be said on `on`, or was to be before it and was missed.

        Of the owner's reminders only the newest: a server that was off does not send three at once.
        """
        passed = list(takewhile(lambda rung: rung[1] <= on, self.days_of(due)))[-1:]
        late = workdays_between(due, on) if passed else 0
        found = [Rung(slot, late) for slot, _ in passed]
        if late >= self.county_after and on <= due + timedelta(weeks=self.weeks + 2):
            found.append(Rung("county", late, to_county=True))
        return found


def in_words(due: date | None, today: date) -> tuple[str, str]:
    """Return (words, tone) on a deadline as of `today`, ("", "") where there is none."""
    if not due:
        return "", ""
    left = workdays_between(today, due)
    if left < 0:
        return f"已逾期 {-left} 个工作日", "danger"
    if today > due:
        return "已过期限", "danger"
    if left == 0:
        return "今天到期", "warning"
    return f"还剩 {left} 个工作日（{spoken(due)}前）", "warning" if left <= 1 else "info"


def waited_in_words(days: int) -> str:
    """Return how long a step has taken, in calendar days."""
    return f"{days} 天" if days else "不到 1 天"
