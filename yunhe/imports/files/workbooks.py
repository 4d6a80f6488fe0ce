"""Workbooks of Excel since 2007 and of WPS: .xlsx, .xlsm. Macros, links and pictures are never looked at.

The parts are read cell by cell; nothing is laid out before its extent is known.
"""

import datetime
import re
from collections.abc import Callable
from xml.parsers import expat

from yunhe.imports.files.cells import LONGEST, MAX_COLUMNS, MAX_TEXT, Budget, Cells, Value, too_large
from yunhe.imports.files.looks import COLOURED, DATE, STRUCK, ZEROS, Looks
from yunhe.imports.files.parts import Archive, Attributes
from yunhe.imports.files.refusing import DAMAGED, RESAVE, SLIDES, WORD, Unreadable
from yunhe.imports.grid import Sheet, column_index, tidy

_LETTERS = re.compile(r"[A-Z]{1,3}")
_RANGE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})")
_FIRST_DAY = {False: datetime.datetime(1899, 12, 30), True: datetime.datetime(1904, 1, 1)}  # noqa: DTZ001 days of a sheet
_VALUES = {"v", "t"}
TRUE = {"1", "true"}


def read_workbook(content: bytes, archive: Archive, read_others: Callable[[bytes, Budget], list[Sheet]]) -> list[Sheet]:
    """Return the sheets of a zipped workbook. read_others: for those that are not kept as XML sheets (xlsb, ods).

    Errors: Unreadable: damaged, too large unpacked, not a workbook.
    """
    budget = Budget()
    if "xl/workbook.bin" in archive or "content.xml" in archive:
        return read_others(content, budget)
    if not archive.begins("xl/workbook"):
        raise Unreadable(_no_workbook(archive))
    book = _Book(archive)
    looks = Looks(archive, "xl/styles.xml").styles
    strings = _Strings(archive, "xl/sharedstrings.xml").strings
    sheets = []
    for name, part, is_hidden in book.sheets:
        cells = Cells(name, budget, is_hidden=is_hidden)
        sheet = _SheetReader(cells, strings, looks, is_1904=book.is_1904).read(archive, part)
        sheet.is_1904 = book.is_1904
        sheets.append(sheet)
    return sheets


def _no_workbook(archive: Archive) -> str:
    if archive.begins("word/"):
        return WORD
    if archive.begins("ppt/"):
        return SLIDES
    if "[Content_Types].xml" in archive:
        return DAMAGED
    return "这是压缩包，不是表格。请先解压，再导入里面的表格。"


class _Book:
    """Names of the sheets in their order, each with its part ("" for a chart), and the calendar."""

    def __init__(self, archive: Archive):
        self.sheets: list[tuple[str, str, bool]] = []
        self.is_1904 = False
        self._parts: dict[str, str] = {}
        archive.feed_mended("xl/_rels/workbook.xml.rels", self)
        archive.feed_mended("xl/workbook.xml", self)
        if not self.sheets:
            raise Unreadable(f"文件里没有工作表。{RESAVE}")

    def start(self, name: str, facts: Attributes) -> None:
        """Read an element of either part."""
        if name == "Relationship" and facts.get("Type", "").endswith("/worksheet"):
            target = facts.get("Target", "").replace("\\", "/")
            self._parts[facts.get("Id", "")] = target if target.startswith("/") else f"xl/{target}"
        elif name == "sheet":
            relation = next((value for key, value in facts.items() if key.endswith(":id")), "")
            is_hidden = facts.get("state", "visible") != "visible"
            self.sheets.append((facts.get("name", "Sheet")[:31], self._parts.get(relation, ""), is_hidden))
        elif name == "workbookPr":
            self.is_1904 = facts.get("date1904", "0") in TRUE

    def end(self, name: str) -> None:
        """Nothing ends here."""

    def text(self, text: str) -> None:
        """Nothing is written between."""


class _Texts:
    """Gathers the text of strings and values: what stands in <v> and <t>, without readings above it (<rPh>)."""

    def __init__(self) -> None:
        self.found = ""
        self._is_open = self._is_above = False

    def start(self, name: str, _facts: Attributes) -> None:
        """An element begins whose text counts, or does not."""
        if name in _VALUES:
            self._is_open = not self._is_above
        elif name == "rPh":
            self._is_above = True

    def end(self, name: str) -> None:
        self._is_open = False
        if name == "rPh":
            self._is_above = False

    def text(self, text: str) -> None:
        """Take a piece of text; of a long one the beginning."""
        if self._is_open and len(self.found) < LONGEST:
            self.found += text


class _Strings(_Texts):
    """The texts that cells refer to by number, tidied; None where nothing is left."""

    def __init__(self, archive: Archive, part: str):
        super().__init__()
        self.strings: list[Value] = []
        self._left = 2 * MAX_TEXT
        try:
            archive.feed(part, self)
        except expat.ExpatError:
            self.strings = []
            archive.feed_mended(part, self)

    def start(self, name: str, facts: Attributes) -> None:
        """Begin a string, or a part of it."""
        if name == "si":
            self.found = ""
        else:
            super().start(name, facts)

    def end(self, name: str) -> None:
        """End a string, or a part of it. Errors: Unreadable, too much."""
        if name != "si":
            super().end(name)
            return
        value = tidy(self.found)
        self.strings.append(value[:LONGEST] if value else None)
        self._left -= len(self.found)
        if self._left < 0:
            raise too_large()


class _SheetReader(_Texts):
    """Reads the XML of one sheet into `cells`. Half a million cells pass here: the frequent elements come first."""

    def __init__(self, cells: Cells, strings: list[Value], looks: dict[str, int], *, is_1904: bool):
        super().__init__()
        self.cells, self.strings, self.looks, self.is_1904 = cells, strings, looks, is_1904
        self._columns: dict[str, int] = {}
        self._row = self._column = -1
        self._row_text = ""
        self._row_is_hidden = self._has_formula = False
        self._kind = self._style = ""

    def read(self, archive: Archive, part: str) -> Sheet:
        """Return what the part holds. Errors: Unreadable."""
        try:
            archive.feed(part, self)
        except expat.ExpatError:
            self._row = self._column = -1  # what was read is read again
            archive.feed_mended(part, self)
        return self.cells.sheet()

    def start(self, name: str, facts: Attributes) -> None:
        """Read an element."""
        if name == "c":
            self._place(facts.get("r"))
            self._kind, self._style = facts.get("t", "n"), facts.get("s", "")
            self._has_formula, self.found = False, ""
        elif name in _VALUES:
            self._is_open = not self._is_above
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            number = facts.get("r", "")
            if not number.isdecimal() or len(number) > 7:
                number = str(self._row + 2)
            self._row_text, self._row, self._column = number, int(number) - 1, -1
            self._row_is_hidden = facts.get("hidden") in TRUE
        elif name == "mergeCell":
            self._merge(facts.get("ref", ""))
        elif name == "col":
            self._hide(facts)
        else:
            super().start(name, facts)

    def end(self, name: str) -> None:
        """End a cell or a row."""
        if name in _VALUES:
            self._is_open = False
        elif name == "c":
            self._end_cell(self.found)
        elif name == "row":
            if self._row_is_hidden and self.cells.has(self._row):
                self.cells.hidden_rows.add(self._row)
        else:
            super().end(name)

    def _place(self, place: str | None) -> None:
        """Go to the cell that an element names; without a name it is the next one."""
        if not place:
            self._column += 1
            return
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            if not _LETTERS.fullmatch(letters):
                raise Unreadable(DAMAGED)
            column = self._columns[letters] = column_index(letters)
        self._column = column
        number = place[len(letters) :]
        if number != self._row_text:
            if not 0 < len(number) < 8 or number[0] == "0":
                raise Unreadable(DAMAGED)
            self._row_text, self._row = number, int(number) - 1

    def _end_cell(self, text: str) -> None:
        row, column, kind = self._row, self._column, self._kind
        look = self.looks.get(self._style, 0)
        if not text:
            if self._has_formula:
                self.cells.lacks_result(row, column)
            return
        if kind == "s":
            number = int(text) if text.isdecimal() and len(text) < 9 else -1
            value = self.strings[number] if 0 <= number < len(self.strings) else None
            if value is None:
                return
            self.cells.keep(row, column, value)
        elif not self.cells.put(row, column, self._value(kind, text, look)):
            return
        if kind == "e":
            self.cells.errors.add((row, column))
        if look & STRUCK:
            self.cells.struck.add((row, column))
        if look & COLOURED:
            self.cells.coloured.add((row, column))

    def _value(self, kind: str, text: str, look: int) -> Value:
        if kind == "n":
            value = number_of(text, is_date=bool(look & DATE), is_1904=self.is_1904)
            return with_zeros(value, look >> ZEROS) if look >> ZEROS else value
        if kind == "b":
            return text.strip() in TRUE
        if kind == "e":
            return "#N/A"
        return moment_of(text) if kind == "d" else text

    def _hide(self, facts: Attributes) -> None:
        if facts.get("hidden") in TRUE or facts.get("width") == "0":
            first, last = (facts.get(key, "1")[:6] for key in ("min", "max"))
            if first.isdecimal() and last.isdecimal():
                self.cells.hidden_columns.update(range(int(first) - 1, min(int(last), MAX_COLUMNS)))

    def _merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference)
        if found:
            left, top, right, bottom = found.groups()
            self.cells.merge(int(top) - 1, column_index(left), int(bottom) - 1, column_index(right))


def with_zeros(value: Value, width: int) -> Value:
    """Return a number as a format of zeros shows it: 7 in 0000 is "0007", a code and no amount."""
    if isinstance(value, float) and value.is_integer() and 0 <= value < 10 ** (width - 1):
        return str(int(value)).zfill(width)
    return value


def number_of(text: str, *, is_date: bool, is_1904: bool = False) -> Value:
    """Return the number in a cell, as a day or time where its format says so; text that is no number stays text."""
    try:
        number = float(text)
    except ValueError:
        return text
    if number != number or number in (float("inf"), float("-inf")):
        return text
    return day_of(number, is_1904=is_1904) if is_date else number


def day_of(number: float, *, is_1904: bool = False) -> Value:
    """Return the day, moment or time that a number of days stands for; the number itself where there is none."""
    if not 0 <= number < 2_958_466:
        return number
    if number < 1:
        seconds = min(round(number * 86_400), 86_399)
        return (_FIRST_DAY[False] + datetime.timedelta(seconds=seconds)).time()
    if number < 60 and not is_1904:
        number += 1  # the calendar has a 29 February 1900 that never was
    try:
        moment = _FIRST_DAY[is_1904] + datetime.timedelta(seconds=round(number * 86_400))
    except OverflowError:
        return number
    return moment.date() if moment.time() == datetime.time.min else moment


def moment_of(text: str) -> Value:
    """Return the day or moment in an ISO text; the text itself when it is none."""
    try:
        moment = datetime.datetime.fromisoformat(text.strip().removesuffix("Z")).replace(tzinfo=None)
    except ValueError:
        return text
    return moment.date() if moment.time() == datetime.time.min else moment
