"""Until when a pair meets, and when to remind. Pure: dates in, dates and rungs out.

At least one joint meeting a year is prescribed by the county (双向共管, 每年至少一次); the day by which is our proposal, so
that the year's end still has time for what was resolved.
"""

from datetime import date

from yunhe.env import env
from yunhe.kit.reminders import Ladder, Rung

#: month and day by which each pair of origin and residence should have met
MEET_BY = tuple(int(part) for part in env.str("JOINT_MEETING_BY", default="10-31").split("-"))
MEETINGS = Ladder(days_before=30, every=20, county_after=10)
RESOLUTIONS = Ladder(before=1, every=3, county_after=5)


def due_on(year: int) -> date:
    """Return the day by which each pair should have met in `year`."""
    month, day = MEET_BY
    return date(year, month, day)


def meeting_reminders(day: date, since: date) -> list[Rung]:
    """Return what is to be said on `day` to a pair that has not met in its year; `since`: when its first registration was opened.

    A pair younger than the day of the year is asked in the next year.
    """
    due = due_on(day.year)
    return MEETINGS.due(due, day) if since <= due else []
