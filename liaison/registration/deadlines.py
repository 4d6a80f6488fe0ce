"""Until when a step should be taken, and when to remind. Pure: dates in, dates out.

All terms are our proposal, no office has set them, so a county may set its own in the environment.
"""

from datetime import date

from liaison.registration.enums import RegistrationState
from yunhe.env import env
from yunhe.kit.reminders import Ladder
from yunhe.kit.workdays import add_workdays

#: working days that each step may take
DAYS: dict[str, int] = {
    RegistrationState.URGED: env.int("TERM_URGED", default=10),  # the deputy registers
    RegistrationState.SUBMITTED: env.int("TERM_SUBMITTED", default=3),  # the residence office verifies
    RegistrationState.RETURNED: env.int("TERM_RETURNED", default=5),  # the deputy completes and hands in again
    RegistrationState.VERIFIED: env.int("TERM_VERIFIED", default=5),  # the community receives
}
#: one working day before, on the working day after, then every three; to the county after five, and again every ten
LADDER = Ladder(before=1, every=3, county_after=5, county_every=10)


def term_of(state: str) -> int | None:
    """Return the working days that a step may take in `state`, None where nothing is awaited."""
    return DAYS.get(state)


def due_on(state: str, start: date) -> date | None:
    """Return until when a step that began on `start` should be done, None where there is no deadline."""
    days = term_of(state)
    return add_workdays(start, days) if days else None
