"""Until when a pair meets in a year, and when to remind of resolutions.

At least one joint meeting a year is prescribed by the county (双向共管, 每年至少一次); by which day is the county's rule, and the
reminders are those of its obligation (liaison.obligations): one day, one ladder, one notice.
"""

from datetime import date

from yunhe.kit.dues import DueDays, due_days
from yunhe.kit.reminders import Ladder

#: the key of the county's rule
RULE = "joint-meeting"
RESOLUTIONS = Ladder(before=1, every=3, county_after=5)


def meet_by(year: int) -> DueDays:
    """Return the days by which the pairs of the counties should have met in `year`."""
    return due_days(RULE, date(year, 12, 31))
