"""Reads about mandates."""

from deputies.people.models import Deputy


def is_serving(deputy: Deputy) -> bool:
    """Whether `deputy` holds a mandate that has neither ended nor been suspended (代表法 2025, 第六十一、六十二条)."""
    return deputy.mandates.acting().exists()
