"""What a voter or a deputy sees behind a code, where dead codes lead, and what a scanner uploads."""
