"""Finding the heading rows of a table by themselves, and which column holds what."""

import hashlib
import itertools
import re
from dataclasses import dataclass, field

from yunhe.imports.fields import Vocabulary, fold_heading
from yunhe.imports.grid import Sheet, column_letter

MAX_HEADING_ROWS = 3
MAX_SIDE_BY_SIDE = 8  # people in one row: no sheet of paper has room for more
_NAME_MARK = re.compile(r"名|代\s*表\s*$|户\s*主|联\s*系\s*户")
_FORM_LINE = re.compile(r"[:：]|填报|制表|单位\s*人|年\s*\d*\s*月|第\s*\d+\s*页")


Merge = tuple[int, int, int, int]


@dataclass(slots=True)
class Column:
    """One column of a table: its heading path, the field it was read as, and what it would be if it were not hidden."""

    index: int
    path: tuple[str, ...]
    field: str = ""
    suggested: str = ""
    is_hidden: bool = False

    @property
    def label(self) -> str:
        """The heading as one text, e.g. 现居住地/社区（村）."""
        return "/".join(re.sub(r"\s+", "", part) for part in self.path)


@dataclass(slots=True)
class Table:
    """One table of a sheet: heading rows first..last (from 0), its columns, and the groups of people side by side.

    groups: for each person of a row, {field key: [column indexes]}; columns outside the repeated part are in all.
    """

    first: int
    last: int
    columns: list[Column]
    groups: list[dict[str, list[int]]] = field(default_factory=list)
    signature: str = ""
    name_columns: list[int] = field(default_factory=list)


class HeadingFinder:
    """Looks for heading rows in one sheet."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary):
        """Prepare the merged ranges by row: a sheet may have as many of them as rows."""
        self.sheet, self.vocabulary = sheet, vocabulary
        self.starting: dict[int, list[Merge]] = {}  # first row → the ranges that begin there
        self._wide: set[int] = set()  # rows that a range of three or more columns lies over
        for merge in sheet.merges:
            self.starting.setdefault(merge[0], []).append(merge)
            if merge[3] - merge[1] >= 2:
                self._wide.update(range(merge[0], merge[2] + 1))
        self._covering: dict[tuple[int, int], Merge] = {}
        for merge in sheet.merges:
            top, left, bottom, right = merge
            if bottom - top <= 10 and right - left <= 60:
                for row in range(top, bottom + 1):
                    for column in range(left, right + 1):
                        self._covering[row, column] = merge
        self._is_name: dict[str, bool] = {}

    def is_spread(self, row: int) -> bool:
        """Whether a range of three or more columns lies over a row."""
        return row in self._wide

    def value(self, row: int, column: int):
        """Return the cell's value, or that of the merged range it lies in."""
        merge = self._covering.get((row, column))
        if merge is not None:
            row, column = merge[0], merge[1]
        rows = self.sheet.rows
        return rows[row][column] if row < len(rows) and column < len(rows[row]) else None

    def name_columns(self, row: int) -> list[int]:
        return [index for index, value in enumerate(self.sheet.rows[row]) if self._heads_name(value)]

    def _heads_name(self, value) -> bool:
        if type(value) is not str or len(value) > 16 or not _NAME_MARK.search(value):
            return False
        known = self._is_name.get(value)
        if known is None:
            known = self._is_name[value] = self.vocabulary.is_name_heading(value)
        return known

    def block_at(self, row: int) -> tuple[int, int] | None:
        """Return first and last heading row when `row` is (part of) a heading, else None."""
        known = self._known(row)
        first, last = self._upwards(row), self._downwards(row)
        if len(known) < 2:
            beside = sum(len(self._known(other)) for other in range(first, last + 1))
            alone = sum(1 for value in self.sheet.rows[row] if value is not None) == 1
            if beside < 2 and not (
                alone and fold_heading(self.sheet.rows[row][known[0]] if known else "").endswith("姓名")
            ):
                return None
        filled = [value for value in self.sheet.rows[row] if value is not None]
        if len(known) * 3 < len(filled):
            return None
        return first, last

    def _known(self, row: int) -> list[int]:
        return [
            index
            for index, value in enumerate(self.sheet.rows[row])
            if type(value) is str and len(value) <= 40 and self.vocabulary.knows(value)
        ]

    def _upwards(self, row: int) -> int:
        first = row
        while first > 0 and row - first < MAX_HEADING_ROWS - 1:
            above = self.sheet.rows[first - 1]
            filled = [(index, value) for index, value in enumerate(above) if value is not None]
            if not filled or any(not isinstance(value, str) or len(value) > 24 for _index, value in filled):
                break
            if any(_FORM_LINE.search(value) for _index, value in filled):
                break
            known = [index for index, value in filled if self.vocabulary.knows(value)]
            spans = [self._covering.get((first - 1, index)) for index, _value in filled]
            title = len(filled) == 1 and (
                not known or bool(spans[0] and spans[0][3] - spans[0][1] + 1 >= len(above) - 1 and len(above) > 3)
            )
            if title or not known:
                break
            if any(self._heads_name(value) for _index, value in filled):
                break
            first -= 1
        return first

    def _downwards(self, row: int) -> int:
        last = row
        for merge in self.starting.get(row, ()):
            if row < merge[2] < row + MAX_HEADING_ROWS and merge[3] - merge[1] <= 30:
                value = self.value(row, merge[1])
                if isinstance(value, str) and self.vocabulary.knows(value):
                    last = max(last, merge[2])
        names = self.name_columns(row)
        while last + 1 < len(self.sheet.rows) and last - row < MAX_HEADING_ROWS - 1:
            below = self.sheet.rows[last + 1]
            filled = [value for value in below if value is not None]
            if not filled or any(not isinstance(value, str) for value in filled):
                break
            known = self._known(last + 1)
            if any(below[index] is not None and not self._heads_name(below[index]) for index in names):
                break
            if not known or len(known) * 2 < len(filled):
                break
            if names and any(self._heads_name(value) for value in below):
                break
            last += 1
        return last

    def paths(self, first: int, last: int) -> list[tuple[str, ...]]:
        """Return the heading path of every column of the sheet."""
        width = max(len(self.sheet.rows[row]) for row in range(first, last + 1))
        merged = any(row in self.starting for row in range(first, last + 1))
        paths = []
        for column in range(width):
            path: list[str] = []
            for row in range(first, last + 1):
                value = self.value(row, column)
                if value is None and row < last and not merged:
                    value = self._group_to_the_left(row, column)
                text = str(value).strip() if value is not None else ""
                if text and (not path or path[-1] != text):
                    path.append(text)
            paths.append(tuple(path))
        return paths

    def _group_to_the_left(self, row: int, column: int):
        """Return the group heading that an empty cell belongs to where the file knows no merged cells (CSV)."""
        if self.value(row + 1, column) is None:
            return None
        for left in range(column - 1, -1, -1):
            value = self.value(row, left)
            if value is not None:
                return value if self.value(row + 1, left) is not None else None
        return None


def make_table(
    sheet: Sheet,
    finder: HeadingFinder,
    block: tuple[int, int],
    *,
    chosen: dict[str, str],
    remembered: dict[str, dict[str, str]],
) -> Table:
    """Return the table headed by rows `block`.

    chosen: {column index: field key or ""} as corrected by hand for this file; remembered: {signature: {heading: field
    key}} as corrected by the office before. Hidden columns are not read unless a person chose so (or it is the name).
    """
    vocabulary = finder.vocabulary
    paths = finder.paths(*block)
    folded = "|".join("/".join(fold_heading(part) for part in path) for path in paths)
    signature = hashlib.sha256(folded.encode()).hexdigest()[:32]
    known = remembered.get(signature, {})
    table = Table(first=block[0], last=block[1], columns=[], signature=signature)
    for index, path in enumerate(paths):
        column = Column(index, path, is_hidden=index in sheet.hidden_columns)
        column.suggested = vocabulary.match(path) or ""
        if str(index) in chosen:
            column.field = chosen[str(index)]
        elif column.label in known:
            column.field = known[column.label]
        elif not column.is_hidden or column.suggested == vocabulary.name_key:
            column.field = column.suggested
        table.columns.append(column)
    _group(table, vocabulary.name_key)
    return table


def _group(table: Table, name_key: str) -> None:
    """Split repeated headings into groups of one person each."""
    names = [column.index for column in table.columns if column.field == name_key]
    table.name_columns = names
    labels = [column.label for column in table.columns]
    if len(names) < 2:
        table.groups = [_fields(table, range(len(labels)))] if names else []
        return
    before = 0
    while (
        names[0] - before - 1 >= 0
        and names[1] - before - 1 > names[0]
        and labels[names[0] - before - 1] == labels[names[1] - before - 1]
    ):
        before += 1
    starts = [index - before for index in names]
    period = starts[1] - starts[0]
    uneven = any(later - earlier != period for earlier, later in itertools.pairwise(starts))
    if uneven or period < 2 or len(names) > MAX_SIDE_BY_SIDE:
        table.groups = [
            _fields(table, range(len(labels)))
        ]  # name columns that do not repeat, or far too many: the first is meant
        table.name_columns = names[:1]
        return
    shared = [*range(starts[0]), *range(starts[-1] + period, len(labels))]
    table.groups = [_fields(table, [*range(start, min(start + period, len(labels))), *shared]) for start in starts]


def _fields(table: Table, indexes) -> dict[str, list[int]]:
    fields: dict[str, list[int]] = {}
    for index in indexes:
        key = table.columns[index].field
        if key:
            fields.setdefault(key, []).append(index)
    return fields


def describe(table: Table) -> dict:
    """Return the table as the mapping page shows it."""
    return {
        "first_row": table.first + 1,
        "last_row": table.last + 1,
        "signature": table.signature,
        "people_per_row": len(table.groups),
        "columns": [
            {
                "index": column.index,
                "letter": column_letter(column.index),
                "label": column.label,
                "field": column.field,
                "suggested": column.suggested,
                "hidden": column.is_hidden,
            }
            for column in table.columns
            if column.path or column.field
        ],
    }
