"""The questions that a page asked the database, and a mark of the answers that it would get now."""

from collections import OrderedDict
from collections.abc import Callable
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection

PLANNED_AT_MOST = 40  # statements of a connection, those planned last
_planned: WeakKeyDictionary[Any, OrderedDict[str, str]] = WeakKeyDictionary()  # by the driver's connection
_numbers = count(1)
SILENT = ("SAVEPOINT", "RELEASE SAVEPOINT")
WRITING = (" FOR UPDATE", " FOR NO KEY UPDATE", " FOR SHARE", " FOR KEY SHARE")


class Questions:
    """Notes the statements of a page while it is built: `with connection.execute_wrapper(questions)`.

    `only_asks` is False as soon as one of them does anything but ask: such a page cannot be kept.
    """

    def __init__(self) -> None:
        self.asked: dict[str, None] = {}
        self.only_asks = True

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Note the statement and pass it on."""
        if not sql.startswith(SILENT):
            self.only_asks &= sql.startswith("SELECT") and not many and not any(word in sql for word in WRITING)
            self.asked[connection.ops.compose_sql(sql, params)] = None  # type: ignore[attr-defined]
        return execute(sql, params, many, context)

    @property
    def statement(self) -> str:
        """One statement that asks everything again and answers with a mark of what it finds, row by row and in order."""
        answers = [
            f"(SELECT coalesce(string_agg(md5(answer::text), ''), '') FROM ({sql}) AS answer)"  # noqa: S608 our own statements
            for sql in self.asked
        ]
        return f"SELECT md5(concat_ws('/', {', '.join(answers) or 'NULL'}))"


def mark_of(statement: str) -> str:
    """Return the mark that `statement` (of `Questions`) answers with. One query."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


def mark_again(statement: str) -> str:
    """Return the same, for a statement that is asked often: a connection plans it once, which takes longer than the answer.

    Through a pooler the next statement may meet another server process, so nothing is prepared there.
    """
    if settings.DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"]:
        return mark_of(statement)
    with connection.cursor() as cursor:
        planned = _planned.setdefault(connection.connection, OrderedDict())
        name = planned.get(statement)
        if name is None:
            name = f"kept_{next(_numbers)}"
            cursor.execute(f"PREPARE {name} AS {statement}")
            planned[statement] = name
            if len(planned) > PLANNED_AT_MOST:
                cursor.execute(f"DEALLOCATE {planned.popitem(last=False)[1]}")
        cursor.execute(f"EXECUTE {name}")
        return str(cursor.fetchone()[0])
