"""What waits for the offices whose councils meet."""

from liaison.councils.tables import CouncilListing
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return the meetings whose day has come and that are neither written down as held nor cancelled."""
    if not scope_of(user).has_role(*OFFICES):
        return []
    due = CouncilListing.at(user, "councils:meeting-list", due="hold", mine=1)
    return [Waiting.of("议事会待登记", "开会当天点名、登记计票和结论，再登记已召开", due, due="on")]
