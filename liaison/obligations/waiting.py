"""What waits for the offices that owe obligations."""

from liaison.obligations.tables import ObligationListing
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return what the offices of `user` owe soon or are late with. The county's counts what it owes itself."""
    if not scope_of(user).has_role(*OFFICES):
        return []
    rows = ObligationListing.at(user, "obligations:obligation-list", mine=1, todo=1)
    return [Waiting.of("工作任务", "近期到期和已逾期的，办完后登记佐证", rows, due="due_on")]
