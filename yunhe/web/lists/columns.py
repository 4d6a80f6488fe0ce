"""Columns of a list: what the screen shows and what the export writes, said once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.html import format_html

Value = str | int | float | None


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
        return "" if value is None else format_html("{}", value)


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
