"""What waits for whoever arranges the reception days of a station."""

from stations.rotas.tables import ShiftListing
from yunhe.accounts.enums import STAFF_ROLES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting

GAPS = (
    ("unrecorded", "值班未登记到岗", "接待日已过，登记谁到了岗"),
    ("swap", "换班等答复", "代表请同事接替，对方还没有答复"),
)


def waiting(user: User) -> list[Waiting]:
    """Return the reception days of the own stations that lack something."""
    if not scope_of(user).has_role(*STAFF_ROLES):
        return []
    return [
        Waiting.of(label, hint, ShiftListing.at(user, "rotas:shift-list", gap=gap, mine=1)) for gap, label, hint in GAPS
    ]
