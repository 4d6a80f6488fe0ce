"""Pages of sessions, the roll and leaves."""
