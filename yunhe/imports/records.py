"""What a sheet is taken apart into."""

from dataclasses import dataclass, field

from yunhe.imports.grid import column_letter


@dataclass(slots=True)
class Record:
    """One person's cells. row: from 0; part: 0, or 1, 2 … side by side; section: number of section rows above it."""

    row: int
    part: int
    values: dict[str, object]
    columns: dict[str, int]
    extra: dict[str, list]
    table: int
    section: int
    is_hidden: bool = False
    rows: dict[str, int] = field(default_factory=dict)  # where the cells are not all in `row` (cards)

    def cell_of(self, key: str) -> str:
        """Return the address in the sheet of what was read as `key` ("F12"), of its row alone ("12") where there is no such cell."""
        column, line = self.columns.get(key), self.rows.get(key, self.row) + 1
        return str(line) if column is None else f"{column_letter(column)}{line}"


@dataclass(slots=True)
class Total:
    """A 小计 or 合计 row: how many records it covers (start..end of `records`), people stated, other numbers by field."""

    row: int
    label: str
    start: int
    end: int
    is_grand: bool
    people: int | None
    numbers: dict[str, int]
