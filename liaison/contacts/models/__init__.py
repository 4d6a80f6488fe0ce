"""The models of contacts."""

from liaison.contacts.models.households import Household, fold_head, head_digest, household_phone_digest
from liaison.contacts.models.pairs import DeputyPair, HouseholdPair

__all__ = ["DeputyPair", "Household", "HouseholdPair", "fold_head", "head_digest", "household_phone_digest"]
