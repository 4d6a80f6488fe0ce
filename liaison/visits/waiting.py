"""What waits for the offices whose deputies have found something on a visit."""

from liaison.visits.enums import FindingState
from liaison.visits.tables import FindingListing
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return what visits have found in the area of `user` and nobody has dealt with."""
    if not scope_of(user).has_role(*OFFICES):
        return []
    rows = FindingListing.at(user, "visits:finding-list", state=FindingState.FOUND.value)
    return [Waiting.of("走访发现待处理", "转群众诉求，或登记处理结果", rows)]
