"""Reads about stations: the tree, the map, hours, people."""

from stations.places.queries.hours import YearCounts, week_of, weeks_of, year_counts
from stations.places.queries.map import map_of
from stations.places.queries.people import (
    deputies_living_at,
    deputies_serving_at,
    deputy_counts,
    may_serve_at,
    postings_at,
    proposed_for,
)
from stations.places.queries.tree import node_of, station_tree

__all__ = [
    "YearCounts",
    "deputies_living_at",
    "deputies_serving_at",
    "deputy_counts",
    "map_of",
    "may_serve_at",
    "node_of",
    "postings_at",
    "proposed_for",
    "station_tree",
    "week_of",
    "weeks_of",
    "year_counts",
]
