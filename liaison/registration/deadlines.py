"""Until when a step should be taken, and when to remind. Pure: dates in, dates out.

All terms are our proposal, no office has set them: they stand in settings.REGISTRATION_DAYS (working days).
"""

from datetime import date

from django.conf import settings

from yunhe.kit.reminders import Ladder
from yunhe.kit.workdays import add_workdays

#: one working day before, on the working day after, then every three; to the county once after five
LADDER = Ladder(before=1, every=3, county_after=5)


def term_of(state: str) -> int | None:
    """Return the working days that a step may take in `state`, None where nothing is awaited."""
    return settings.REGISTRATION_DAYS.get(str(state))


def due_on(state: str, start: date) -> date | None:
    """Return until when a step that began on `start` should be done, None where there is no deadline."""
    days = term_of(state)
    return add_workdays(start, days) if days else None
