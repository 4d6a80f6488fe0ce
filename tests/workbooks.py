"""Files for the importer, built in memory from Python lists, so that a difference is readable."""

import csv
import io

import openpyxl
import xlwt


def xlsx(sheets, *, merges=(), hidden_columns=(), hidden_rows=(), hidden_sheets=(), formats=None) -> bytes:
    """Return a workbook. sheets: {name: rows} or rows; merges: ranges such as "A1:C1" of the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    named = sheets if isinstance(sheets, dict) else {"Sheet1": sheets}
    for number, (name, rows) in enumerate(named.items()):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if number == 0:
            for area in merges:
                sheet.merge_cells(area)
            for letter in hidden_columns:
                sheet.column_dimensions[letter].hidden = True
            for row in hidden_rows:
                sheet.row_dimensions[row].hidden = True
            for cell, number_format in (formats or {}).items():
                sheet[cell].number_format = number_format
        if name in hidden_sheets:
            sheet.sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def xls(rows, *, name="名册", merges=(), hidden_columns=(), hidden_rows=(), date_cells=None) -> bytes:
    """Return an old BIFF8 workbook. merges: (first row, last row, first column, last column) from 0."""
    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    covered = {
        (row, column): area
        for area in merges
        for row in range(area[0], area[1] + 1)
        for column in range(area[2], area[3] + 1)
    }
    style = xlwt.XFStyle()
    style.num_format_str = "yyyy.mm"
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            area = covered.get((row, column))
            if area and (row, column) == (area[0], area[2]):
                sheet.write_merge(*area, value)
            elif value is not None and not area:
                args = (style,) if hasattr(value, "year") else ()
                sheet.write(row, column, value, *args)
    for column in hidden_columns:
        sheet.col(column).hidden = True
    for row in hidden_rows:
        sheet.row(row).hidden = True
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def csv_text(rows, *, delimiter=",") -> str:
    """Return rows as delimited text with Windows line ends."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(
        [["" if value is None else value for value in row] for row in rows]
    )
    return text.getvalue()


def html_table(rows, *, title="") -> str:
    """Return rows as the web page that many systems hand out under the name .xls."""
    cells = "".join("<tr>" + "".join(f"<td>{'' if v is None else v}</td>" for v in row) + "</tr>" for row in rows)
    return f"<html><head><meta charset='gb2312'><style>td{{}}</style></head><body><h1>{title}</h1><table>{cells}</table></body></html>"


def spreadsheetml(rows, *, name="名册") -> str:
    """Return rows as "XML 表格 2003"."""
    lines = []
    for row in rows:
        cells = []
        for value in row:
            kind = "Number" if isinstance(value, int | float) else "String"
            cells.append("<Cell/>" if value is None else f'<Cell><Data ss:Type="{kind}">{value}</Data></Cell>')
        lines.append(f"<Row>{''.join(cells)}</Row>")
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="{name}"><Table>{"".join(lines)}</Table></Worksheet></Workbook>'
    )
