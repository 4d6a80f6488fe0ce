"""Comparing the 小计 and 合计 of a roster with what was counted. A difference is told and refuses nothing."""

from deputies.rosters.reading import is_person
from yunhe.areas.index import AreaIndex
from yunhe.imports.enums import FindingLevel
from yunhe.imports.layout import SheetLayout
from yunhe.imports.rows import ControlTotal, Finding, Plan, PlannedRow

PEOPLE, IN_TOWN = "people", "in_county_town"


def compare(plan: Plan, layouts: list[tuple[SheetLayout, list[PlannedRow]]], index: AreaIndex) -> None:
    """Add the control totals of all sheets to `plan`, and a finding for each that does not agree."""
    everyone = [row for _layout, rows in layouts for row in rows]
    for layout, rows in layouts:
        for total in layout.totals:
            covered = rows[total.start : total.end]
            if total.people is not None:
                counted = _people(covered)
                if total.people != counted and total.people == _people(everyone):
                    counted = total.people  # the last sheet sums up the whole file
                _add(plan, ControlTotal(layout.sheet.name, total.row + 1, total.label, PEOPLE, total.people, counted))
            in_town = total.numbers.get("lives_in_town")
            if in_town is not None:
                counted = _in_town(covered, index)
                if in_town != counted and in_town == _in_town(everyone, index):
                    counted = in_town
                _add(plan, ControlTotal(layout.sheet.name, total.row + 1, total.label, IN_TOWN, in_town, counted))


def _people(rows: list[PlannedRow]) -> int:
    return sum(1 for row in rows if is_person(row))


def _in_town(rows: list[PlannedRow], index: AreaIndex) -> int:
    places = (index.places.get(row.payload.get("residence") or 0) for row in rows if is_person(row))
    return sum(1 for place in places if place is not None and place.in_county_town)


def _add(plan: Plan, total: ControlTotal) -> None:
    plan.totals.append(total)
    if not total.agrees:
        what = "人" if total.kind == PEOPLE else "人住县城"
        plan.findings.append(
            Finding(
                FindingLevel.WARNING,
                "total_differs",
                f"“{total.label}”写的是 {total.stated} {what}，表中数得 {total.counted} {what}。",
                f"{total.sheet}!{total.row}",
                "请核对是否漏行、多行或合计没有更新；不影响导入。",
            )
        )
