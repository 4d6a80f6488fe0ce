"""A list as a spreadsheet: the columns chosen, the rows filtered, in the order shown."""

import csv
import io
from collections.abc import Iterable, Sequence

from import_export.fields import Field
from import_export.resources import Resource
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from yunhe.kit.files import XLSX
from yunhe.web.lists.columns import Column, Value

FORMATS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")  # noqa: RUF001 some spreadsheets read the wide ones


class ListResource(Resource):
    """An export resource made of a list's columns; numbers stay numbers, text that looks like a formula is defused."""

    def __init__(self, columns: Sequence[Column]):
        super().__init__()
        self.fields = {
            column.key: Field(column_name=column.label, dehydrate_method=_reader(column)) for column in columns
        }


def _reader(column: Column):
    return lambda row: defused(column.read(row))


def defused(value: Value) -> Value:
    """Return text so that no spreadsheet takes it for a formula."""
    if isinstance(value, str):
        value = "".join(sign for sign in value if sign >= " " or sign == "\n")
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return value


def spreadsheet(title: str, columns: Sequence[Column], rows: Iterable, kind: str) -> bytes:
    """Return `rows` as a file of `kind` ("xlsx" or "csv"); csv begins with a mark so that Excel reads it as UTF-8."""
    dataset = ListResource(columns).export(rows)
    return write(title, dataset.headers or [], dataset, kind)


def write(title: str, headers: Sequence[str], lines: Iterable[Sequence[Value]], kind: str) -> bytes:
    """Return lines under headers as a file of `kind`; values are defused already."""
    if kind == "csv":
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(headers)
        writer.writerows(lines)
        return b"\xef\xbb\xbf" + text.getvalue().encode()
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for at, header in enumerate(headers, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = max(12, len(header) * 2 + 4)
    sheet.append([_head_cell(sheet, header) for header in headers])
    for line in lines:
        sheet.append(list(line))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head_cell(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell
