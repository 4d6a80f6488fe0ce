"""Filters in force, as they stand above a list: each with its value in words, and the query without it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the query without it."""

    label: str
    value: str
    query: str


def spoken(field: Any, value: Any) -> str:
    """Return a filter's value as the user reads it."""
    labels = {str(key): str(label) for key, label in _flat(getattr(field, "choices", ()) or ())}
    if isinstance(value, slice):
        return f"{value.start or ''} 至 {value.stop or ''}".strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple | QuerySet):
        return "、".join(labels.get(str(item), str(item)) for item in value)
    return labels.get(str(value), str(value)) if not hasattr(value, "pk") else str(value)


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield key, label
