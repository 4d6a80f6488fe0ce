"""Writing what the model's own rules hold for, and before and after of an edit as the history shows them.

topic = made(Topic(area=area, title=title))                  # ValidationError where a field or a rule does not hold
changes = rewritten(topic, title=title, month=month)         # {"标题": ["旧", "新"]}, {} where nothing differs
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Field, Model
from django.utils import timezone

Thing = TypeVar("Thing", bound=Model)


def made(thing: Thing) -> Thing:
    """Save the new `thing` and return it. Raises ValidationError where its fields or constraints do not hold."""
    thing.full_clean()
    thing.save()
    return thing


def rewritten(thing: Model, **facts: Any) -> dict[str, list[str]]:
    """Write `facts` into the fields of `thing`, save those fields and return what has changed, as `changes_of` says it.

    Raises ValidationError, before anything is saved, where the fields or constraints of `thing` do not hold then.
    """
    before = filled(thing, facts)
    thing.full_clean()
    thing.save(update_fields=list(facts))
    return changes_of(thing, before)


def filled(thing: Model, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Write `facts` into the fields of `thing` (not saved) and return what stood there before, for `changes_of`."""
    before = {name: getattr(thing, name, None) for name in facts}  # a new thing has no related one yet
    for name, value in facts.items():
        setattr(thing, name, value)
    return before


def changes_of(thing: Model, before: dict[str, Any]) -> dict[str, list[str]]:
    """Return {field label: [before, after]} of the fields in `before` whose value on `thing` differs now.

    Days, choices, yes and no are said as people read them; a field with a `mask` (yunhe.privacy.fields) only masked.
    """
    changes = {}
    for name, old in before.items():
        field, new = thing._meta.get_field(name), getattr(thing, name)
        if isinstance(field, Field) and old != new:
            changes[str(field.verbose_name)] = [_said(field, old), _said(field, new)]
    return changes


def _said(field: "Field[Any, Any]", value: Any) -> str:
    if mask := getattr(field, "mask", None):
        return str(mask(value or ""))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, list):
        return "、".join(_said(getattr(field, "base_field", field), one) for one in value)
    labels = dict(field.flatchoices)
    return str(labels.get(value, "" if value is None else value))
