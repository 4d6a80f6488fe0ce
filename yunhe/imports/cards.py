"""Registers printed one sheet a person: headings and values side by side (姓名 | 张三 | 性别 | 男) instead of a table."""

import re

from yunhe.imports.fields import Vocabulary
from yunhe.imports.grid import Sheet
from yunhe.imports.headers import HeadingFinder
from yunhe.imports.records import Record

_FOLLOWING = 4  # rows below the name in which a further heading must begin a line


def _is_label(vocabulary: Vocabulary, value: object) -> bool:
    return isinstance(value, str) and len(value) <= 24 and vocabulary.knows(value)


def has_cards(sheet: Sheet, finder: HeadingFinder) -> bool:
    """Whether the sheet's first heading of a name is followed by a name and stands in a form, not over a column."""
    vocabulary = finder.vocabulary
    for number, row in enumerate(sheet.rows[:15]):
        columns = finder.name_columns(number)
        if not columns:
            continue
        column = columns[0]
        beside = next((value for value in row[column + 1 :] if value is not None), None)
        if beside is None or _is_label(vocabulary, beside) or not re.search(r"[\u3400-\u9fff]", str(beside)):
            return False
        below = sheet.rows[number + 1 : number + 1 + _FOLLOWING]
        firsts = [next((value for value in line if value is not None), None) for line in below]
        labels = [first for first in firsts if _is_label(vocabulary, first) and not vocabulary.is_name_heading(first)]
        return len(labels) >= min(2, len([first for first in firsts if first is not None])) > 0
    return False


def read_cards(sheet: Sheet, finder: HeadingFinder) -> tuple[list[Record], list[str]]:
    """Return one record for each card of the sheet, and the title lines above the first."""
    vocabulary = finder.vocabulary
    records: list[Record] = []
    titles: list[str] = []
    for number, row in enumerate(sheet.rows):
        filled = [(index, value) for index, value in enumerate(row) if value is not None]
        labels = [_is_label(vocabulary, value) for _index, value in filled]
        if not any(labels):
            if not records:
                titles += [str(value).strip() for _index, value in filled]
            continue
        group = ""
        for position, (_index, value) in enumerate(filled):
            if not labels[position]:
                continue
            following = filled[position + 1] if position + 1 < len(filled) else None
            if following is not None and labels[position + 1] and _parts(vocabulary, value, following[1]):
                group = str(value)
                continue
            key = vocabulary.match((group, str(value))) if group else vocabulary.match((str(value),))
            key = key or vocabulary.match((str(value),))
            if key is None or following is None:
                continue
            if labels[position + 1] and str(following[1]).strip() not in vocabulary.fields[key].choices:
                continue
            if key == vocabulary.name_key:
                records.append(Record(number, 0, {}, {}, {}, 0, 0, is_hidden=number in sheet.hidden_rows))
            if records and key not in records[-1].values:
                records[-1].values[key] = following[1]
                records[-1].columns[key] = following[0]
                records[-1].rows[key] = number
    return records, titles


def _parts(vocabulary: Vocabulary, group: object, leaf: object) -> bool:
    """Whether two neighbouring headings are a group and its part, as in 现居住地 | 街道."""
    return vocabulary.match((str(group), str(leaf))) not in {None, vocabulary.match((str(leaf),))}
