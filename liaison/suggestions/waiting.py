"""What waits for the offices to which suggestions go."""

from liaison.suggestions.enums import SuggestionState
from liaison.suggestions.tables import SuggestionListing
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting

STEPS = (
    (SuggestionState.HANDED_IN, "代表建议待交办", "告知代表收到，交给承办单位"),
    (SuggestionState.ASSIGNED, "代表建议办理中", "跟踪承办单位，登记书面答复"),
    (SuggestionState.REDOING, "代表建议重新办理", "代表不满意的，一个月内重新办理"),
)


def waiting(user: User) -> list[Waiting]:
    """Return each step of suggestions that an office of `user` looks after itself."""
    if not scope_of(user).has_role(*OFFICES):
        return []
    page = "suggestions:suggestion-list"
    lines = [
        Waiting.of(label, hint, SuggestionListing.at(user, page, state=state, mine=1), due="due_on")
        for state, label, hint in STEPS
    ]
    late = SuggestionListing.at(user, page, co="late", mine=1)
    track = SuggestionListing.at(user, page, track=1, mine=1)
    lines.append(Waiting.of("代表建议到跟踪日期", "列入计划的，请承办单位再答复一次，直到办成", track, due="check_on"))
    return [*lines, Waiting.of("协办意见超期", "催协办单位在两个月内反馈，收到后登记", late)]
