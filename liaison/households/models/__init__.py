"""Households, who keeps in touch with whom (结对, 1+M+N), and proposals of pairs."""

from liaison.households.models.households import Household, fold_head, head_digest, household_phone_digest
from liaison.households.models.pairs import ENDING, DeputyPair, HouseholdPair, Pair
from liaison.households.models.proposals import PairingProposal, ProposalRow
