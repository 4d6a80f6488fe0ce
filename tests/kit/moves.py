"""State machines against a table written out by hand: what the production table says, and what the verbs really do."""

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Any

from django.db import transaction

from yunhe.kit.moves import Machine
from yunhe.kit.refusals import Denied

# (state, verb) -> (sides, state after[, other states that it may lead to]); sides and states as words
Moves = Mapping[tuple[str, str], tuple]


def table_of(machine: Machine) -> dict[tuple[str, str], tuple]:
    """Return the production table of `machine` in the form of Moves, the sides in order."""
    return {
        (str(state), verb): (" ".join(sorted(move.sides)), str(move.to), *map(str, move.also))
        for state, moves in machine.table.items()
        for verb, move in moves.items()
    }


def outcomes(
    states: Iterable[str], verbs: Iterable[str], actors: Iterable[str], move: Callable[[str, str, str], Any]
) -> dict[tuple[str, str, str], str]:
    """Return the state after each verb from each state by each actor, "" where it is refused.

    move(state, verb, actor): makes a thing in `state`, does `verb` as `actor`, returns the thing. All of it is undone.
    """
    found = {}
    for state, verb, actor in product(map(str, states), verbs, actors):
        with transaction.atomic():
            try:
                with transaction.atomic():
                    found[state, verb, actor] = str(move(state, verb, actor).state)
            except Denied:
                found[state, verb, actor] = ""
            transaction.set_rollback(True)
    return found


def expected(
    moves: Moves, states: Iterable[str], verbs: Iterable[str], sides_of: Mapping[str, str]
) -> dict[tuple[str, str, str], str]:
    """Return what `outcomes` should be by `moves`; sides_of: actor -> the side that he speaks for ("" for a stranger)."""
    wanted = {}
    for state, verb, (actor, side) in product(map(str, states), verbs, sides_of.items()):
        sides, after = moves.get((state, verb), ("", ""))[:2]
        wanted[state, verb, actor] = after if side and side in sides.split() else ""
    return wanted
