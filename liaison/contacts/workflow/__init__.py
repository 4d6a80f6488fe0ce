"""The verbs of contacts. Each: transaction, lock, policy, change, audit; refusals are Denied or ContactRefused."""

from liaison.contacts.workflow.campaigns import edit_campaign, start_campaign
from liaison.contacts.workflow.households import close_household, edit_household, enter_household
from liaison.contacts.workflow.pairs import (
    end_deputy_pair,
    end_household_pair,
    pair_deputies,
    pair_household,
    transfer_deputy_pair,
    transfer_household,
)
from liaison.contacts.workflow.proposals import TASK as PROPOSAL_TASK
from liaison.contacts.workflow.proposals import accept_rows, ask_for_proposal, compute, give_up_proposal
from liaison.contacts.workflow.refusals import ContactRefused
from liaison.contacts.workflow.visits import log_visits, raise_finding, sort_finding, undo_visit

__all__ = [
    "PROPOSAL_TASK",
    "ContactRefused",
    "accept_rows",
    "ask_for_proposal",
    "close_household",
    "compute",
    "edit_campaign",
    "edit_household",
    "end_deputy_pair",
    "end_household_pair",
    "enter_household",
    "give_up_proposal",
    "log_visits",
    "pair_deputies",
    "pair_household",
    "raise_finding",
    "sort_finding",
    "start_campaign",
    "transfer_deputy_pair",
    "transfer_household",
    "undo_visit",
]
