"""Two records of one person: found, joined into one with all that hangs on them, and parted again; or told apart for good."""
