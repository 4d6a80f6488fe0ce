"""The error file that goes back to the office."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from yunhe.imports.enums import RowAction
from yunhe.imports.models import ImportRun
from yunhe.kit.folding import visible

HEAD = ("工作表", "行号", "姓名", "流出地", "原因", "位置", "怎么办")
WIDTHS = (20, 8, 14, 16, 60, 22, 50)


def _safe(text: object) -> object:
    """Return `text` so that a spreadsheet does not read it as a formula and holds no sign that it may not hold."""
    text = visible(text) if isinstance(text, str) else text
    return f"'{text}" if isinstance(text, str) and text[:1] in "=+-@\t\r" else text


def refused_rows(run: ImportRun) -> bytes:
    """Return an xlsx with one line per reason of every refused row of `run`."""
    book = Workbook()
    sheet = book.active
    sheet.title = "未导入的行"
    sheet.append(HEAD)
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for row in run.rows.filter(action=RowAction.REFUSED):
        for finding in row.findings or [{}]:
            sheet.append(
                [
                    _safe(value)
                    for value in (
                        row.sheet,
                        row.row,
                        row.label,
                        row.origin_name,
                        finding.get("message", ""),
                        finding.get("cell", ""),
                        finding.get("suggestion", ""),
                    )
                ]
            )
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
