"""Amounts: cents as integers, yuan only for people."""

from collections.abc import Sequence


def yuan(cents: int) -> str:
    """Return an amount in cents as people write it in yuan: 1,200.50, -3.05."""
    sign, whole = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}{whole // 100:,}.{whole % 100:02d}"


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Divide `total` cents by whole `weights`, so that the parts add up to `total` exactly.

    Each part is rounded down; the missing cents go one each to the largest remainders, on a tie to the larger weight, then to the
    earlier one. Same input, same answer; each part lies within a cent of the exact one. Raises ValueError without any weight.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("there must be something to divide by")
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), -weights[at], at))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts
