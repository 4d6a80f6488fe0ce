"""What must be told of a whole sheet: hidden columns, identity numbers, vacancies, colours, formulas without result."""

from collections.abc import Iterator

from deputies.rosters.remarks import Note, info
from yunhe.imports.grid import column_letter
from yunhe.imports.layout import SheetLayout


def sheet_notes(layout: SheetLayout, *, keep_ids: bool) -> Iterator[tuple[Note, str]]:
    """Yield (note, cell) of a sheet. keep_ids: the county keeps identity numbers."""
    name = layout.sheet.name
    for table in layout.tables:
        hidden = [column for column in table.columns if column.is_hidden and column.suggested and not column.field]
        if hidden:
            names = "、".join(f"{column_letter(column.index)} 列“{column.label}”" for column in hidden)
            yield (
                info("column_hidden", f"工作表“{name}”的隐藏列没有读取：{names}。", "如需读取，请在列对应中选定。"),
                "",
            )
        if not keep_ids and any(column.field == "id_number" for column in table.columns):
            yield (
                info(
                    "id_not_kept",
                    "身份证号一列没有保存：本县未开启身份证号登记。",
                    "识别同一个人请用手机号或出生年月。",
                ),
                "",
            )
    for row, text in layout.vacancies:
        yield info("vacancy", f"“{text[:30]}”是缺额说明，不是代表。"), f"{name}!A{row + 1}"
    people = {record.row for record in layout.records}
    coloured = {row for row, _column in layout.sheet.coloured} & people
    if coloured and len(coloured) * 2 < len(people):
        yield (
            info(
                "rows_coloured",
                f"工作表“{name}”有 {len(coloured)} 行带底色，底色的含义无法读取。",
                "如底色表示变更或免职，请在备注列写明。",
            ),
            "",
        )


def unread_formulas(layout: SheetLayout) -> dict[int, list[tuple[str, int]]]:
    """Return {row: (field, column) of cells that are read but hold a formula without a stored result}."""
    groups = [group for table in layout.tables for group in table.groups]
    fields = {index: key for group in groups for key, found in group.items() for index in found}
    cells: dict[int, list[tuple[str, int]]] = {}
    for row, column in sorted(layout.sheet.uncached):
        if column in fields:
            cells.setdefault(row, []).append((fields[column], column))
    return cells
