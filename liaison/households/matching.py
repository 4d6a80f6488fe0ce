"""Who should keep in touch with whom: a minimum-cost flow over plain numbers. Knows no model, no page, no clock.

The order of wishes, each only as far as those before allow:
1. everybody is covered (or, with `over=False`, as many as the upper limit allows);
2. existing pairs stay, up to the ceiling: the upper limit, or the even share where the limit cannot hold;
3. new pairs go where the load is least, so that loads differ by one at most wherever nothing existing stands above;
4. among those, the nearest deputy: same village and community, same community, same village, same street.

The same input gives the same answer: everything is taken in the order of the numbers.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

BOTH, COMMUNITY, VILLAGE, STREET, ANY = range(5)  # how far; also the cost


@dataclass(frozen=True, slots=True)
class Settled:
    """Somebody with home village, present community and its street; None where unknown."""

    id: int
    village: int | None = None
    community: int | None = None
    street: int | None = None


@dataclass(frozen=True, slots=True)
class Keeper(Settled):
    """One who keeps in touch."""


@dataclass(frozen=True, slots=True)
class Need(Settled):
    """One to be kept in touch with; `current`: who does so now, the oldest pair first."""

    current: tuple[int, ...] = ()


@dataclass(frozen=True)
class Match:
    """The answer: keeper of each need (None: nobody), load of each keeper, and the ceiling up to which pairs stayed."""

    keeper_of: dict[int, int | None]
    loads: dict[int, int]
    ceiling: int

    @property
    def uncovered(self) -> int:
        """How many needs have nobody."""
        return sum(1 for keeper in self.keeper_of.values() if keeper is None)


def distance(keeper: Keeper, need: Need) -> int:
    """Return how far apart the two are: BOTH, COMMUNITY, VILLAGE, STREET or ANY."""
    same_community = need.community is not None and keeper.community == need.community
    same_village = need.village is not None and keeper.village == need.village
    if same_community:
        return BOTH if same_village else COMMUNITY
    if same_village:
        return VILLAGE
    return STREET if need.street is not None and keeper.street == need.street else ANY


def ceiling_of(needs: int, keepers: int, high: int, *, over: bool = True) -> int:
    """Return up to how many pairs stay with one keeper: the upper limit, or the even share where that is more."""
    return max(high, -(-needs // keepers)) if over and keepers else high


def propose(
    keepers: Sequence[Keeper], needs: Sequence[Need], *, high: int, keep: bool = True, over: bool = True
) -> Match:
    """Return who keeps in touch with whom. high: upper limit a keeper; keep: existing pairs stay; over: cover all.

    Without keepers nobody is covered. Errors: none; input in any order gives the same answer.
    """
    keepers, needs = sorted(keepers, key=lambda one: one.id), sorted(needs, key=lambda one: one.id)
    ceiling = ceiling_of(len(needs), len(keepers), high, over=over)
    found: dict[int, int | None] = dict.fromkeys((need.id for need in needs), None)
    if not keepers:
        return Match(found, {}, ceiling)
    loads = dict.fromkeys((keeper.id for keeper in keepers), 0)
    if keep:
        for need_id, keeper_id in _kept(keepers, needs, ceiling):
            found[need_id] = keeper_id
            loads[keeper_id] += 1
    rest = [need for need in needs if found[need.id] is None]
    for need_id, keeper_id in _assigned(keepers, rest, loads, high=high, over=over):
        found[need_id] = keeper_id
        loads[keeper_id] += 1
    return Match(found, loads, ceiling)


def _kept(keepers: Sequence[Keeper], needs: Sequence[Need], ceiling: int) -> list[tuple[int, int]]:
    """Return the pairs that stay. Of a need with two keepers the nearer, then the older stays; above the ceiling the
    farthest go.
    """
    known = {keeper.id: keeper for keeper in keepers}
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for need in needs:
        serving = [pk for pk in need.current if pk in known]
        if serving:
            nearest = min(serving, key=lambda pk: distance(known[pk], need))  # the first of equals: the oldest
            held[nearest].append((distance(known[nearest], need), need.id))
    return [(need_id, pk) for pk, pairs in sorted(held.items()) for _, need_id in sorted(pairs)[:ceiling]]


def _rooms(keepers: Sequence[Keeper], loads: dict[int, int], number: int, *, high: int, over: bool):
    """Return {keeper: (places that must be taken, one more that may be)} so that `number` new pairs lie evenly."""
    if not over and sum(max(0, high - loads[keeper.id]) for keeper in keepers) <= number:
        return {keeper.id: (max(0, high - loads[keeper.id]), 0) for keeper in keepers}
    low, top = 0, max(loads.values()) + number
    while low < top:  # the lowest level at which all find room
        middle = (low + top) // 2
        if sum(max(0, middle - loads[keeper.id]) for keeper in keepers) >= number:
            top = middle
        else:
            low = middle + 1
    return {
        keeper.id: (max(0, low - 1 - loads[keeper.id]), 1 if loads[keeper.id] <= low - 1 else 0) for keeper in keepers
    }


def _assigned(
    keepers: Sequence[Keeper], needs: Sequence[Need], loads: dict[int, int], *, high: int, over: bool
) -> list[tuple[int, int]]:
    """Return the new pairs of least distance among those that lie evenly.

    Needs of one village and community are one source; a hub for each way of being near joins sources and keepers, so
    that the graph stays small: some thousands of arcs for tens of thousands of households.
    """
    if not needs:
        return []
    rooms = _rooms(keepers, loads, len(needs), high=high, over=over)
    groups: dict[tuple, list[int]] = defaultdict(list)
    for need in needs:
        groups[need.village, need.community, need.street].append(need.id)
    flow, nodes, arcs = SimpleMinCostFlow(), {}, []

    def node(key: tuple) -> int:
        return nodes.setdefault(key, len(nodes))

    def arc(start: tuple, end: tuple, room: int, cost: int) -> None:
        arcs.append((start, end))
        flow.add_arc_with_capacity_and_unit_cost(node(start), node(end), room, cost)

    hubs: set[tuple] = set()
    for keeper in keepers:
        must, may = rooms[keeper.id]
        if must + may == 0:
            continue
        for hub in _hubs(keeper.village, keeper.community, keeper.street):
            hubs.add(hub)
            arc(hub, ("keeper", keeper.id), must + may, 0)
        if must:
            arc(("keeper", keeper.id), ("sink",), must, 0)
        if may:
            arc(("keeper", keeper.id), ("sink",), 1, ANY * len(needs) + 1)  # dearer than all distances together
    room = sum(must + may for must, may in rooms.values())
    order = sorted(groups, key=lambda key: groups[key][0])
    for key in order:
        for hub in _hubs(*key):
            if hub in hubs:
                arc(("group", key), hub, len(groups[key]), hub[0])
        if room < len(needs):
            arc(("group", key), ("sink",), len(groups[key]), (ANY + 1) * len(needs))
        flow.set_node_supply(node(("group", key)), len(groups[key]))
    flow.set_node_supply(node(("sink",)), -len(needs))
    if flow.solve() != flow.OPTIMAL:  # a fault of this module: the graph always has a way
        raise RuntimeError("the pairing graph has no flow")
    into: dict[tuple, list[list]] = defaultdict(list)
    out: dict[tuple, list[list]] = defaultdict(list)
    for number, (start, end) in enumerate(arcs):
        amount = flow.flow(number)
        if amount and start[0] == "group" and end != ("sink",):
            into[end].append([start[1], amount])
        elif amount and end[0] == "keeper":
            out[start].append([end[1], amount])
    return _read(into, out, groups)


def _hubs(village, community, street) -> list[tuple]:
    """Return the meeting points of a place, nearest first; the first part of each is its distance."""
    hubs: list[tuple] = []
    if village is not None and community is not None:
        hubs.append((BOTH, village, community))
    if community is not None:
        hubs.append((COMMUNITY, community))
    if village is not None:
        hubs.append((VILLAGE, village))
    if street is not None:
        hubs.append((STREET, street))
    return [*hubs, (ANY,)]


def _read(into: dict, out: dict, groups: dict[tuple, list[int]]) -> list[tuple[int, int]]:
    """Take the flow apart into pairs: at each hub those who come meet those who take, in order."""
    waiting = {key: iter(ids) for key, ids in groups.items()}
    pairs = []
    for hub in sorted(into, key=lambda key: tuple(-1 if part is None else part for part in key)):
        takers = iter(sorted(out[hub]))
        taker = next(takers)
        for key, amount in into[hub]:
            for _ in range(amount):
                while taker[1] == 0:
                    taker = next(takers)
                pairs.append((next(waiting[key]), taker[0]))
                taker[1] -= 1
    return sorted(pairs)
