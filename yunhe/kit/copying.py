"""Writing many rows of one table with COPY, several times faster than bulk_create. No model instances are needed."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone

_ENCODER = DjangoJSONEncoder(ensure_ascii=False)


def _converter(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """Return what turns a Python value of `field` into what COPY sends, None when it is sent as it is."""
    if getattr(field, "encrypts", False):  # yunhe.privacy.fields
        return field.get_prep_value
    if isinstance(field, models.JSONField):
        return _ENCODER.encode
    return None


def allocate_ids(model: type[models.Model], number: int) -> list[int]:
    """Return `number` fresh primary keys of a model's sequence."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [f'"{table}"', model._meta.pk.column, number],
        )
        return [row[0] for row in cursor.fetchall()]


def copy_in(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows: `names` are the attribute names (origin_id), each row gives their values in that order.

    Fields that are not named get their default, now for auto_now fields. Database constraints hold as ever; model
    validation is the caller's. Nothing is sent when there are no rows.
    """
    rows = list(rows)
    if not rows:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}
    constant = []
    for attname, field in fields.items():
        if attname in names or (field.primary_key and attname not in names):
            continue
        value = timezone.now() if getattr(field, "auto_now", False) else field.get_default()
        converter = _converter(field)
        constant.append((field.column, converter(value) if converter and value is not None else value))
    columns = [fields[name].column for name in names] + [column for column, _value in constant]
    found = [(index, _converter(fields[name])) for index, name in enumerate(names)]
    converters = [(index, converter) for index, converter in found if converter is not None]
    tail = tuple(value for _column, value in constant)
    quoted = ", ".join(connection.ops.quote_name(str(column)) for column in columns)
    statement = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({quoted}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            values = list(row)
            for index, converter in converters:
                value = values[index]
                if value is not None:
                    values[index] = converter(value)
            copy.write_row((*values, *tail))
