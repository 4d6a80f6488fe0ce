"""Workbooks of Excel 97–2003 and of WPS (.xls, .et): olefile opens the container, xlrd reads what lies in it."""

import io
from typing import Any

import olefile
import xlrd

from yunhe.imports.files.cells import Budget, Cells, Value
from yunhe.imports.files.looks import COLOURED, STRUCK, ZEROS, zeros_of
from yunhe.imports.files.refusing import DAMAGED, PROTECTED, RESAVE, SLIDES, WORD, Unreadable
from yunhe.imports.files.workbooks import day_of, with_zeros
from yunhe.imports.grid import Sheet

_PALE = {9, 64, 65, 1}  # numbers of white in the palette, and of no colour


def read_ole(content: bytes) -> list[Sheet]:
    """Return the sheets of an old workbook. Errors: Unreadable: password, damaged, Word document."""
    stream = _stream(content)
    try:
        # Whole sheets on demand; ragged: a far cell costs its own row, not a rectangle.
        book = xlrd.open_workbook(
            file_contents=stream, logfile=io.StringIO(), formatting_info=True, ragged_rows=True, on_demand=True
        )
    except xlrd.XLRDError as error:
        sentence = PROTECTED if "encrypted" in str(error).lower() else DAMAGED
        raise Unreadable(sentence) from error
    budget = Budget()
    return [_read(book, number, name, budget) for number, name in enumerate(book.sheet_names())]


def _stream(content: bytes) -> bytes:
    """Return the workbook in an OLE2 container. Errors: Unreadable."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            if container.exists("EncryptedPackage"):
                raise Unreadable(PROTECTED)
            for name in ("Workbook", "Book"):
                if container.exists(name):
                    return container.openstream(name).read()
            if container.exists("WordDocument"):
                raise Unreadable(WORD)
            if container.exists("PowerPoint Document"):
                raise Unreadable(SLIDES)
    except (OSError, ValueError, IndexError, TypeError) as error:
        raise Unreadable(DAMAGED) from error
    raise Unreadable(f"文件里没有工作表。{RESAVE}")


def _read(book: Any, number: int, name: str, budget: Budget) -> Sheet:
    sheet = book.sheet_by_index(number)
    cells = Cells(name, budget, is_hidden=bool(sheet.visibility))
    looks: dict[int, int] = {}
    for row in range(sheet.nrows):
        kinds, values, styles = sheet.row_types(row), sheet.row_values(row), sheet._cell_xf_indexes[row]
        for column, kind in enumerate(kinds):
            if kind in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
                continue
            if kind == xlrd.XL_CELL_ERROR:
                cells.errors.add((row, column))
            style = styles[column]
            if style not in looks:
                looks[style] = _look(book, style)
            value = _value(kind, values[column], book.datemode)
            if not cells.put(row, column, with_zeros(value, looks[style] >> ZEROS) if looks[style] >> ZEROS else value):
                continue
            if looks[style] & STRUCK:
                cells.struck.add((row, column))
            if looks[style] & COLOURED:
                cells.coloured.add((row, column))
    cells.hidden_rows = {row for row, facts in sheet.rowinfo_map.items() if facts.hidden}
    cells.hidden_columns = {column for column, facts in sheet.colinfo_map.items() if facts.hidden}
    for top, below, left, beside in sheet.merged_cells:
        cells.merge(top, left, below - 1, beside - 1)
    book.unload_sheet(number)
    read = cells.sheet()
    read.is_1904 = book.datemode == 1
    return read


def _value(kind: int, value: Any, datemode: int) -> Value:
    if kind == xlrd.XL_CELL_DATE:
        return day_of(value, is_1904=datemode == 1)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    return "#N/A" if kind == xlrd.XL_CELL_ERROR else value


def _look(book: Any, style: int) -> int:
    """Return STRUCK and COLOURED of a cell style, and ZEROS of its number format."""
    if not 0 <= style < len(book.xf_list):
        return 0
    facts = book.xf_list[style]
    fonts = book.font_list
    struck = facts.font_index < len(fonts) and fonts[facts.font_index].struck_out
    ground = facts.background
    coloured = ground.fill_pattern == 1 and ground.pattern_colour_index not in _PALE
    format_of = book.format_map.get(facts.format_key)
    zeros = zeros_of(format_of.format_str) if format_of is not None else 0
    return (STRUCK if struck else 0) | (COLOURED if coloured else 0) | zeros << ZEROS
