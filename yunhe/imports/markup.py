"""Web pages and SpreadsheetML 2003, which systems hand out under the name .xls."""

import datetime
import email
import email.policy
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

from yunhe.imports.grid import Sheet, make_sheet
from yunhe.imports.refusals import UnreadableFile

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class _Tables(HTMLParser):
    """Collects the cells of all tables, one below the other, as Excel shows them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.rows: list[list] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self._spans: dict[tuple[int, int], bool] = {}
        self._cell: list[str] | None = None
        self._at = (0, 0)
        self._exact: str | None = None
        self._skip = 0
        self._in_row = False
        self.tables = 0

    def handle_starttag(self, tag, attrs):
        facts = {key.lower(): value or "" for key, value in attrs}
        if tag in {"script", "style", "head", "title"}:
            self._skip += 1
        elif tag == "table":
            self.tables += 1
        elif tag == "tr":
            self._close_cell()
            self.rows.append([])
            self._in_row = True
            if "display:none" in facts.get("style", "").replace(" ", "").lower():
                self.hidden_rows.add(len(self.rows) - 1)
        elif tag in {"td", "th"}:
            self._close_cell()
            if not self._in_row:
                self.rows.append([])
                self._in_row = True
            self._open_cell(facts)
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def _open_cell(self, facts: dict[str, str]) -> None:
        row, column = len(self.rows) - 1, len(self.rows[-1])
        while (row, column) in self._spans:
            self.rows[-1].append(None)
            column += 1
        across, down = (_span(facts.get(name)) for name in ("colspan", "rowspan"))
        self.rows[-1].extend([None] * across)
        for below in range(row + 1, row + down):
            for beside in range(column, column + across):
                self._spans[below, beside] = True
        if across > 1 or down > 1:
            self.merges.append((row, column, row + down - 1, column + across - 1))
        self._at, self._cell = (row, column), []
        self._exact = facts.get("x:num") or facts.get("x:str") or None

    def handle_endtag(self, tag):
        if tag in {"script", "style", "head", "title"}:
            self._skip = max(0, self._skip - 1)
        elif tag in {"td", "th"}:
            self._close_cell()
        elif tag in {"tr", "table"}:
            self._close_cell()
            self._in_row = False

    def _close_cell(self) -> None:
        if self._cell is None:
            return
        text = re.sub(r"[ \t\r\f\v]*\n[ \t\r\f\v]*", "\n", "".join(self._cell)).strip(" \t\r\n")
        row, column = self._at
        self.rows[row][column] = self._exact if self._exact and _NUMBER.fullmatch(self._exact) else text
        self._cell = self._exact = None

    def handle_data(self, data):
        if self._skip:
            return
        if self._cell is not None:
            self._cell.append(re.sub(r"[\r\n]+\s*", "", data))
        elif not self._in_row and data.strip() and len(data) < 500:
            self.rows.append([data.strip()])


def _span(text: str | None) -> int:
    return max(1, min(int(text), 1000)) if text and text.strip().isdigit() else 1


def read_html(text: str, name: str) -> Sheet:
    """Return the tables of a web page as one sheet. Raises UnreadableFile when it has none."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    parser._close_cell()
    if not parser.tables and not parser.merges:
        raise UnreadableFile("这是网页文件，里面没有表格。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。")
    return make_sheet(name, parser.rows, merges=parser.merges, hidden_rows=parser.hidden_rows)


def read_mhtml(content: bytes, name: str) -> list[Sheet]:
    """Return the tables of a web archive ("单个文件网页"), one sheet for each page in it that has a table."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    sheets: list[Sheet] = []
    for part in message.walk():
        if part.get_content_type() == "text/html":
            text = str(part.get_content())
            if "<table" in text.lower():
                sheets.append(read_html(text, f"{name}{len(sheets) + 1}"))
    if not sheets:
        raise UnreadableFile("这是网页文件，里面没有表格。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。")
    return sheets


def read_spreadsheetml(text: str) -> list[Sheet]:
    """Return the sheets of an "XML 表格 2003". Raises UnreadableFile: damaged, or with entity declarations."""
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        raise UnreadableFile("文件里有不允许的 XML 声明，可能是恶意文件。请向提供者核实。")
    try:
        root = ElementTree.fromstring(re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text))  # noqa: S314 no entities, see above
    except ElementTree.ParseError as error:
        raise UnreadableFile("文件已损坏，打不开。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。") from error
    return [_worksheet(sheet) for sheet in root.iter(f"{_SS}Worksheet")]


def _worksheet(sheet) -> Sheet:
    rows: list[list] = []
    facts: dict = {"merges": [], "hidden_rows": set(), "hidden_columns": set()}
    table = sheet.find(f"{_SS}Table")
    column = 0
    for element in table.findall(f"{_SS}Column") if table is not None else []:
        column = int(element.get(f"{_SS}Index", column + 1)) - 1
        span = int(element.get(f"{_SS}Span", 0))
        if element.get(f"{_SS}Hidden") == "1":
            facts["hidden_columns"].update(range(column, column + span + 1))
        column += span + 1
    for element in table.findall(f"{_SS}Row") if table is not None else []:
        number = int(element.get(f"{_SS}Index", len(rows) + 1)) - 1
        rows.extend([] for _ in range(min(number, 60_000) - len(rows)))
        if element.get(f"{_SS}Hidden") == "1":
            facts["hidden_rows"].add(len(rows))
        rows.append(_cells(element, len(rows), facts["merges"]))
    visible = sheet.findtext(f"{_X}WorksheetOptions/{_X}Visible", "")
    return make_sheet(sheet.get(f"{_SS}Name", "Sheet1"), rows, is_hidden=visible.startswith("SheetHidden"), **facts)


def _cells(row, number: int, merges: list) -> list:
    cells: list = []
    for cell in row.findall(f"{_SS}Cell"):
        index = min(int(cell.get(f"{_SS}Index", len(cells) + 1)) - 1, 400)
        cells.extend([None] * (index - len(cells)))
        across, down = int(cell.get(f"{_SS}MergeAcross", 0)), int(cell.get(f"{_SS}MergeDown", 0))
        if across or down:
            merges.append((number, len(cells), number + down, len(cells) + across))
        cells.append(_data(cell.find(f"{_SS}Data")))
        cells.extend([None] * min(across, 400))
    return cells


def _data(data):
    if data is None:
        return None
    text, kind = "".join(data.itertext()), data.get(f"{_SS}Type")
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.datetime.fromisoformat(text.rstrip("Z"))
    except ValueError:
        return text
    return text
