"""Mandates: congress terms, electoral districts, who holds a seat."""
