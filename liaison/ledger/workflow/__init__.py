"""Everything that changes a ledger: rounds, entries, the keepers of the registers.

Verbs raise Denied (not allowed, with the reason) or Refused (wrong input). Common side effects: the row itself and
one audit event that both sides see.
"""

from liaison.ledger.workflow.entries import (
    Countersigned,
    add_remark,
    confirm_entry,
    countersign_entry,
    countersign_unchanged,
    send_back_entry,
    unlock_entry,
)
from liaison.ledger.workflow.keepers import accept_register, name_keeper
from liaison.ledger.workflow.rounds import open_round, refresh_round, subjects
