"""Until when each step of a voter's concern should be taken. Pure: dates in, dates out.

Opinions handed in at a station have no statutory clock: all terms are the county's own. Suggestions of deputies (代表建议)
and petitions (信访) run by other clocks and never through this module.
"""

from datetime import date

from liaison.concerns.enums import ConcernState, Lateness
from yunhe.env import env
from yunhe.kit.reminders import Ladder
from yunhe.kit.workdays import add_workdays, workdays_between

#: working days that each step may take
DAYS = {
    "accept": env.int("CONCERN_ACCEPT", default=2),
    "assign": env.int("CONCERN_ASSIGN", default=3),
    "simple": env.int("CONCERN_SIMPLE", default=10),
    "normal": env.int("CONCERN_NORMAL", default=30),
    "direct": env.int("CONCERN_DIRECT", default=5),  # a deputy answers what came through the direct line
    "carried": env.int("CONCERN_CARRIED", default=15),  # a deputy makes a suggestion of it, or raises it where he sits
    "redo": env.int("CONCERN_REDO", default=10),
    "feedback": env.int("CONCERN_FEEDBACK", default=3),
    "rating": env.int("CONCERN_RATING", default=10),  # then the matter is closed without a rating
    "send_back": env.int("CONCERN_SEND_BACK", default=5),  # a unit that is not concerned says so within
    "near": 2,  # so many before a deadline it is near
    "very_late": env.int("CONCERN_VERY_LATE", default=10),  # so many after it the county is told
}
STEP_DAYS = {
    ConcernState.RECEIVED: "accept",
    ConcernState.ACCEPTED: "assign",
    ConcernState.REPLIED: "feedback",
    ConcernState.TOLD: "rating",
    ConcernState.RATED: "feedback",
}


def days_of(term: str) -> int:
    """Return the working days of a term: accept, assign, simple, normal, direct, carried, redo, feedback, rating, send_back."""
    return DAYS[term]


def due_on(
    state: str, start: date, *, is_simple: bool = False, is_direct: bool = False, is_redo: bool = False
) -> date | None:
    """Return until when the step that began on `start` should be done, None where nobody waits for it."""
    if state == ConcernState.ASSIGNED:
        term = "direct" if is_direct else "redo" if is_redo else "simple" if is_simple else "normal"
    elif state in STEP_DAYS:
        term = STEP_DAYS[ConcernState(state)]
    else:
        return None
    return add_workdays(start, days_of(term))


def after_pause(due: date | None, paused_on: date, today: date) -> tuple[date | None, int]:
    """Return (the deadline moved by the working days that the clock stood still, those days)."""
    days = max(workdays_between(paused_on, today), 0)
    return (add_workdays(due, days) if due and days else due), days


def ladder() -> Ladder:
    """Return when people are reminded of a deadline: when it is near, late and late again; the county when very late, and again."""
    again = days_of("very_late")
    return Ladder(before=days_of("near"), every=again, county_after=again, county_every=again)


def near_until(today: date) -> date:
    """Return the last deadline that is near on `today`."""
    return add_workdays(today, days_of("near"))


def very_late_before(today: date) -> date:
    """Return the day before which a deadline is very late on `today`."""
    return add_workdays(today, -days_of("very_late"))


def lateness(due: date | None, today: date) -> str:
    """Return how a deadline stands: "" for one that is far or missing, otherwise a Lateness."""
    if due is None:
        return ""
    if due < today:
        return Lateness.VERY_LATE if due < very_late_before(today) else Lateness.LATE
    return Lateness.NEAR if due <= near_until(today) else ""
