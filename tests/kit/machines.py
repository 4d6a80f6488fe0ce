"""A machine's whole table as sentences, to be held against sentences written out in the test of the machine.

    MOVES = '''
        draft  hand_in   leader         suggested
        draft  withdraw  leader         withdrawn
        asked  answer    leader,office  closed|redoing
        -      draft     *              draft
    '''

    def test_the_table_is_the_one_that_was_agreed():
        assert spelled(SUGGESTION) == written(MOVES)

One line a move: state before, verb, sides in the order of the enum, state after. "-" is the start of a life, "*" any side the
policy lets, "?" a state that the verb itself knows. The test's own cases run over `written(MOVES)`, never over the machine.
"""

from typing import NamedTuple

from yunhe.kit.moves import Machine


class Line(NamedTuple):
    """One legal move."""

    state: str
    verb: str
    sides: tuple[str, ...]
    after: tuple[str, ...]


def written(text: str) -> list[Line]:
    """Return the moves of `text`, sorted."""
    rows = [line.split() for line in text.strip().splitlines() if line.strip()]
    return sorted(
        Line(
            "" if state == "-" else state,
            verb,
            () if sides == "*" else tuple(sides.split(",")),
            ("",) if after == "?" else tuple(after.split("|")),
        )
        for state, verb, sides, after in rows
    )


def spelled(machine: Machine) -> list[Line]:
    """Return the moves of `machine`, sorted."""
    order = [str(side) for side in machine.sides or ()]
    return sorted(
        Line(
            str(state), verb, tuple(sorted(map(str, move.sides), key=order.index)), (str(move.to), *map(str, move.also))
        )
        for state, moves in machine.table.items()
        for verb, move in moves.items()
    )
