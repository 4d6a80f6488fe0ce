"""Workbooks that hardly anybody sends (.xlsb, .ods): calamine reads them, as far as they say that they are of a fair size.

It lays a sheet out before anybody can ask; the limits of the child process are what holds it.
"""

import io

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from yunhe.imports.files.cells import MAX_AREA, Budget, Cells, too_large
from yunhe.imports.files.refusing import PROTECTED, Unreadable
from yunhe.imports.grid import Sheet


def read_others(content: bytes, budget: Budget) -> list[Sheet]:
    """Return the sheets of the workbook. Errors: Unreadable."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise Unreadable(PROTECTED) from error
    sheets = []
    for number, meta in enumerate(workbook.sheets_metadata):
        cells = Cells(meta.name, budget, is_hidden=meta.visible != SheetVisibleEnum.Visible)
        if meta.typ == SheetTypeEnum.WorkSheet:
            _read(workbook.get_sheet_by_index(number), cells)
        sheets.append(cells.sheet())
    return sheets


def _read(sheet, cells: Cells) -> None:
    if sheet.total_height * sheet.total_width > MAX_AREA:
        raise too_large()
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            if value != "":
                cells.put(row, column, value)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        cells.merge(top, left, bottom, right)
