"""Reads for the pages of contacts."""

from liaison.contacts.queries.people import loads_in, near_deputies, pairing_pool

__all__ = ["loads_in", "near_deputies", "pairing_pool"]
