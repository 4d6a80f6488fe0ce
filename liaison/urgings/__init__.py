"""Urging (催办), supervision (督办) and a voter's nudge: acts of their own about one thing that is late."""
