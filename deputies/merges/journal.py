"""Joining one row into another with all that points at it, and taking that back to the letter.

journal = Journal()
fold(kept, gone, journal)            # whatever pointed at `gone` points at `kept`; what is there twice is taken out
journal.take_out(gone)
journal.write(kept, {"phone": …})
…
Journal(steps).revert()              # the same backwards

Nothing lists the relations: every foreign key of the program that leads to the row is followed, also one added tomorrow.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import psycopg.errors
from django.apps import apps
from django.core import serializers
from django.db import DEFAULT_DB_ALIAS, IntegrityError, models, transaction
from django.db.models import Field, ForeignKey, Model, UniqueConstraint

from yunhe.kit.refusals import Refused

Link = tuple[type[Model], "ForeignKey[Any, Any]"]


class Journal:
    """What was done, in order, as JSON holds it; `moved` counts the rows that came along by their name for people."""

    def __init__(self, steps: list[dict[str, Any]] | None = None):
        self.steps: list[dict[str, Any]] = steps or []
        self.moved: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()

    def move(self, model: type[Model], field: "Field[Any, Any]", pks: list[Any], old: Any, new: Any) -> None:
        """Let the rows `pks` of `model` point at `new` where they pointed at `old`. Raises IntegrityError."""
        with transaction.atomic():
            model._base_manager.filter(pk__in=pks).update(**{field.attname: new})
        self.moved[_noun(model)] += len(pks)
        self._note("move", model, field=field.name, pks=pks, old=old, new=new)

    def take_out(self, row: Model) -> None:
        """Delete `row`, to which nothing points any more, and keep what stood in it."""
        (kept,) = serializers.serialize("python", [row])
        self._note("take_out", type(row), row=_plain(kept))
        self.dropped[_noun(type(row))] += 1
        model = type(row)
        model._base_manager.filter(pk=row.pk)._raw_delete(DEFAULT_DB_ALIAS)  # type: ignore[attr-defined]

    def write(self, row: Model, values: dict[str, Any]) -> None:
        """Write `values` (by column name) into `row` and save them."""
        fields = {field.attname: field for field in row._meta.concrete_fields}
        before = {name: _held(fields[name], row) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=[fields[name].name for name in values])
        self._note(
            "write", type(row), pk=row.pk, before=before, after={name: _held(fields[name], row) for name in values}
        )

    def _note(self, verb: str, model: type[Model], **facts: Any) -> None:
        self.steps.append({"verb": verb, "model": model._meta.label_lower, **facts})

    def revert(self) -> list[str]:
        """Take everything back, the last first. Returns the labels of values that somebody has changed since, left as they are.

        Raises IntegrityError where something written since stands in the way.
        """
        left: list[str] = []
        for step in reversed(self.steps):
            model = apps.get_model(step["model"])
            if step["verb"] == "move":
                back = model._base_manager.filter(pk__in=step["pks"], **{step["field"]: step["new"]})
                back.update(**{model._meta.get_field(step["field"]).attname: step["old"]})
            elif step["verb"] == "take_out":
                for kept in serializers.deserialize("python", [step["row"]]):
                    kept.save(force_insert=True)
            else:
                left += _unwrite(model, step)
        return left


def _noun(model: type[Model]) -> str:
    """Return what people call the rows of `model`; "" for the rows between two of them."""
    return "" if model._meta.auto_created else str(model._meta.verbose_name)


def _plain(value: Any) -> Any:
    """Return `value` as JSON holds it, moments to the microsecond."""
    return json.loads(json.dumps(value, default=str, ensure_ascii=False))


def _held(field: "Field[Any, Any]", row: Model) -> Any:
    return _plain(field.value_from_object(row))


def _unwrite(model: type[Model], step: dict[str, Any]) -> list[str]:
    """Write back the former values of one row; return the labels of those that are no longer what had been written."""
    row = model._base_manager.filter(pk=step["pk"]).first()
    if row is None:
        return []
    fields = {field.attname: field for field in model._meta.concrete_fields}
    left, written = [], []
    for name, before in step["before"].items():
        field = fields[name]
        if _held(field, row) != step["after"][name]:
            left.append(str(field.verbose_name))
            continue
        setattr(row, name, field.to_python(before))
        written.append(field.name)
    row.save(update_fields=written)
    return left


def links_to(model: type[Model]) -> Iterator[Link]:
    """Yield every foreign key of the program that leads to rows of `model`, those of many-to-many tables too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model, relation.field  # type: ignore[misc]


def fold(kept: Model, gone: Model, journal: Journal) -> None:
    """Let whatever points at `gone` point at `kept`. What both have once (the same meeting, the same team) is joined in turn.

    Raises Refused where two records that may never change, or that exclude each other, stand against it.
    """
    for model, field in links_to(type(gone)):
        pks = list(model._base_manager.filter(**{field.attname: gone.pk}).order_by("pk").values_list("pk", flat=True))
        if not pks:
            continue
        if getattr(model, "append_only", False):
            raise Refused(f"两份档案都有“{_noun(model)}”的登记，这类登记不能改写，所以不能合并。请联系县人大机关核对。")
        try:
            journal.move(model, field, pks, gone.pk, kept.pk)
        except IntegrityError:
            for row in model._base_manager.filter(pk__in=pks).order_by("pk"):
                _move_one(row, field, kept, journal)


def _move_one(row: Model, field: "ForeignKey[Any, Any]", kept: Model, journal: Journal) -> None:
    """Let `row` point at `kept`; where that row is there already, join the two."""
    model, old = type(row), getattr(row, field.attname)
    try:
        journal.move(model, field, [row.pk], old, kept.pk)
    except IntegrityError as error:
        if isinstance(error.__cause__, psycopg.errors.CheckViolation):
            journal.take_out(row)  # it would be about one person twice: a pair of two, a distinction
            return
        other = _counterpart(row, field, kept, error)
        if other is None:
            raise Refused(f"两份档案的“{_noun(model)}”互相冲突，不能合并。请先更正其中一份。") from error
        if _is_fixed(row) and not _is_fixed(other):
            fold(row, other, journal)
            journal.take_out(other)
            journal.move(model, field, [row.pk], old, kept.pk)
        else:
            fold(other, row, journal)
            journal.take_out(row)


def _counterpart(row: Model, field: "ForeignKey[Any, Any]", kept: Model, error: IntegrityError) -> Model | None:
    """Return the row that stands where `row` would come to stand."""
    model, diag = type(row), getattr(error.__cause__, "diag", None)
    rules = [rule for rule in model._meta.constraints if rule.name == getattr(diag, "constraint_name", "")]
    names, condition = [field.name], None
    if rules and isinstance(rules[0], UniqueConstraint):
        names, condition = list(rules[0].fields), rules[0].condition
    elif not rules and model._meta.unique_together:
        names = list(model._meta.unique_together[0])
    elif rules:
        return None
    values = {model._meta.get_field(name).attname: getattr(row, model._meta.get_field(name).attname) for name in names}
    values[field.attname] = kept.pk
    rows = model._base_manager.filter(**values).exclude(pk=row.pk)
    return (rows.filter(condition) if condition else rows).first()


def _is_fixed(row: Model) -> bool:
    """Whether something points at `row` that may never change."""
    return any(
        model._base_manager.filter(**{field.attname: row.pk}).exists()
        for model, field in links_to(type(row))
        if getattr(model, "append_only", False)
    )
