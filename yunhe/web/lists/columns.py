"""Columns of a list: what the screen shows and what the export writes, said once.

The kinds that many lists have are functions: `field` (sorted by what it shows), `choice`, `state` (with its tone), `badged` (a word with a tone that the row itself has no
state for), `unit` (an area, in the order of areas), `counted` (a number). What they do not say goes to the column.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yunhe.kit.markup import markup, safe
from yunhe.web.templatetags.ui import badge, state_badge

Value = str | int | float | None
SHORT = 6  # signs: 法律法规, 乡镇, 刘清泉
DAY = re.compile(r"\d{4}-\d\d")


@dataclass(frozen=True)
class Column:
    """One column.

    value: attribute path ("origin.name", "get_state_display") or function row -> text, number, date; shown and exported.
    cell: function row -> safe text, where the screen shows more than the value (a badge, a link).
    sort: ORM fields to order by; a column without cannot be sorted. shown: unless the user chooses otherwise.
    is_title: the row's name, always shown, links to the row's page. number: set to the right.
    """

    key: str
    label: str
    value: str | Callable[[Any], Any]
    cell: Callable[[Any], str] | None = None
    sort: tuple[str, ...] = ()
    shown: bool = True
    is_title: bool = False
    number: bool = False

    def read(self, row) -> Value:
        """Return the plain value of `row`: text, number or None; dates as 2026-11-03, yes and no as 是 and 否."""
        return plain(self.value(row) if callable(self.value) else follow(row, self.value))

    def show(self, row) -> str:
        """Return what the screen shows for `row`."""
        if self.cell:
            return self.cell(row)
        value = self.read(row)
        return "" if value is None else safe(markup(value))

    def look(self, content: str) -> SafeString:
        """Return the class of the cell that shows `content`: a number stands right, a day or a short word is not broken."""
        if self.number:
            return SafeString(' class="number"')
        return SafeString(' class="nowrap"') if len(content) <= SHORT or DAY.match(content) else SafeString("")


def field(key: str, label: str, path: str = "", **more: Any) -> Column:
    """Return the column of the field behind `path` (without one: `key`), sorted by it: field("team", "团队", "team.name")."""
    path = path or key
    return Column(key, label, path, **{"sort": (path.replace(".", "__"),), **more})


def choice(key: str, label: str, **more: Any) -> Column:
    """Return the column of the choice field `key`: the label of what was chosen, sorted by it."""
    return Column(key, label, f"get_{key}_display", **{"sort": (key,), **more})


def state(
    label: str = "状态",
    key: str = "state",
    *,
    beside: Callable[[Any], tuple[str, str] | None] | None = None,
    **more: Any,
) -> Column:
    """Return the column of the choice field `key` that is a State: its label in its tone, sorted by it.

    beside: a second badge on the screen, its words and tone, None where there is none: 逾期.
    """

    def cell(row: Any) -> str:
        second = beside(row) if beside else None
        shown = state_badge(row, name=key)
        return format_html("{} {}", shown, badge(*second)) if second else shown

    return Column(key, label, f"get_{key}_display", **{"cell": cell, "sort": (key,), **more})


def late(word: str) -> Callable[[Any], tuple[str, str] | None]:
    """Return what stands beside a state: `word` where the row `is_late`. state(beside=late("逾期"))"""
    return lambda row: (word, "danger") if row.is_late else None


def badged(key: str, label: str, look: Callable[[Any], tuple[str, str]], **more: Any) -> Column:
    """Return a column that shows the word and tone of `look(row)`."""
    return Column(key, label, lambda row: look(row)[0], cell=lambda row: badge(*look(row)), **more)


def unit(key: str, label: str, path: str = "", **more: Any) -> Column:
    """Return the column of the area behind the relation `path` (without one: `key`): its full name, in the order of areas."""
    path = path or key
    sort = tuple(f"{path.replace('.', '__')}__{field}" for field in ("order", "code"))
    return Column(key, label, f"{path}.full_name", **{"sort": sort, **more})


def counted(key: str, label: str, **more: Any) -> Column:
    """Return the column of the number `key` that `rows` annotates, set to the right."""
    return Column(key, label, key, **{"sort": (key,), "number": True, **more})


def follow(row, path: str):
    """Return the value at an attribute path, calling what can be called; None as soon as a step is None."""
    value = row
    for step in path.split("."):
        value = getattr(value, step)
        if callable(value):
            value = value()
        if value is None:
            return None
    return value


def plain(value) -> Value:
    """Return `value` as a spreadsheet may hold it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, int | float):
        return value
    return str(value)
