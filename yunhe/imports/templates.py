"""A register's blank workbook: one column for each field, text cells, lists to choose from, one example row."""

import io
from collections.abc import Collection, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from yunhe.imports.fields import Field

ROWS = 500


def blank_workbook(
    name: str,
    title: str,
    fields: Sequence[Field],
    *,
    wide: Collection[str] = (),
    choices: dict[str, tuple[str, ...]] | None = None,
) -> bytes:
    """Return an xlsx with sheet `name`: title, headings, one example row, all cells text so that phones and dates stay
    as typed. wide: fields with a broad column; choices: values offered beyond those of the field itself.
    """
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = name
    shown = [field for field in fields if field.in_template]
    sheet.cell(1, 1, title).font = Font(bold=True, size=14)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(shown))
    sheet.row_dimensions[1].height = 30
    sheet.cell(1, 1).alignment = Alignment(horizontal="center", vertical="center")
    line = Side(style="thin", color="BBBBBB")
    for number, field in enumerate(shown, start=1):
        heading = sheet.cell(2, number, field.label)
        heading.font = Font(bold=True)
        heading.fill = PatternFill("solid", fgColor="F3ECEA")
        heading.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        heading.border = Border(line, line, line, line)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 20 if field.key in wide else 13
        sheet.column_dimensions[letter].number_format = "@"
        example = sheet.cell(3, number, field.example or None)
        example.font = Font(italic=True, color="888888")
        for row in range(3, ROWS + 3):
            sheet.cell(row, number).number_format = "@"
        offered = field.choices or (choices or {}).get(field.key, ())
        if offered:
            validation = DataValidation(type="list", formula1=f'"{",".join(offered)}"', allow_blank=True)
            validation.showErrorMessage = False
            sheet.add_data_validation(validation)
            validation.add(f"{letter}3:{letter}{ROWS + 2}")
    sheet.freeze_panes = "B3"
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()
