"""What waits because somebody has urged."""

from liaison.urgings.tables import UrgingListing
from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return what is to be answered, and whose answer is to be accepted."""
    scope = scope_of(user)
    if not scope.has_role(*STAFF_ROLES):
        return []
    found = [
        Waiting.of(
            "催办督办待答复",
            "写明办到哪一步、什么时候办完",
            UrgingListing.at(user, "urgings:urging-list", turn=1),
            due="answer_by",
        )
    ]
    if scope.has_role(Role.COUNTY_OFFICE):
        accept = UrgingListing.at(user, "urgings:urging-list", accept=1)
        found.append(Waiting.of("督办答复待认可", "认可的了结，不够的退回重新答复", accept))
    return found
