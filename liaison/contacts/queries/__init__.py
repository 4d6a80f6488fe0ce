"""Reads for the pages of contacts."""

from liaison.contacts.queries.board import Board, board_of, units_of
from liaison.contacts.queries.coverage import (
    coverage,
    due_for,
    households_in,
    progress_of,
    quarter_of,
    total_of,
    visited_in,
)
from liaison.contacts.queries.maps import MapGroup, map_of
from liaison.contacts.queries.people import loads_in, loads_of, near_deputies, pairing_pool
from liaison.contacts.queries.words import Targets, household_targets, member_targets, spread, told

__all__ = [
    "Board",
    "MapGroup",
    "Targets",
    "board_of",
    "coverage",
    "due_for",
    "household_targets",
    "households_in",
    "loads_in",
    "loads_of",
    "map_of",
    "member_targets",
    "near_deputies",
    "pairing_pool",
    "progress_of",
    "quarter_of",
    "spread",
    "told",
    "total_of",
    "units_of",
    "visited_in",
]
