"""The models of contacts."""

from liaison.contacts.models.households import Household, fold_head, head_digest, household_phone_digest
from liaison.contacts.models.pairs import DeputyPair, HouseholdPair
from liaison.contacts.models.proposals import PairingProposal, ProposalRow

__all__ = [
    "DeputyPair",
    "Household",
    "HouseholdPair",
    "PairingProposal",
    "ProposalRow",
    "fold_head",
    "head_digest",
    "household_phone_digest",
]
