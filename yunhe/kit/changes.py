"""Before and after of an edit, as the history shows them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Field, Model
from django.utils import timezone


def filled(thing: Model, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Write `facts` into the fields of `thing` (not saved) and return what stood there before, for `changes_of`."""
    before = {name: getattr(thing, name) for name in facts}
    for name, value in facts.items():
        setattr(thing, name, value)
    return before


def changes_of(thing: Model, before: dict[str, Any]) -> dict[str, list[str]]:
    """Return {field label: [before, after]} of the fields in `before` whose value on `thing` differs now."""
    changes = {}
    for name, old in before.items():
        field, new = thing._meta.get_field(name), getattr(thing, name)
        if isinstance(field, Field) and old != new:
            changes[str(field.verbose_name)] = [_said(field, old), _said(field, new)]
    return changes


def _said(field: "Field[Any, Any]", value: Any) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    labels = dict(field.flatchoices)
    return str(labels.get(value, "" if value is None else value))
