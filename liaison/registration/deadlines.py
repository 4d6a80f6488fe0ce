"""Until when a step should be taken, and when to remind. Pure: dates in, dates and words out.

All terms are our proposal, no office has set them: they stand in settings.REGISTRATION_DAYS (working days).
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from yunhe.kit.workdays import add_workdays, workdays_between

REMIND_EVERY = 3  # working days between reminders of a late step
ESCALATE_AFTER = 5  # working days late before the county office is told


@dataclass(frozen=True)
class Reminder:
    """One reminder that has fallen due. `slot` names it among those of the same step, so that it is sent once."""

    slot: str
    days_late: int  # working days; 0 or less: not late yet
    to_county: bool = False


def term_of(state: str) -> int | None:
    """Return the working days that a step may take in `state`, None where nothing is awaited."""
    return settings.REGISTRATION_DAYS.get(str(state))


def due_on(state: str, start: date) -> date | None:
    """Return until when a step that began on `start` should be done, None where there is no deadline."""
    days = term_of(state)
    return add_workdays(start, days) if days else None


def reminders_due(due: date, day: date) -> list[Reminder]:
    """Return what is to be said on `day` about a step due on `due`; a day that was missed is made up for on the next.

    One working day before, on the working day after, then every REMIND_EVERY working days; once to the county office
    when ESCALATE_AFTER working days have passed.
    """
    late = workdays_between(due, day)
    if late <= 0:
        return [Reminder("before", late)] if day >= add_workdays(due, -1) else []
    found = [Reminder(f"late-{1 + REMIND_EVERY * ((late - 1) // REMIND_EVERY)}", late)]
    if late > ESCALATE_AFTER:
        found.append(Reminder("county", late, to_county=True))
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
    return f"还剩 {left} 个工作日（{due.month}月{due.day}日前）", "warning" if left <= 1 else "info"


def waited_in_words(days: int) -> str:
    """Return how long a step has taken, in calendar days."""
    return f"{days} 天" if days else "不到 1 天"
