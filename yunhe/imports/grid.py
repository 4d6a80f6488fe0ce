"""A sheet as the readers hand it over, whatever kind of file it came from."""

import re
from dataclasses import dataclass, field

from yunhe.imports.refusals import UnreadableFile

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EMPTY = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u3164]*")
MAX_COLUMNS = 400


@dataclass(slots=True)
class Sheet:
    """Cells by absolute position: rows[0] is row 1 of the sheet; trailing empty rows and columns are gone.

    Values are str, int, float, bool, date, datetime, time or None. merges: (first row, first column, last row, last
    column), all from 0. uncached: cells whose formula has no stored result; errors: cells that show #N/A and the like;
    struck, coloured: cells that say something by their looks.
    """

    name: str
    rows: list[list]
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)
    coloured: set[tuple[int, int]] = field(default_factory=set)


def tidy(value):
    """Return a cell value without what files add: blank text → None, 3.0 → 3, _x000D_ → its character."""
    kind = type(value)
    if kind is str:
        if "\x00" in value:
            value = value.replace("\x00", "")  # the database refuses it
        if "_x00" in value:
            value = _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), value).replace("\x00", "")
        return None if _EMPTY.fullmatch(value) else value
    if kind is float and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def make_sheet(name: str, rows: list[list], **facts) -> Sheet:
    """Return a sheet of raw `rows` with tidied values, cut to the range in use. Raises UnreadableFile when too wide."""
    kept = [[tidy(value) for value in row] for row in rows]
    while kept and all(value is None for value in kept[-1]):
        kept.pop()
    width = 0
    for row in kept:
        end = len(row)
        while end > width and row[end - 1] is None:
            end -= 1
        width = max(width, end)
    if width > MAX_COLUMNS:
        raise UnreadableFile(f"工作表“{name}”有 {width} 列，不像名册。请删除右侧多余的列后再导入。")
    return Sheet(name=name, rows=[row[:width] + [None] * (width - len(row)) for row in kept], **facts)


def column_letter(index: int) -> str:
    """Return the letters of a column: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the number, from 0, of a column by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
