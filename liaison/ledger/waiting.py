"""What waits for the keepers of a register."""

from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry, LedgerRound
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return the lines of the newest round that the offices of `user` are to countersign."""
    scope, newest = scope_of(user), LedgerRound.objects.first()
    if not scope.paths(*OFFICES) or newest is None:
        return []
    rows = LedgerEntry.objects.filter(scope.within("origin", *OFFICES), round=newest, state=EntryState.CONFIRMED)
    url = f"{newest.get_absolute_url()}?state={EntryState.CONFIRMED.value}"
    return [Waiting.of("台账待会签", "核对代表确认的内容后会签", rows, url)]
