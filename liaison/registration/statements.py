"""What a side says about a deputy while doing something else: handing in, verifying, receiving, confirming the ledger.

The part that does it passes on what was said (`pass_on`), inside its own transaction; whoever compares what the sides say
listens (`listeners`, in AppConfig.ready). So registration and ledger know nothing of the discrepancy board.
"""

from collections.abc import Callable
from dataclasses import dataclass

from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.kit.registry import Registry


@dataclass(frozen=True)
class Said:
    """Facts that a side has stated about one deputy; what is empty was not spoken of.

    side: a value of liaison.registration.enums.Side, "" for whichever side `by` stands on. source: a value of
    liaison.discrepancies.enums.StatementSource.
    """

    deputy_id: int
    by: User | None
    source: str
    side: str = ""
    phone: str = ""
    address: str = ""
    community: Area | None = None
    still_here: bool | None = None
    household_at_home: bool | None = None
    note: str = ""


listeners: Registry[Callable[[Said], None]] = Registry("who hears what is said of a deputy")


def pass_on(said: Said) -> None:
    """Let every listener hear `said`. Call it inside the transaction of what was done; side effects: those of the listeners."""
    for listener in listeners:
        listener(said)
