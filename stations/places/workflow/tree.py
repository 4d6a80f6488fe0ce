"""Writing the 1+11+N tree."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from stations.places import policies
from stations.places.enums import DETAIL_FIELDS, StationKind
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.areas.enums import POINTS, UNITS
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import changes_of, made, rewritten
from yunhe.kit.registry import Registry
from yunhe.kit.verbs import verb

FULL_NAME = "人大代表"
ROWS = Station.objects.select_related("organising_area__unit", "location_area__unit", "parent__organising_area")
renamed: Registry[Callable[[Station], None]] = Registry("what follows the new name of a station")


@dataclass
class BuiltTree:
    """What building by areas created, in numbers of stations."""

    main: int = 0
    area: int = 0
    points: int = 0

    @property
    def total(self) -> int:
        """All stations created."""
        return self.main + self.area + self.points


@transaction.atomic
def create_station(*, by: User, kind: str, organising_area: Area, location_area: Area, name: str, **details) -> Station:
    """Create a station; its parent follows from kind and organising area. Returns it.

    details: address, opening_hours, reception_days, office_phone, head_name, liaison_officer, introduction (text).
    Errors: Denied; ValidationError for a place that the tree does not know. Side effects: one Station, one audit event.
    """
    policies.can_create_station(by, kind, organising_area)
    parent = Station.objects.parent_for(kind, organising_area)
    where = {"organising_area": organising_area, "location_area": location_area, "parent": parent}
    station = made(Station(kind=kind, name=name, **where, **details))
    record("stations.create_station", "建立站点", station, by=by, areas=station.sides)
    return station


@verb(ROWS, policies.can_edit_details)
def edit_station(station: Station, *, by: User, **facts: Any) -> Station:
    """Change the given facts of a station and return it. A new organising area moves it below that unit's station.

    A point's keeper may change DETAIL_FIELDS only. Errors: Denied, ValidationError.
    Side effects: the Station; one audit event with before and after; what higher parts let follow a new name (`renamed`).
    """
    before = {field: getattr(station, field) for field in facts}
    changed = [field for field, value in facts.items() if before[field] != value]
    if not changed:
        return station
    if set(changed) - set(DETAIL_FIELDS):
        policies.can_edit_station(by, station)
    sides = station.sides
    for field in changed:
        setattr(station, field, facts[field])
    if {"organising_area", "kind"} & set(changed):
        policies.can_create_station(by, station.kind, station.organising_area)
        station.parent = Station.objects.parent_for(station.kind, station.organising_area)
        changed.append("parent")
    station.full_clean()
    station.save(update_fields=changed)
    changes = changes_of(station, before)
    record("stations.edit_station", "修改站点", station, by=by, changes=changes, areas=(*sides, *station.sides))
    if "name" in changed:
        for follow in renamed:
            follow(station)
    return station


@verb(ROWS, policies.can_close_station)
def close_station(station: Station, *, by: User, reason: str) -> Station:
    """Take a station out of use, with the reason that its page and its code will show. Stations below go first.

    The code stays: who scans it is sent to the parent station. Side effects: the Station, one audit event.
    """
    rewritten(station, is_active=False, closed_on=timezone.localdate(), close_reason=reason.strip())
    record("stations.close_station", "停用站点", station, by=by, reason=reason, areas=station.sides)
    return station


@verb(ROWS, policies.can_reopen_station)
def reopen_station(station: Station, *, by: User) -> Station:
    """Put a closed station into use again. Side effects: the Station, one audit event."""
    rewritten(station, is_active=True, closed_on=None, close_reason="")
    record("stations.reopen_station", "恢复站点", station, by=by, areas=station.sides)
    return station


@transaction.atomic
def build_tree(county: Area, by: User | None = None) -> BuiltTree:
    """Create what is missing of 1+11+N: the main station, one area station a unit, one point a village or community.

    by: user of the county office; None is the system. What stands already is left alone, so a second call changes
    nothing. Side effects: locks the county row; the stations; one audit event when any was created.
    """
    Area.objects.select_for_update(of=("self",)).get(pk=county.pk)
    if by is not None:
        policies.can_build_tree(by, county)
    built = BuiltTree()
    stations = Station.objects.active().organised_within(county)
    main = stations.filter(kind=StationKind.MAIN).first()
    if main is None:
        main = Station.objects.create(
            kind=StationKind.MAIN,
            name=f"{county.name}{FULL_NAME}联络总站",
            organising_area=county,
            location_area=county,
        )
        built.main = 1
    above = {station.organising_area_id: station for station in stations.filter(kind=StationKind.AREA)}
    for unit in Area.objects.within(county).current().filter(kind__in=UNITS):
        if unit.pk not in above:
            above[unit.pk] = Station.objects.create(
                kind=StationKind.AREA,
                name=f"{unit.name}{FULL_NAME}联络站",
                organising_area=unit,
                location_area=unit,
                parent=main,
            )
            built.area += 1
    standing = set(stations.filter(kind=StationKind.POINT).values_list("organising_area_id", flat=True))
    places = (
        Area.objects.within(county).current().filter(kind__in=POINTS, unit__is_active=True).exclude(pk__in=standing)
    )
    points = [
        Station(
            kind=StationKind.POINT,
            name=f"{place.short_name}{FULL_NAME}联络点",
            organising_area=place,
            location_area=place,
            parent=above[place.unit_id],
        )
        for place in places
    ]
    Station.objects.bulk_create(points)
    built.points = len(points)
    if built.total:
        done = {"县总站": [0, built.main], "联络站": [0, built.area], "联络点": [0, built.points]}
        record("stations.build_tree", "按区划建站", county, by=by, changes=done, areas=[county])
    return built
