"""The contact map (联系图) of a township: county deputy → township deputies → villages and communities with households."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.households.models import DeputyPair, HouseholdPair
from liaison.households.queries.people import loads_in, pairing_pool
from yunhe.areas.models import Area
from yunhe.areas.spelling import spoken


@dataclass(frozen=True)
class MapRow:
    """One township deputy with the places of the households."""

    member: Deputy
    households: int
    villages: tuple[tuple[str, int], ...]
    communities: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class MapGroup:
    """One county deputy with the township deputies linked; without `leader` those whom nobody is linked with."""

    leader: Deputy | None
    rows: tuple[MapRow, ...]

    @property
    def households(self) -> int:
        return sum(row.households for row in self.rows)


def _places(unit: Area, place: str) -> dict[int, list[tuple[str, int]]]:
    """Return {deputy: [(name of the village or community, households)]}, most households first."""
    pairs = HouseholdPair.objects.open().filter(deputy__origin=unit, household__closed_on__isnull=True)
    counted = pairs.order_by().values_list("deputy_id", f"household__{place}__name").annotate(number=Count("pk"))
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for deputy_id, name, number in counted:
        found[deputy_id].append((spoken(name or "县外"), number))
    for places in found.values():
        places.sort(key=lambda place: (-place[1], place[0]))
    return found


def map_of(unit: Area, only: Deputy | None = None) -> list[MapGroup]:
    """Return the map of `unit`; `only`: the part of one deputy, as county or township deputy. Six queries."""
    villages, communities = _places(unit, "village"), _places(unit, "community")
    leaders = list(pairing_pool(unit, CongressLevel.COUNTY))
    rows = {
        deputy.pk: MapRow(
            deputy,
            sum(number for _, number in villages[deputy.pk]),
            tuple(villages[deputy.pk]),
            tuple(communities[deputy.pk]),
        )
        for deputy in loads_in(unit)
    }
    led = dict(
        DeputyPair.objects.open().filter(member__in=rows, leader__in=leaders).values_list("member_id", "leader_id")
    )
    led |= {leader.pk: leader.pk for leader in leaders if leader.pk in rows}
    groups = [
        MapGroup(leader, tuple(row for pk, row in rows.items() if led.get(pk) == leader.pk)) for leader in leaders
    ]
    free = tuple(row for pk, row in rows.items() if pk not in led)
    if free:
        groups.append(MapGroup(None, free))
    if only is None:
        return groups
    if any(group.leader == only and group.rows for group in groups):
        return [group for group in groups if group.leader == only]
    return [
        MapGroup(group.leader, tuple(row for row in group.rows if row.member == only))
        for group in groups
        if any(row.member == only for row in group.rows)
    ]
