"""Deputies: the person, the record, where the deputy lives."""
