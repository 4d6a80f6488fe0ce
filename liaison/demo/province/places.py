"""Counties, units and points with their stations, accounts and codes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from stations.codes.enums import CodeKind
from stations.codes.models import Code
from stations.codes.models.codes import new_token
from stations.places.enums import StationKind
from stations.places.models import Station
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.areas.workflow import office_name
from yunhe.kit.copying import allocate_ids, copy_in

AT_ONCE = 20_000  # rows in memory and in one transaction
KINDS = (AreaKind.TOWN, AreaKind.TOWNSHIP, AreaKind.STREET)  # of units, in turn


@dataclass(frozen=True)
class Size:
    """How much to make; the defaults are a province."""

    counties: int = 90
    units: int = 1_400
    points: int = 30_000
    deputies: int = 100_000
    check_ins: int = 10_000_000
    concerns: int = 2_000_000
    households: int = 1_000_000


@dataclass
class County:
    """What is known of a county while the rest is written: ids only."""

    root: int
    units: list[int] = field(default_factory=list)
    points: dict[int, list[int]] = field(default_factory=dict)  # of each unit
    stations: list[int] = field(default_factory=list)  # area stations and points
    deputies: list[int] = field(default_factory=list)
    activities: list[int] = field(default_factory=list)


def write(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Copy `rows` in, some thousands at a time; returns how many."""
    coming, number = iter(rows), 0
    while part := list(islice(coming, AT_ONCE)):
        copy_in(model, names, part)
        number += len(part)
    return number


def share(total: int, parts: int) -> list[int]:
    """Return `total` in `parts` nearly equal numbers."""
    return [total * (at + 1) // parts - total * at // parts for at in range(parts)]


AREA = ("id", "name", "kind", "path", "code", "office_name", "in_county_town", "order", "parent_id", "unit_id")


def write_areas(size: Size) -> list[County]:
    """Write the areas and return the counties."""
    counties, rows = [], []
    ids = iter(allocate_ids(Area, size.counties + size.units + size.points))
    units_of = share(size.units, size.counties)
    points_of = iter(share(size.points, size.units))
    for at in range(size.counties):
        county = County(next(ids))
        counties.append(county)
        name, root = f"第{at + 1}县", f"{county.root}/"
        code = f"99{at:04d}"
        rows.append(
            (county.root, name, AreaKind.COUNTY, root, code, office_name(name, "county"), False, at, None, None)
        )
        for turn in range(units_of[at]):
            unit, kind = next(ids), KINDS[turn % len(KINDS)]
            county.units.append(unit)
            called = f"{at + 1}县{turn + 1}{AreaKind(kind).label}"
            of_unit = (office_name(called, kind), kind == AreaKind.STREET, turn, county.root, unit)
            rows.append((unit, called, kind, f"{root}{unit}/", f"{code}{turn:03d}", *of_unit))
            point_kind = AreaKind.COMMUNITY if kind == AreaKind.STREET else AreaKind.VILLAGE
            county.points[unit] = list(islice(ids, next(points_of)))
            for number, point in enumerate(county.points[unit]):
                spoken = f"{called[:-1]}{number + 1}{AreaKind(point_kind).label}"
                of_point = ("", kind == AreaKind.STREET, number, unit, unit)
                rows.append(
                    (point, spoken, point_kind, f"{root}{unit}/{point}/", f"{code}{turn:03d}{number:03d}", *of_point)
                )
    write(Area, AREA, rows)
    return counties


STATION = ("id", "kind", "name", "address", "organising_area_id", "location_area_id", "parent_id")


def write_stations(counties: list[County]) -> None:
    """Write main stations, stations of units and points, in the order that the tree demands."""
    mains, areas, points = [], [], []
    for county in counties:
        (main,) = allocate_ids(Station, 1)
        mains.append((main, StationKind.MAIN, "县总站", "人民路1号", county.root, county.root, None))
        for unit in county.units:
            (station,) = allocate_ids(Station, 1)
            areas.append((station, StationKind.AREA, "联络站", "大街1号", unit, unit, main))
            own = allocate_ids(Station, len(county.points[unit]))
            below = zip(own, county.points[unit], strict=True)
            points += [(pk, StationKind.POINT, "联络点", "村口1号", area, area, station) for pk, area in below]
            county.stations += [station, *own]
    for rows in (mains, areas, points):
        write(Station, STATION, rows)
    write_codes(CodeKind.STATION, "station_id", (pk for county in counties for pk in county.stations))


def write_codes(kind: str, relation: str, keys: Iterable[int]) -> None:
    """Write a code for each of `keys`."""
    write(Code, ("token", "kind", relation), ((new_token(), kind, key) for key in keys))


def write_accounts(counties: list[County]) -> None:
    """Write an account for each office and point, and one of every other role in each county; nobody can sign in with a password."""
    held = [
        (role, area, f"{role}-{area}") for county in counties for role, area in _appointments(county)
    ]  # fmt: skip
    ids = allocate_ids(User, len(held))
    now, day = timezone.now(), timezone.localdate()
    facts = ("!", False, now, settings.PRIVACY_NOTICE_VERSION, now)
    names = ("id", "username", "name", "password", "must_change_password", "password_changed_at",
             "privacy_notice_version", "privacy_notice_at")  # fmt: skip
    write(User, names, ((pk, login, "经办人", *facts) for pk, (_, _, login) in zip(ids, held, strict=True)))
    rows = ((pk, role, area, day) for pk, (role, area, _) in zip(ids, held, strict=True))
    write(Appointment, ("user_id", "role", "area_id", "begins_on"), rows)


def _appointments(county: County) -> Iterator[tuple[str, int]]:
    yield Role.COUNTY_OFFICE, county.root
    yield from ((Role.OFFICE_STAFF, unit) for unit in county.units)
    yield from ((Role.POINT_KEEPER, point) for points in county.points.values() for point in points)
    yield Role.HANDLING_UNIT, county.root
    yield from ((role, county.root) for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR))
