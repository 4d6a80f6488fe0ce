"""The solver, judged by a checker of its own: random townships, hand-made ones, limits that cannot hold."""

import dataclasses
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.households.matching import Keeper, Match, Need, propose
from tests.liaison.households.checking import faults


def township(seed, deputies, households, *, villages=7, communities=9, paired=0.5):
    """Return invented keepers and needs; a share of the needs has a deputy already, some two, some one out of office."""
    rng = random.Random(seed)
    keepers = [
        Keeper(pk, rng.choice([None, *range(villages)]), (home := rng.randrange(communities)), home // 3)
        for pk in range(1, deputies + 1)
    ]
    needs = []
    for pk in range(1, households + 1):
        home = rng.randrange(communities)
        current = ()
        if rng.random() < paired:
            current = (rng.randrange(1, deputies + 4), *([rng.randrange(1, deputies + 1)] * (rng.random() < 0.05)))
        needs.append(Need(pk, rng.randrange(villages), home, home // 3, tuple(dict.fromkeys(current))))
    return keepers, needs


@settings(deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 10_000),
    deputies=st.integers(1, 9),
    households=st.integers(0, 70),
    paired=st.sampled_from([0, 0.3, 1]),
    high=st.integers(1, 12),
    keep=st.booleans(),
    over=st.booleans(),
)
def test_every_promise_holds_in_any_township(seed, deputies, households, paired, high, keep, over):
    keepers, needs = township(seed, deputies, households, paired=paired)
    match = propose(keepers, needs, high=high, keep=keep, over=over)
    assert faults(keepers, needs, match, high=high, keep=keep, over=over) == []


def test_1600_households_of_49_deputies_are_each_given_once_and_evenly():
    keepers, needs = township(1, 49, 1600, paired=0)
    match = propose(keepers, needs, high=20)
    assert faults(keepers, needs, match, high=20) == []
    assert set(match.loads.values()) == {32, 33}
    assert match.uncovered == 0


def test_with_the_upper_limit_held_620_households_are_left_out():
    keepers, needs = township(1, 49, 1600, paired=0)
    match = propose(keepers, needs, high=20, over=False)
    assert match.uncovered == 1600 - 49 * 20
    assert set(match.loads.values()) == {20}
    assert faults(keepers, needs, match, high=20, over=False) == []


def test_the_order_of_the_input_does_not_matter():
    keepers, needs = township(2, 20, 400)
    straight = propose(keepers, needs, high=20)
    random.Random(3).shuffle(keepers)
    random.Random(4).shuffle(needs)
    assert propose(keepers, needs, high=20).keeper_of == straight.keeper_of


def test_what_was_proposed_is_kept_when_asked_again():
    keepers, needs = township(5, 12, 150)
    first = propose(keepers, needs, high=20)
    settled = [dataclasses.replace(need, current=(first.keeper_of[need.id],)) for need in needs]
    assert propose(keepers, settled, high=20).keeper_of == first.keeper_of


def test_the_nearest_deputy_is_chosen_among_equally_loaded_ones():
    keepers = [Keeper(1, 10, 30, 3), Keeper(2, 11, 31, 3), Keeper(3, 12, 40, 4)]
    needs = [Need(1, 12, 50, 5), Need(2, 10, 30, 3), Need(3, 99, 31, 3)]
    assert propose(keepers, needs, high=20).keeper_of == {1: 3, 2: 1, 3: 2}


def test_pairs_of_somebody_out_of_office_go_to_others():
    match = propose([Keeper(1)], [Need(1, current=(7,)), Need(2, current=(1,))], high=20)
    assert match.keeper_of == {1: 1, 2: 1}


def test_of_two_deputies_for_one_household_the_nearer_stays():
    keepers = [Keeper(1, 10, 30, 3), Keeper(2, 11, 31, 3)]
    assert propose(keepers, [Need(1, 11, 31, 3, (1, 2))], high=20).keeper_of == {1: 2}


def test_an_overloaded_deputy_gives_away_the_farthest_households():
    keepers = [Keeper(1, 10, 30, 3), Keeper(2, 11, 31, 3)]
    needs = [Need(1, 10, 30, 3, (1,)), Need(2, 11, 31, 3, (1,)), Need(3, 10, 30, 3, (1,))]
    match = propose(keepers, needs, high=2)
    assert match.keeper_of == {1: 1, 2: 2, 3: 1}


@pytest.mark.parametrize("over", [True, False])
def test_without_deputies_nobody_is_covered(over):
    assert propose([], [Need(1)], high=20, over=over).keeper_of == {1: None}


def test_without_households_there_is_nothing_to_do():
    assert propose([Keeper(1)], [], high=20).loads == {1: 0}


# --- the checker itself can fail -------------------------------------------------------------------------------


def spoilt(match: Match, **changes) -> Match:
    """Return the answer with some households given to others, loads counted again."""
    keeper_of = {**match.keeper_of, **{int(pk.removeprefix("n")): keeper for pk, keeper in changes.items()}}
    loads = dict.fromkeys(match.loads, 0)
    for keeper in keeper_of.values():
        if keeper is not None:
            loads[keeper] = loads.get(keeper, 0) + 1
    return Match(keeper_of, loads, match.ceiling)


def test_the_checker_finds_each_fault():
    keepers = [Keeper(1, 10, 30, 3), Keeper(2, 11, 31, 3), Keeper(3, 12, 32, 4)]
    needs = [Need(pk, 10 + pk % 3, 30 + pk % 3, 3, (1,) if pk == 3 else ()) for pk in range(1, 10)]
    match = propose(keepers, needs, high=20)
    assert faults(keepers, needs, match, high=20) == []

    def said(**changes):
        return " ".join(faults(keepers, needs, spoilt(match, **changes), high=20))

    assert "left out" in said(n1=None)
    assert "unknown" in said(n1=99)
    assert "broken below the ceiling" in said(n3=2)
    one, two = (next(pk for pk, keeper in match.keeper_of.items() if keeper == holder and pk != 3) for holder in (2, 3))
    assert "nearer" in said(**{f"n{one}": 3, f"n{two}": 2})
    assert "got a new household" in said(**{f"n{one}": 1, f"n{two}": 1})


def test_the_checker_finds_an_improving_exchange_of_three():
    keepers = [Keeper(1, 10, 30, 3), Keeper(2, 11, 31, 3), Keeper(3, 12, 32, 3)]
    needs = [Need(1, 10, 30, 3), Need(2, 11, 31, 3), Need(3, 12, 32, 3)]
    turned = Match({1: 2, 2: 3, 3: 1}, {1: 1, 2: 1, 3: 1}, 20)
    assert faults(keepers, needs, turned, high=20) == ["an exchange would bring households nearer"]
