"""Cells that a person corrects in the preview: which cells a row was read from, and the corrected ones put into the sheets.

The file itself stays as it came; corrections are kept with the run, encrypted, and go in before the rows are read again.
"""

from collections.abc import Mapping, Sequence

from yunhe.imports.fields import Vocabulary
from yunhe.imports.grid import Sheet, tidy
from yunhe.imports.layout import SheetLayout
from yunhe.imports.records import Record

CELLS = "_cells"  # the key of a row's payload under which its cells stand
Cells = dict[str, list]  # {field key: [row, column, text]}, row and column from 0


def cells_of(layout: SheetLayout, record: Record, vocabulary: Vocabulary) -> Cells:
    """Return the record's own cells, empty ones too. A cell that takes its value from above is not the record's own."""
    rows = layout.sheet.rows
    if not layout.tables:  # a register of cards
        places = {key: (record.rows.get(key, record.row), column) for key, column in record.columns.items()}
    else:
        group = layout.tables[record.table].groups[max(record.part - 1, 0)]
        places = {key: (record.row, indexes[0]) for key, indexes in group.items()}
    found: Cells = {}
    for key, (row, column) in places.items():
        value = rows[row][column] if column < len(rows[row]) else None
        if value is None and vocabulary.fields[key].inherits:
            continue
        found[key] = [row, column, "" if value is None else str(value)]
    return found


def put_into(sheets: Sequence[Sheet], corrections: Mapping[str, Mapping[str, str]]) -> None:
    """Put corrected cells into the sheets. corrections: {sheet name: {"row:column": text}}, "" for an emptied cell."""
    for sheet in sheets:
        for place, text in corrections.get(sheet.name, {}).items():
            row, column = (int(number) for number in place.split(":"))
            if row < len(sheet.rows) and column < len(sheet.rows[row]):
                sheet.rows[row][column] = tidy(text)
                sheet.uncached.discard((row, column))
                sheet.errors.discard((row, column))
