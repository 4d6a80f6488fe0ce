"""The blank workbook: one column for each field, text cells, lists to choose from, one example row."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from deputies.rosters.vocabulary import FIELDS

TITLE = "人大代表名册（请在第 3 行起填写，示例行请删除）"
ROWS = 500
_WIDE = {"employment", "residence_detail", "specialities", "remark", "phone", "origin"}
_CHOICES = {"household_at_home": ("是", "否")}


def blank_workbook() -> bytes:
    """Return an xlsx: title, headings, one example row, all cells text so that phones and dates stay as typed."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "代表名册"
    fields = [field for field in FIELDS if field.in_template]
    sheet.cell(1, 1, TITLE).font = Font(bold=True, size=14)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(fields))
    sheet.row_dimensions[1].height = 30
    sheet.cell(1, 1).alignment = Alignment(horizontal="center", vertical="center")
    line = Side(style="thin", color="BBBBBB")
    for number, field in enumerate(fields, start=1):
        heading = sheet.cell(2, number, field.label)
        heading.font = Font(bold=True)
        heading.fill = PatternFill("solid", fgColor="F3ECEA")
        heading.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        heading.border = Border(line, line, line, line)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 20 if field.key in _WIDE else 13
        sheet.column_dimensions[letter].number_format = "@"
        example = sheet.cell(3, number, field.example or None)
        example.font = Font(italic=True, color="888888")
        for row in range(3, ROWS + 3):
            sheet.cell(row, number).number_format = "@"
        choices = field.choices or _CHOICES.get(field.key, ())
        if choices:
            validation = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            validation.showErrorMessage = False
            sheet.add_data_validation(validation)
            validation.add(f"{letter}3:{letter}{ROWS + 2}")
    sheet.freeze_panes = "B3"
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()
