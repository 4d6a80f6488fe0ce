"""A sheet as the readers hand it over, whatever kind of file it came from."""

import re
from dataclasses import dataclass, field

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EMPTY = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u3164]*")
_BREAKS = {0x0B: "\n", 0x0C: "\n"}  # line breaks of Word
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # no database, no XML and no person takes these


@dataclass(slots=True)
class Sheet:
    """Cells by absolute position: rows[0] is row 1 of the sheet; trailing empty rows and columns are gone.

    Values are str, int, float, bool, date, datetime, time or None. merges: (first row, first column, last row, last
    column), all from 0, inside the rows and not one over another. uncached: cells whose formula has no stored result;
    errors: cells that show #N/A and the like; struck, coloured: cells that say something by their looks.
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
    is_1904: bool = False  # plain numbers that are days count from 1904


def tidy(value):
    """Return a cell value without what files add: blank text → None, 3.0 → 3, _x000D_ → its character."""
    kind = type(value)
    if kind is str:
        if "_x" in value:
            value = _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), value)
        if not value.isprintable():
            value = _NEVER.sub("", value.translate(_BREAKS))
        return None if _EMPTY.fullmatch(value) else value
    if kind is float and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


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
