"""Reads for the pages of contacts."""

from liaison.contacts.queries.board import Board, board_of, units_of
from liaison.contacts.queries.people import loads_in, loads_of, near_deputies, pairing_pool
from liaison.contacts.queries.words import Targets, household_targets, member_targets, spread, told

__all__ = [
    "Board",
    "Targets",
    "board_of",
    "household_targets",
    "loads_in",
    "loads_of",
    "member_targets",
    "near_deputies",
    "pairing_pool",
    "spread",
    "told",
    "units_of",
]
