"""The inbox: what one person has been told, once. Sending is idempotent by (recipient, key)."""
