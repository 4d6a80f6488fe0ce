"""Pages of dual management: files and their moves, mandates that end or rest, eligibility alarms."""
