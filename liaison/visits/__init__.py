"""Visits (走访) to households, what was found, coverage, campaigns (大走访)."""
