"""Cells by position: counted while they are read, laid out when their extent is known. What is too much ends here."""

from datetime import date, time

from yunhe.imports.files.refusing import DAMAGED, TOO_LARGE, TOO_MUCH, Unreadable
from yunhe.imports.grid import Sheet, column_letter, tidy

MAX_COLUMNS = 400
MAX_CELLS = 500_000  # with content, in all sheets: a roster of 20,000 people and 25 columns
MAX_AREA = 2_000_000  # last row × last column, summed over the sheets; this much is laid out
MAX_TEXT = 5_000_000  # characters in all cells, ten each: a text that stands once in the file may be shown by many
LONGEST = 2_000  # of a longer text the beginning is kept: no column of a register takes so much
MAX_SHEETS = 300
MAX_MERGES = 50_000

Value = str | int | float | bool | date | time | None
Merge = tuple[int, int, int, int]


class Budget:
    """What one file may still take."""

    def __init__(self) -> None:
        self.cells, self.text, self.area, self.sheets = MAX_CELLS, MAX_TEXT, MAX_AREA, MAX_SHEETS


class Cells:
    """One sheet while it is read. The readers put values and marks; `sheet` gives the result."""

    def __init__(self, name: str, budget: Budget, *, is_hidden: bool = False):
        """Errors: Unreadable when the file has too many sheets."""
        self.name, self.budget, self.is_hidden = name, budget, is_hidden
        self.height = self.width = 0
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.uncached: set[tuple[int, int]] = set()
        self.errors: set[tuple[int, int]] = set()
        self.struck: set[tuple[int, int]] = set()
        self.coloured: set[tuple[int, int]] = set()
        self._rows: dict[int, list[Value]] = {}
        self._merges: list[Merge] = []
        budget.sheets -= 1
        if budget.sheets < 0:
            raise Unreadable(f"文件有 {MAX_SHEETS} 个以上的工作表，不像名册。请删除多余的工作表后再导入。")

    def put(self, row: int, column: int, value: Value) -> bool:
        """Take a value (rows and columns from 0); return whether anything is left of it. Errors: Unreadable, too much."""
        value = tidy(value)
        if value is None:
            return False
        self.keep(row, column, value[:LONGEST] if type(value) is str else value)
        return True

    def keep(self, row: int, column: int, value: Value) -> None:
        """Take a value that is tidy and no longer than LONGEST. Errors: Unreadable, too much."""
        budget = self.budget
        budget.cells -= 1
        if type(value) is str:
            budget.text -= len(value)
        if budget.cells < 0 or budget.text < 0:
            raise Unreadable(TOO_MUCH)
        if row >= self.height or column >= self.width:
            self._grow(row, column)
        line = self._rows.get(row)
        if line is None:
            line = self._rows[row] = []
        place = len(line)
        if column == place:
            line.append(value)
        elif column > place:
            line.extend([None] * (column - place))
            line.append(value)
        else:
            line[column] = value

    def _grow(self, row: int, column: int) -> None:
        """Widen the range in use to a cell; nothing has been laid out for it yet."""
        if column >= MAX_COLUMNS:
            raise Unreadable(
                f"工作表“{self.name}”在 {column_letter(column)} 列还有内容（第 {row + 1} 行），共 {column + 1} 列，不像名册。"
                "请删除右侧多余的列后再导入。"
            )
        self.height, self.width = max(self.height, row + 1), max(self.width, column + 1)
        if self.height * self.width > self.budget.area:
            raise Unreadable(
                f"工作表“{self.name}”的单元格 {column_letter(column)}{row + 1} 里有内容，离其他内容太远，整张表展开后过大。"
                "请删除这个单元格，或把多余的行列删掉后再导入。"
            )

    def lacks_result(self, row: int, column: int) -> None:
        """Take a formula whose result the file does not hold. Errors: Unreadable, too much."""
        self.budget.cells -= 1
        if self.budget.cells < 0:
            raise Unreadable(TOO_MUCH)
        if column < MAX_COLUMNS:
            self.uncached.add((row, column))

    def has(self, row: int) -> bool:
        """Whether anything stands in a row."""
        return row in self._rows

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Take a merged range. Errors: Unreadable, too many."""
        if len(self._merges) >= MAX_MERGES:
            raise Unreadable("文件里的合并单元格太多，不像名册。请取消多余的合并后再导入。")
        if 0 <= top <= bottom and 0 <= left <= right:
            self._merges.append((top, left, bottom, right))

    def sheet(self) -> Sheet:
        """Return what was read. Errors: Unreadable when merged ranges lie one over another."""
        self.budget.area -= self.height * self.width
        rows: list[list[Value]] = []
        for number in range(self.height):
            line = self._rows.get(number, [])
            line.extend([None] * (self.width - len(line)))
            rows.append(line)
        return Sheet(
            name=self.name,
            rows=rows,
            is_hidden=self.is_hidden,
            hidden_rows={row for row in self.hidden_rows if row < self.height},
            hidden_columns={column for column in self.hidden_columns if column < MAX_COLUMNS},
            merges=self._ranges(),
            uncached=self.uncached,
            errors=self.errors,
            struck=self.struck,
            coloured=self.coloured,
        )

    def _ranges(self) -> list[Merge]:
        """Return the merged ranges as far as they lie in the sheet. Together they cover no more than the sheet has."""
        kept, covered = [], 0
        for top, left, bottom, right in self._merges:
            bottom, right = min(bottom, self.height - 1), min(right, self.width - 1)
            if bottom < top or right < left or (bottom == top and right == left):
                continue
            kept.append((top, left, bottom, right))
            covered += (bottom - top + 1) * (right - left + 1)
        if covered > self.height * self.width:
            raise Unreadable(DAMAGED)
        return kept


def too_large() -> Unreadable:
    """Return the refusal of a file that unpacks to too much."""
    return Unreadable(TOO_LARGE)
