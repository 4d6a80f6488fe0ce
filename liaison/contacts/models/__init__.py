"""The models of contacts."""

from liaison.contacts.models.households import Household, fold_head, head_digest, household_phone_digest
from liaison.contacts.models.pairs import DeputyPair, HouseholdPair
from liaison.contacts.models.proposals import PairingProposal, ProposalRow
from liaison.contacts.models.visits import Visit, VisitCampaign, VisitFinding

__all__ = [
    "DeputyPair",
    "Household",
    "HouseholdPair",
    "PairingProposal",
    "ProposalRow",
    "Visit",
    "VisitCampaign",
    "VisitFinding",
    "fold_head",
    "head_digest",
    "household_phone_digest",
]
