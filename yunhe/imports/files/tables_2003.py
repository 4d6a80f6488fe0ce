"""SpreadsheetML 2003 ("XML 表格 2003"), which systems hand out under the name .xls."""

from xml.parsers import expat

from yunhe.imports.files.cells import MAX_COLUMNS, Budget, Cells, Value, too_large
from yunhe.imports.files.parts import MAX_TAGS, Attributes, feed, mended
from yunhe.imports.files.refusing import DAMAGED, HOSTILE_XML, Unreadable
from yunhe.imports.files.workbooks import moment_of, number_of
from yunhe.imports.grid import Sheet

LAST_ROW = 1_048_576


class _Reader:
    """Reads all sheets; positions count on from the element before unless an element names its own."""

    def __init__(self) -> None:
        self.budget = Budget()
        self.sheets: list[Cells] = []
        self._row = self._column = self._hidden_column = -1
        self._across = 0
        self._kind = ""
        self._found: list[str] = []
        self._within = ""

    def start(self, name: str, facts: Attributes) -> None:
        """Read an element."""
        if name == "Cell":
            self._cell(facts)
        elif name == "Data":
            self._kind, self._within, self._found = _fact(facts, "Type"), "Data", []
        elif name == "Row":
            self._start_row(facts)
        elif name == "Column":
            self._col(facts)
        elif name == "Worksheet":
            self.sheets.append(Cells(_fact(facts, "Name", "Sheet1")[:31], self.budget))
            self._row = self._hidden_column = -1
        elif name == "Visible":
            self._within, self._found = "Visible", []

    def end(self, name: str) -> None:
        """End a value or a remark."""
        if name == self._within:
            self._within = ""
            if self.sheets:
                self._take("".join(self._found), name)

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self._within:
            self._found.append(text)

    def _col(self, facts: Attributes) -> None:
        first = _place(facts, "Index", self._hidden_column + 2) - 1
        last = first + _place(facts, "Span", 0)
        if _fact(facts, "Hidden") == "1" and self.sheets:
            self.sheets[-1].hidden_columns.update(range(first, min(last, MAX_COLUMNS) + 1))
        self._hidden_column = last

    def _start_row(self, facts: Attributes) -> None:
        self._row = _place(facts, "Index", self._row + 2) - 1
        self._column, self._across = -1, 0
        if _fact(facts, "Hidden") == "1" and self.sheets:
            self.sheets[-1].hidden_rows.add(self._row)

    def _cell(self, facts: Attributes) -> None:
        self._column = _place(facts, "Index", self._column + self._across + 2) - 1
        self._across, down = _place(facts, "MergeAcross", 0), _place(facts, "MergeDown", 0)
        if (self._across or down) and self.sheets:
            self.sheets[-1].merge(self._row, self._column, self._row + down, self._column + self._across)

    def _take(self, text: str, name: str) -> None:
        if name == "Visible":
            self.sheets[-1].is_hidden = text.startswith("SheetHidden")
        elif text:
            value: Value = text
            if self._kind == "Number":
                value = number_of(text, is_date=False)
            elif self._kind == "DateTime":
                value = moment_of(text)
            self.sheets[-1].put(self._row, self._column, value)


def _fact(facts: Attributes, name: str, otherwise: str = "") -> str:
    """Return an attribute by its local name."""
    for key in (f"ss:{name}", name):
        if key in facts:
            return facts[key]
    return next((value for key, value in facts.items() if key.endswith(f":{name}")), otherwise)


def _place(facts: Attributes, name: str, otherwise: int) -> int:
    text = _fact(facts, name)
    return min(int(text[:9]), LAST_ROW) if text.isdecimal() else min(otherwise, LAST_ROW)


def read_spreadsheetml(text: str) -> list[Sheet]:
    """Return the sheets. Errors: Unreadable: damaged, too large, or with entity declarations."""
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        raise Unreadable(HOSTILE_XML)
    start = text.find("?>") + 2 if text.lstrip("\ufeff \r\n\t").startswith("<?xml") else 0
    data = mended(text[start:].lstrip("\ufeff").encode("utf-8", "replace"))
    if data.count(b"<") > MAX_TAGS:
        raise too_large()
    reader = _Reader()
    try:
        feed([data], reader)
    except expat.ExpatError as error:
        raise Unreadable(DAMAGED) from error
    return [cells.sheet() for cells in reader.sheets]
