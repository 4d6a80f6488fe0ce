"""Pages of dual management: registrations and their moves, mandates that end or rest, eligibility alarms."""
