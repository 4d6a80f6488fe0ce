"""Pages of the discrepancy board."""
