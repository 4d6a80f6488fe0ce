"""The county's figures, counted from the registers (domain: 六乡镇 county 78/68 = 87.18 %, township 293/189 = 64.51 %)."""

from collections import defaultdict
from functools import partial
from typing import Any

from django.db.models import Count, F, Q

from deputies.mandates.models import Mandate
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from liaison.ledger.models import LedgerRound
from liaison.ledger.queries import completeness
from liaison.population.queries import shares_of
from liaison.registration.enums import FlowStatus, RegistrationState
from liaison.registration.flow import with_flow
from liaison.registration.models import Registration
from stations.places.enums import StationKind
from stations.places.models import Station
from yunhe.areas.enums import TOWNSHIPS, UNITS, AreaKind
from yunhe.areas.models import Area
from yunhe.kit.words import share

OUTSIDE = "县外"
LEVELS = (CongressLevel.COUNTY, CongressLevel.TOWNSHIP)


#: "87.18", rounded half up; "0.00" of nothing
rate = partial(share, of_nothing="0.00")


def _cell(deputies: int, in_town: int) -> dict[str, Any]:
    return {"deputies": deputies, "in_county_town": in_town, "rate": rate(in_town, deputies)}


def _below(county: Area) -> str:
    """Return the path under which everything of `county` lies."""
    return county.path or "-"


def residence_rates(county: Area) -> dict[str, Any]:
    """Return the deputies in office elected in the towns and townships of `county`, and how many live in its town.

    {"county": cell, "township": cell, "by_township": {name: {"county": cell, "township": cell}}} where a cell is
    {"deputies": int, "in_county_town": int, "rate": "87.18"}. A person with two mandates counts once at each level.
    """
    rows = (
        Mandate.objects.serving()
        .filter(deputy__origin__path__startswith=_below(county), deputy__origin__kind__in=TOWNSHIPS, level__in=LEVELS)
        .values("level", "deputy__origin_id")
        .annotate(deputies=Count("pk"), in_town=Count("pk", filter=Q(deputy__residence__in_county_town=True)))
    )
    by_unit: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    sums = dict.fromkeys(LEVELS, (0, 0))
    for row in rows:
        counted = (row["deputies"], row["in_town"])
        by_unit[row["deputy__origin_id"]][row["level"]] = counted
        sums[row["level"]] = (sums[row["level"]][0] + counted[0], sums[row["level"]][1] + counted[1])
    townships = Area.objects.within(county).townships().current().order_by("order", "code")
    return {
        **{str(level): _cell(*sums[level]) for level in LEVELS},
        "by_township": {
            unit.name: {str(level): _cell(*by_unit[unit.pk].get(level, (0, 0))) for level in LEVELS}
            for unit in townships
        },
    }


def flow_statuses(county: Area) -> dict[str, int]:
    """Return how many deputies in office elected in `county` are in each flow status, every status named."""
    rows = with_flow(Deputy.objects.serving().filter(origin__path__startswith=_below(county)))
    counted = dict(rows.order_by().values_list("flow").annotate(number=Count("pk")))
    return {str(status): counted.get(str(status), 0) for status in FlowStatus}


def flows(county: Area) -> dict[str, dict[str, int]]:
    """Return origin × residence of deputies in office who live elsewhere: {origin name: {residence unit name: persons}}.

    A person counts once, whatever the number of mandates; outside the county is "县外".
    """
    rows = (
        Deputy.objects.serving()
        .living_elsewhere()
        .filter(origin__path__startswith=_below(county))
        .values("origin__name", "residence__unit__name")
        .annotate(persons=Count("pk"))
        .order_by("origin__order", "origin__code", F("residence__unit__order").asc(nulls_last=True))
    )
    matrix: dict[str, dict[str, int]] = {}
    for row in rows:
        matrix.setdefault(row["origin__name"], {})[row["residence__unit__name"] or OUTSIDE] = row["persons"]
    return matrix


def station_counts(county: Area) -> dict[str, int]:
    """Return the stations in use of `county` by kind: {"main": 1, "area": 11, "urban": 4, "points": 87}."""
    counted: dict[str, int] = dict(
        Station.objects.active()
        .filter(organising_area__path__startswith=_below(county))
        .order_by()
        .values_list("kind")
        .annotate(Count("pk"))
    )
    names = {
        StationKind.MAIN: "main",
        StationKind.AREA: "area",
        StationKind.URBAN: "urban",
        StationKind.POINT: "points",
    }
    return {name: counted.get(kind, 0) for kind, name in names.items()}


def registration_counts(county: Area) -> dict[str, int]:
    """Return the registrations of `county` by state, every state named."""
    counted = dict(
        Registration.objects.filter(origin__path__startswith=_below(county))
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
    )
    return {str(state): counted.get(state, 0) for state in RegistrationState}


def unregistered(county: Area):
    """Return the deputies in office living in another unit of the county without an open registration (流出未登记)."""
    return (
        Deputy.objects.serving()
        .living_elsewhere_in_county()
        .filter(origin__path__startswith=_below(county))
        .exclude(registrations__in=Registration.objects.open())
    )


def ledger_progress(county: Area) -> dict[str, Any] | None:
    """Return the newest round's progress per origin unit, or None while there is no round.

    {"round": LedgerRound, "rows": [{"unit": Area, "expected": n, "confirmed": n, "locked": n, "rate": "…"}], "expected": …}
    """
    newest = LedgerRound.objects.first()
    if not newest:
        return None
    units = Area.objects.within(county).units().order_by("order", "code")
    rows = [
        _progress(row["expected"], row["expected"] - row["open"], row["locked"], unit=row["unit"])
        for row in completeness(newest, units)
        if row["expected"]
    ]
    expected, confirmed, locked = (sum(row[key] for row in rows) for key in ("expected", "confirmed", "locked"))
    return {"round": newest, "rows": rows, **_progress(expected, confirmed, locked)}


def _progress(expected: int, confirmed: int, locked: int, **of: Area) -> dict[str, Any]:
    """Return the figures of a round, or of a unit of it, with the share of those countersigned."""
    return {**of, "expected": expected, "confirmed": confirmed, "locked": locked, "rate": rate(locked, expected)}


def figures(county: Area) -> dict[str, Any]:
    """Return everything the county page shows as plain data (the JSON of `manage.py figures --json`)."""
    rates = residence_rates(county)
    ledger = ledger_progress(county)
    people = shares_of(county)
    return {
        "county": rates["county"],
        "township": rates["township"],
        "population": {
            "year": people.year,
            "residents": people.residents,
            "town_rate": people.town_rate,
            "moved_rate": people.moved_rate,
            "urban_rate": people.urban_rate,
        }
        if people
        else None,
        "stations": station_counts(county),
        "by_township": rates["by_township"],
        "flows": flows(county),
        "living_elsewhere": Deputy.objects.serving()
        .living_elsewhere()
        .filter(origin__path__startswith=_below(county))
        .count(),
        "registrations": {**registration_counts(county), "unregistered": unregistered(county).count()},
        "ledger": {
            "round": ledger["round"].half,
            "expected": ledger["expected"],
            "confirmed": ledger["confirmed"],
            "locked": ledger["locked"],
            "rate": ledger["rate"],
            "by_township": {
                row["unit"].name: {key: row[key] for key in ("expected", "confirmed", "locked", "rate")}
                for row in ledger["rows"]
            },
        }
        if ledger
        else None,
    }


def matrix_rows(county: Area) -> dict[str, Any]:
    """Return the flows as a table: {"columns": [Area…], "rows": [{"unit": Area, "cells": [{"unit": Area|None, "persons": n}], …}]}.

    Rows are the units with deputies living elsewhere, columns the units where they live; the last column is 县外.
    """
    matrix = flows(county)
    units = list(Area.objects.within(county).filter(kind__in=UNITS).current().order_by("order", "code"))
    used = {name for row in matrix.values() for name in row}
    columns = [unit for unit in units if unit.name in used]
    rows = [
        {
            "unit": unit,
            "cells": [{"unit": column, "persons": matrix[unit.name].get(column.name, 0)} for column in columns],
            "outside": matrix[unit.name].get(OUTSIDE, 0),
            "total": sum(matrix[unit.name].values()),
        }
        for unit in units
        if unit.name in matrix
    ]
    return {
        "columns": columns,
        "rows": rows,
        "column_totals": [
            (column, sum(row["cells"][at]["persons"] for row in rows)) for at, column in enumerate(columns)
        ],
        "outside_total": sum(row["outside"] for row in rows),
        "total": sum(row["total"] for row in rows),
    }


def counties():
    """Return the counties that are loaded, in order."""
    return Area.objects.filter(kind=AreaKind.COUNTY).current()
