"""What waits for the keepers of a register."""

from liaison.ledger.models import LedgerRound
from liaison.ledger.tables import EntryListing
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return the lines of the newest round that the offices of `user` are to countersign."""
    newest = LedgerRound.objects.first()
    if newest is None or not scope_of(user).has_role(*OFFICES):
        return []
    rows = EntryListing.at(user, "ledger:round-detail", within={"half": newest.half}, turn=1)
    return [Waiting.of("台账待会签", "核对代表确认的内容后会签", rows)]
