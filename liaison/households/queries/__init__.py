"""Reads about households and pairs."""

from liaison.households.queries.board import Board, LeaderLine, PlaceLine, board_of, units_of
from liaison.households.queries.maps import MapGroup, MapRow, map_of
from liaison.households.queries.people import loads_in, loads_of, near_deputies, pairing_pool
from liaison.households.queries.words import Targets, household_targets, member_targets, spread, told
