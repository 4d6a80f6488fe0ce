"""Where things stand on the schematic map: the streets of the county town in the middle, the other units around. Pure.

The town is a block two streets wide. Around it runs a border of cells; on a phone the border is the rows above and below.
A unit that runs stations in the town gets the free cell that lies nearest in the direction of them, so that lines are
short and seldom cross.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import atan2, pi

TOWN_WIDE = 2  # streets side by side
CELL_WIDE, CELL_HIGH = 236, 106
GAP, GAP_HIGH = 16, 38  # between columns and between rows, where the lines run
LINE = 24  # height that one guest station takes inside its street
FOOT = 96  # height of name and counts


@dataclass(frozen=True)
class Unit:
    """A unit to be drawn. guests: (id of the unit that runs it, name) of the stations of others that stand here."""

    pk: int
    name: str
    in_town: bool = False
    guests: tuple[tuple[int, str], ...] = ()


@dataclass
class Dot:
    """A guest station inside a street, with the line to the unit that runs it."""

    name: str
    x: float
    y: float
    to_x: float = 0.0
    to_y: float = 0.0
    has_line: bool = False

    @property
    def text_x(self) -> float:
        """Where the name begins."""
        return self.x + 13


@dataclass
class Card:
    """One unit as drawn."""

    unit: Unit
    x: float
    y: float
    width: float = CELL_WIDE
    height: float = CELL_HIGH
    dots: list[Dot] = field(default_factory=list)

    @property
    def middle(self) -> tuple[float, float]:
        """Centre of the card."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def text_x(self) -> float:
        """Where its texts begin."""
        return self.x + 16


@dataclass
class Plan:
    """The whole drawing: size, the frame around the town, the cards."""

    width: float
    height: float
    town: tuple[float, float, float, float]  # x, y, width, height
    cards: list[Card]

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width:g} {self.height:g}"

    @property
    def dots(self) -> list[Dot]:
        """Every guest station."""
        return [dot for card in self.cards for dot in card.dots]


def lay_out(units: Sequence[Unit], *, is_narrow: bool = False) -> Plan:
    """Return where the cards, guest stations and lines of `units` stand; is_narrow is for a phone held upright."""
    if not units:
        return Plan(2 * GAP, 2 * GAP, (0, 0, 0, 0), [])
    town = [unit for unit in units if unit.in_town]
    around = [unit for unit in units if not unit.in_town]
    town_rows = -(-len(town) // TOWN_WIDE)
    cells, first, columns, rows = _border(len(around), town_rows, is_narrow=is_narrow)
    heights = [CELL_HIGH] * rows
    for place, unit in enumerate(town):
        row = first[1] + place // TOWN_WIDE
        heights[row] = max(heights[row], FOOT + LINE * len(unit.guests) + 18)
    tops = [GAP + sum(heights[:row]) + GAP_HIGH * row for row in range(rows)]
    left = [GAP + (CELL_WIDE + GAP) * column for column in range(columns)]
    cards = [
        _card(unit, left[first[0] + place % TOWN_WIDE], tops[row], heights[row])
        for place, unit in enumerate(town)
        for row in [first[1] + place // TOWN_WIDE]
    ]
    middle = (left[0] + (left[-1] + CELL_WIDE - left[0]) / 2, tops[0] + (tops[-1] + heights[-1] - tops[0]) / 2)
    free = [Card(Unit(0, ""), left[column], tops[row], height=heights[row]) for column, row in cells]
    cards += _place(around, free, _directions(cards, middle), middle)
    by_id = {card.unit.pk: card for card in cards}
    for card in cards:
        for dot, (owner, _) in zip(card.dots, card.unit.guests, strict=True):
            if owner in by_id and by_id[owner] is not card:
                dot.to_x, dot.to_y = _edge(by_id[owner], (dot.x, dot.y))
                dot.has_line = True
    return Plan(left[-1] + CELL_WIDE + GAP, tops[-1] + heights[-1] + GAP, _frame(cards[: len(town)]), cards)


def _card(unit: Unit, x: float, y: float, height: float) -> Card:
    card = Card(unit, x, y, height=height)
    card.dots = [Dot(name, x + 24, y + FOOT + LINE * place + 4) for place, (_, name) in enumerate(unit.guests)]
    return card


def _border(number: int, town_rows: int, *, is_narrow: bool) -> tuple[list[tuple[int, int]], tuple[int, int], int, int]:
    """Return (cells for `number` units around the town, cell of the first street, columns, rows)."""
    if is_narrow:
        above = -(-number // (2 * TOWN_WIDE))
        below = -(-(number - above * TOWN_WIDE) // TOWN_WIDE) if number > above * TOWN_WIDE else 0
        rows = above + town_rows + below
        outside = [*range(above), *range(above + town_rows, rows)]
        return [(column, row) for row in outside for column in range(TOWN_WIDE)], (0, above), TOWN_WIDE, rows
    ring = 1
    while 2 * (TOWN_WIDE + 2 * ring + town_rows + 2 * ring) - 4 < number:
        ring += 1
    columns, rows = TOWN_WIDE + 2 * ring, town_rows + 2 * ring
    clockwise = [
        *((column, 0) for column in range(columns)),
        *((columns - 1, row) for row in range(1, rows)),
        *((column, rows - 1) for column in range(columns - 2, -1, -1)),
        *((0, row) for row in range(rows - 2, 0, -1)),
    ]
    return clockwise, (ring, ring), columns, rows


def _directions(streets: Sequence[Card], middle: tuple[float, float]) -> dict[int, tuple[float, float]]:
    """Return {unit id: where in the town its stations stand, on the average}."""
    places: dict[int, list[tuple[float, float]]] = {}
    for card in streets:
        for owner, _ in card.unit.guests:
            places.setdefault(owner, []).append(card.middle)
    return {
        owner: (sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found))
        for owner, found in places.items()
    }


def _place(
    around: Sequence[Unit], free: list[Card], wished: Mapping[int, tuple[float, float]], middle: tuple[float, float]
) -> list[Card]:
    """Give each unit a cell: first those with stations in the town, each the nearest; then the others, spread evenly."""
    chosen: dict[int, Card] = {}
    for unit in sorted(around, key=lambda unit: unit.pk not in wished):
        if unit.pk in wished:
            x, y = wished[unit.pk]
            cell = min(free, key=lambda cell: (cell.middle[0] - x) ** 2 + (cell.middle[1] - y) ** 2)
        else:
            taken = [_angle(card.middle, middle) for card in chosen.values()]
            cell = max(
                free, key=lambda cell: min((_apart(_angle(cell.middle, middle), one) for one in taken), default=0.0)
            )
        free.remove(cell)
        chosen[unit.pk] = _card(unit, cell.x, cell.y, cell.height)
    return [chosen[unit.pk] for unit in around]


def _angle(point: tuple[float, float], middle: tuple[float, float]) -> float:
    return atan2(point[1] - middle[1], point[0] - middle[0])


def _apart(one: float, other: float) -> float:
    turn = abs(one - other) % (2 * pi)
    return min(turn, 2 * pi - turn)


def _edge(card: Card, point: tuple[float, float]) -> tuple[float, float]:
    """Return the point on the edge of `card` at which a line from `point` to its centre ends."""
    x, y = card.middle
    dx, dy = point[0] - x, point[1] - y
    if not dx and not dy:
        return x, y
    scale = min(card.width / 2 / abs(dx) if dx else 9e9, card.height / 2 / abs(dy) if dy else 9e9)
    return round(x + dx * scale, 1), round(y + dy * scale, 1)


def _frame(cards: Sequence[Card]) -> tuple[float, float, float, float]:
    if not cards:
        return 0, 0, 0, 0
    left, top = min(card.x for card in cards), min(card.y for card in cards)
    right, bottom = max(card.x + card.width for card in cards), max(card.y + card.height for card in cards)
    pad = GAP / 2
    return left - pad, top - pad, right - left + 2 * pad, bottom - top + 2 * pad
