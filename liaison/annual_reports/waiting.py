"""What waits for the offices that carry out what a Party committee has decided."""

from liaison.annual_reports.enums import DecisionState
from liaison.annual_reports.tables import DecisionListing
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return the decisions that the offices of `user` carry out."""
    if not scope_of(user).has_role(Role.OFFICE_STAFF):
        return []
    rows = DecisionListing.at(user, "annual_reports:decision-list", state=DecisionState.OPEN.value, mine=1)
    return [Waiting.of("批复事项待落实", "党（工）委批复的事，办好登记落实", rows, due="due_on")]
