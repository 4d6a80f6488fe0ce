"""A page of figures as a file: every table and figure that it shows, one sheet a table, read from the page itself.

    @lists(county_required)
    def county(request):
        return page_of_figures(request, "liaison/desk/county.html", context, title="全县概览")

    {% block page_actions %}{% export_page %}{% endblock %}

What is exported is what is shown, because it is taken from what is shown: a column added to the template is in the file. Without
JavaScript, without a second description of the table. Lists export themselves (yunhe.web.lists.listing).
"""

import io
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import product
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from yunhe.audit.record import record
from yunhe.kit.files import XLSX, download
from yunhe.web.lists.columns import Value
from yunhe.web.lists.exports import defused

LABELS, VALUES = {"stat-label", "waiting-label"}, {"stat-value", "waiting-count"}
WHOLE = re.compile(r"-?\d{1,15}")
BROKEN = re.compile(r"(-?\d+(?:\.\d+)?)(%?)")
UNFIT = re.compile(r"[\[\]:*?/\\]")  # what the name of a sheet may not hold
WIDEST = 40


@dataclass
class Cell:
    """One cell: what stands in it, over how many columns and rows."""

    text: str = ""
    columns: int = 1
    rows: int = 1


@dataclass
class Shown:
    """One table of the page: its caption and its rows of cells."""

    caption: str = ""
    rows: list[list[Cell]] = field(default_factory=list)

    def lines(self) -> list[list[Value]]:
        """Return the rows with every cell in its column; what spans several stands in the first of them."""
        lines: list[list[Value]] = []
        taken: set[tuple[int, int]] = set()
        for at, row in enumerate(self.rows):
            line: dict[int, Value] = {}
            column = 0
            for cell in row:
                while (at, column) in taken:
                    column += 1
                line[column] = typed(cell.text)
                taken.update(product(range(at, at + cell.rows), range(column, column + cell.columns)))
                column += cell.columns
            width = max((right + 1 for down, right in taken if down == at), default=0)
            lines.append([line.get(right) for right in range(width)])
        return lines


def typed(text: str) -> Value:
    """Return a number where the text is one, a share as the number before its sign, else the text."""
    text = " ".join(text.split())
    if WHOLE.fullmatch(text):
        return int(text)
    if found := BROKEN.fullmatch(text):
        return float(found[1])
    return defused(text)


class Reader(HTMLParser):
    """Reads the tables and the figures of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Shown] = []
        self.figures = Shown("概况")
        self._cell: Cell | None = None
        self._in_caption = False
        self._watched: list[tuple[str, list[str]]] = []  # the classes of figures that are open, with their text
        self._depth: list[bool] = []  # of the open spans, whether they are watched
        self._label = ""
        self._value: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell, a caption or a figure."""
        facts = dict(attrs)
        if tag == "table":
            self.tables.append(Shown())
        elif tag == "caption":
            self._in_caption = True
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1].rows:
            self._cell = Cell("", int(facts.get("colspan") or 1), int(facts.get("rowspan") or 1))
            self.tables[-1].rows[-1].append(self._cell)
        elif tag == "span":
            kinds = set((facts.get("class") or "").split())
            watched = "label" if kinds & LABELS else "value" if kinds & VALUES else ""
            self._depth.append(bool(watched))
            if watched:
                self._watched.append((watched, []))

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag in ("td", "th", "table"):
            self._cell = None
        elif tag == "caption":
            self._in_caption = False
        elif tag == "span" and self._depth and self._depth.pop():
            kind, said = self._watched.pop()
            self._figure(kind, "".join(said))

    def _figure(self, kind: str, text: str) -> None:
        """Put a label and its value together, whichever comes first."""
        if kind == "label":
            self._label = " ".join(text.split())
        else:
            self._value = text
        if self._label and self._value is not None:
            self.figures.rows.append([Cell(self._label), Cell(re.sub(r"(\d)\D+$", r"\1", self._value.strip()))])
            self._label, self._value = "", None

    def handle_data(self, data: str) -> None:
        """Take the text up where it stands."""
        if self._in_caption and self.tables:
            self.tables[-1].caption += data
        elif self._cell is not None:
            self._cell.text += data
        if self._watched:
            self._watched[-1][1].append(data)


def sheets_of(page: str) -> list[tuple[str, list[list[Value]]]]:
    """Return (name, lines) of everything that `page` shows in tables and figures."""
    reader = Reader()
    reader.feed(page)
    shown = ([reader.figures] if reader.figures.rows else []) + reader.tables
    return [(" ".join(table.caption.split()), table.lines()) for table in shown if table.rows]


def workbook(title: str, sheets: list[tuple[str, list[list[Value]]]]) -> bytes:
    """Return the sheets as a file of Excel; a page without any gives one empty sheet."""
    book = Workbook()
    book.remove(book.active)
    for at, (name, lines) in enumerate(sheets or [(title, [])], start=1):
        called = UNFIT.sub(" ", name or title)[:28].strip()
        sheet = book.create_sheet(called if called not in book.sheetnames else f"{called} {at}")
        for line in lines:
            sheet.append(line)
        sheet.freeze_panes = "B2"
        for cell in sheet[1] if lines else ():
            cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
        for column in range(1, max(map(len, lines), default=0) + 1):
            widths = [
                sum(2 if sign > "ÿ" else 1 for sign in str(line[column - 1] or ""))
                for line in lines
                if len(line) >= column
            ]
            sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST, max([8, *widths]) + 2)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def page_of_figures(request: Any, template: str, context: dict[str, Any], *, title: str) -> HttpResponseBase:
    """Return the page; on POST its tables and figures as a file. The export is audited."""
    if request.method != "POST":
        return TemplateResponse(request, template, context)
    return _exported(request, template, context, title)


@transaction.atomic
def _exported(request: HttpRequest, template: str, context: dict[str, Any], title: str) -> HttpResponseBase:
    sheets = sheets_of(render_to_string(template, context, request))
    changes = {"表": [None, len(sheets)], "格式": [None, "xlsx"]}
    record("web.export_page", f"导出{title}", by=request.user, changes=changes)  # type: ignore[arg-type] a private page
    return download(workbook(title, sheets), f"{title}_{timezone.localdate():%Y%m%d}.xlsx", content_type=XLSX)
