"""Until when a pair meets, and when to remind. Pure: dates in, dates and slots out.

At least one joint meeting a year is prescribed by the county (双向共管, 每年至少一次); the day by which is our proposal and
stands in settings.JOINT_MEETING_BY (month, day), so that the year's end still has time for what was resolved.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from yunhe.kit.workdays import workdays_between

AHEAD = timedelta(days=30)
REMIND_EVERY = 20  # working days
ESCALATE_AFTER = 10  # working days


@dataclass(frozen=True)
class Slot:
    """One reminder to a pair that has not met. `name` tells it from the others of the same year."""

    year: int
    name: str
    days_late: int  # working days, 0 before the day
    to_county: bool = False


def due_on(year: int) -> date:
    """Return the day by which each pair should have met in `year`."""
    month, day = settings.JOINT_MEETING_BY
    return date(year, month, day)


def slots_due(day: date, since: date) -> list[Slot]:
    """Return what is to be said on `day` to a pair that has not met in the year of `day`; `since`: when its first registration was opened.

    A pair younger than the day of the year is asked in the next year.
    """
    due, found = due_on(day.year), []
    if since <= due:
        late = workdays_between(due, day)
        if late > 0:
            found.append(Slot(day.year, f"late-{1 + REMIND_EVERY * ((late - 1) // REMIND_EVERY)}", late))
            if late > ESCALATE_AFTER:
                found.append(Slot(day.year, "county", late, to_county=True))
        elif day >= due - AHEAD:
            found.append(Slot(day.year, "ahead", 0))
    return found
