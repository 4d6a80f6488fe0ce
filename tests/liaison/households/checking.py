"""A checker of pairings that shares nothing with the solver but the words of its promise.

It proves an answer optimal: it looks for an improving exchange among any number of deputies (a negative cycle of the
graph in which an edge a → b is the cheapest way to move one newly assigned household from a to b).
"""

import numpy as np

NOBODY = 1_000


def cost(keeper, need) -> int:
    """Return the distance by the words of the promise."""
    near = {
        (True, True): 0,
        (False, True): 1,
        (True, False): 2,
    }
    same = (
        need.village is not None and keeper.village == need.village,
        need.community is not None and keeper.community == need.community,
    )
    if same in near:
        return near[same]
    return 3 if need.street is not None and keeper.street == need.street else 4


def faults(keepers, needs, match, *, high, keep=True, over=True) -> list[str]:
    """Return what is wrong with `match`, [] when every promise holds."""
    found = []
    known = {keeper.id for keeper in keepers}
    if set(match.keeper_of) != {need.id for need in needs}:
        found.append("not every household is answered exactly once")
    chosen = {pk: keeper for pk, keeper in match.keeper_of.items() if keeper is not None}
    if not set(chosen.values()) <= known:
        return [*found, "a household is given to somebody unknown"]
    loads = dict.fromkeys(known, 0)
    for keeper in chosen.values():
        loads[keeper] += 1
    if loads != dict(match.loads):
        found.append("the loads told are not the loads counted")
    if not known:
        return found if not chosen else [*found, "nobody can be covered by nobody"]
    ceiling = max(high, -(-len(needs) // len(known))) if over else high
    uncovered = len(needs) - len(chosen)
    if uncovered and (over or any(load < high for load in loads.values())):
        found.append("somebody is left out although there is room")
    if not over and any(load > high for load in loads.values()):
        found.append("the upper limit is broken")
    stayed = {}
    if keep:
        for need in needs:
            serving = [pk for pk in need.current if pk in known]
            if match.keeper_of[need.id] in serving:
                stayed[need.id] = match.keeper_of[need.id]
            elif serving and all(loads[pk] < ceiling for pk in serving):
                found.append(f"pair of {need.id} was broken below the ceiling")
    found += _uneven(loads, [chosen[need.id] for need in needs if need.id in chosen and need.id not in stayed])
    if not found and _can_be_nearer(keepers, needs, match, stayed, loads, high=high, over=over):
        found.append("an exchange would bring households nearer")
    return found


def _uneven(loads, receivers) -> list[str]:
    least = min(loads.values())
    return [f"{pk} got a new household at {loads[pk]} while another has {least}" for pk in set(receivers) if loads[pk] > least + 1]  # fmt: skip


def _can_be_nearer(keepers, needs, match, stayed, loads, *, high, over) -> bool:
    places = sorted(keepers, key=lambda keeper: keeper.id)
    index = {keeper.id: at for at, keeper in enumerate(places)}
    size = len(places) + 2  # and nobody, and the node through which one load falls while another rises
    nobody, shift = size - 2, size - 1
    edges = np.full((size, size), np.inf)
    moved = [need for need in needs if need.id not in stayed]
    receivers = set()
    kinds: dict[tuple, list[int]] = {}
    for need in moved:
        holder = match.keeper_of[need.id]
        here = nobody if holder is None else index[holder]
        receivers.add(here)
        kinds.setdefault((need.village, need.community, need.street), [need, set()])[1].add(here)
    for need, holders in kinds.values():
        row = np.array([cost(keeper, need) for keeper in places] + [NOBODY, np.inf], dtype=float)
        for here in holders:
            edges[here] = np.minimum(edges[here], row - row[here])
    if not any(keeper is None for keeper in match.keeper_of.values()):
        edges[:, nobody] = np.inf
    if receivers - {nobody}:
        top = max(loads[places[at].id] for at in receivers - {nobody})
        limit = top if over else min(top, high)
        for at, keeper in enumerate(places):
            if loads[keeper.id] < limit:
                edges[at, shift] = 0
            if loads[keeper.id] == top and at in receivers:
                edges[shift, at] = 0
    np.fill_diagonal(edges, 0)
    best = np.zeros(size)
    for _ in range(size):
        step = np.minimum(best, (best[:, None] + edges).min(axis=0))
        if np.array_equal(step, best):
            return False
        best = step
    return True
