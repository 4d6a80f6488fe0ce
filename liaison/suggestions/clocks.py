"""The clocks of suggestions. Pure. Calendar days and calendar months of the law, never working days.

Reply within three months of handing over, six where it is broad or difficult (代表法 51; 浙江实施办法 43); unsatisfied: redone
within one month (43); receipt told within 7 days; a unit that is not concerned returns within 10 days; who handles with others gives
the leading unit an opinion within two months (办理规定 7, 10, 14).
"""

from datetime import date, timedelta

from liaison.suggestions.enums import SuggestionState
from yunhe.kit.months import add_months

REPLY_MONTHS, HARD_MONTHS, REDO_MONTHS, CO_MONTHS = 3, 6, 1, 2
RECEIPT_DAYS, RETURN_DAYS = 7, 10


def due_on(state: str, start: date, *, is_hard: bool = False) -> date | None:
    """Return until when the step that began on `start` must be done, None where the law sets no time."""
    if state == SuggestionState.HANDED_IN:
        return start + timedelta(days=RECEIPT_DAYS)
    if state == SuggestionState.ASSIGNED:
        return add_months(start, HARD_MONTHS if is_hard else REPLY_MONTHS)
    return add_months(start, REDO_MONTHS) if state == SuggestionState.REDOING else None


def co_due_on(assigned_on: date) -> date:
    """Return until when a unit that handles with others gives its opinion."""
    return add_months(assigned_on, CO_MONTHS)


def may_return_until(assigned_on: date) -> date:
    """Return the last day on which a unit may say that it is not concerned."""
    return assigned_on + timedelta(days=RETURN_DAYS)
