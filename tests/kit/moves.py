"""What the verbs of a state machine really do, against a table written out by hand (tests/kit/machines.py)."""

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Any

from django.db import transaction

from tests.kit.machines import written
from yunhe.kit.refusals import Denied


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
    moves: str, states: Iterable[str], verbs: Iterable[str], sides_of: Mapping[str, str]
) -> dict[tuple[str, str, str], str]:
    """Return what `outcomes` should be by the lines of `moves`; sides_of: actor -> the side that he speaks for ("" for a stranger)."""
    able = {(line.state, line.verb, side): line.after[0] for line in written(moves) for side in line.sides}
    return {
        (state, verb, actor): able.get((state, verb, side), "")
        for state, verb, (actor, side) in product(map(str, states), verbs, sides_of.items())
    }
