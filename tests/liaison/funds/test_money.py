"""Sharing cents: the parts always add up, nobody is more than a cent away, nothing depends on chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.funds.money import split, yuan

weights = st.lists(st.integers(0, 500), min_size=1, max_size=12).filter(any)
totals = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("total", "by", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (100_000, [3, 2, 2], [42_857, 28_572, 28_571]),
        (1, [1, 1], [1, 0]),
        (56_583, [3, 2, 2], [24_250, 16_167, 16_166]),
        (0, [2, 5], [0, 0]),
        (700, [0, 7], [0, 700]),
    ],
)
def test_shares_are_those_worked_out_by_hand(total, by, parts):
    assert split(total, by) == parts


@given(totals, weights)
def test_parts_add_up_and_lie_within_a_cent(total, by):
    parts, whole = split(total, by), sum(by)
    assert sum(parts) == total
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, by, strict=True))


@given(totals, weights)
def test_who_weighs_more_never_pays_less_and_who_weighs_nothing_pays_nothing(total, by):
    pairs = sorted(zip(by, split(total, by), strict=True))
    assert [part for _, part in pairs] == sorted(part for _, part in pairs)
    assert all(part == 0 for weight, part in pairs if weight == 0)


@pytest.mark.parametrize("by", [[], [0, 0], [2, -1]])
def test_nothing_is_divided_by_nobody(by):
    with pytest.raises(ValueError, match=r"divide by|empty"):
        split(100, by)


@pytest.mark.parametrize(("cents", "said"), [(120_050, "1,200.50"), (0, "0.00"), (-305, "-3.05"), (7, "0.07")])
def test_cents_are_said_in_yuan(cents, said):
    assert yuan(cents) == said
