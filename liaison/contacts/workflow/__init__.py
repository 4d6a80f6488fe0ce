"""The verbs of contacts. Each: transaction, lock, policy, change, audit; refusals are Denied or ContactRefused."""

from liaison.contacts.workflow.households import close_household, edit_household, enter_household
from liaison.contacts.workflow.pairs import (
    end_deputy_pair,
    end_household_pair,
    pair_deputies,
    pair_household,
    transfer_deputy_pair,
    transfer_household,
)
from liaison.contacts.workflow.refusals import ContactRefused

__all__ = [
    "ContactRefused",
    "close_household",
    "edit_household",
    "end_deputy_pair",
    "end_household_pair",
    "enter_household",
    "pair_deputies",
    "pair_household",
    "transfer_deputy_pair",
    "transfer_household",
]
