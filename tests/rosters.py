"""Reading rosters in tests without a database: the real areas of Yunhe and one call from bytes to planned rows."""

import datetime
from functools import cache
from pathlib import PurePath

from deputies.rosters import totals
from deputies.rosters.reading import RosterReader
from yunhe.areas.enums import UNITS
from yunhe.areas.index import AreaIndex, Place
from yunhe.areas.loading import YUNHE_AREAS, read_table
from yunhe.imports.files import kinds
from yunhe.imports.rows import Plan

TODAY = datetime.date(2026, 11, 24)


@cache
def yunhe_index() -> AreaIndex:
    """Return the index of Yunhe's 99 areas, numbered in file order."""
    by_code: dict[str, Place] = {}
    for number, row in enumerate(read_table(YUNHE_AREAS, ("code", "name", "kind", "parent_code")), start=1):
        parent = by_code.get(row["parent_code"])
        is_unit = row["kind"] in UNITS
        unit = number if is_unit else parent.unit_id if parent else None
        by_code[row["code"]] = Place(
            id=number,
            name=row["name"],
            kind=row["kind"],
            code=row["code"],
            unit_id=unit,
            unit_name=row["name"] if is_unit else parent.unit_name if parent else "",
            path=f"{parent.path if parent else ''}{number}/",
            in_county_town=row["kind"] == "street" or bool(parent and parent.in_county_town),
            is_active=True,
        )
    return AreaIndex(list(by_code.values()), [], ["云和县"])


def read(
    content: bytes, file_name: str = "名册.xlsx", *, mapping=None, remembered=None, keep_ids=False, **options
) -> Plan:
    """Return the plan of a file as far as it can be told without the register. options: level, origin_id, term."""
    reader = RosterReader(yunhe_index(), options, file_name=file_name, today=TODAY, keep_ids=keep_ids)
    sheets = kinds.read(content, PurePath(file_name).stem)  # the readers themselves: a child for each file takes long
    plan = reader.read(sheets, mapping=mapping or {}, remembered=remembered or {})
    totals.compare(plan, reader.layouts, yunhe_index())
    return plan


def area_id(name: str) -> int:
    """Return the number of an area by its spelling."""
    return yunhe_index().read_address(name).place.id


def told(plan: Plan) -> list[tuple]:
    """Return of every row what tests compare: name, origin, residence, mobile."""
    places = yunhe_index().places
    rows = []
    for row in plan.rows:
        home = places.get(row.payload.get("residence"))
        rows.append(
            (
                row.label,
                row.origin_name,
                home.full_name if home else row.payload.get("residence_outside", ""),
                row.payload.get("phone", ""),
            )
        )
    return rows


def codes(plan: Plan, level: str = "") -> list[list[str]]:
    """Return the codes of the findings of each row, of one level if given."""
    return [[finding.code for finding in row.findings if not level or finding.level == level] for row in plan.rows]
