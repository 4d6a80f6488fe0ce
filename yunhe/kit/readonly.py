"""GET views of lists and reports run where no statement can write."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection
from django.http import HttpRequest

# What a reading view may send: reads, cursors, settings and savepoints, and its own session.
READING = re.compile(
    r"\s*(SELECT|WITH|EXPLAIN|DECLARE|FETCH|CLOSE|SHOW|SAVEPOINT|RELEASE|ROLLBACK|SET)\b", re.IGNORECASE
)
WRITING = re.compile(r"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE|MERGE\s+INTO)\s+\"?(\w+)", re.IGNORECASE)
OWN_TABLES = {"django_session"}


class WriteRefusedError(RuntimeError):
    """A reading view tried to write: a fault of the program."""


def refuse_writes(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Database wrapper that lets reads pass and raises WriteRefusedError for everything else."""
    statement = str(sql)
    written = WRITING.match(statement.lstrip())
    if READING.match(statement) and not re.match(r"\s*WITH\b.*\b(INSERT INTO|DELETE FROM)\b", statement, re.DOTALL):
        return execute(sql, params, many, context)
    if written and written.group(2) in OWN_TABLES:
        return execute(sql, params, many, context)
    raise WriteRefusedError(f"a read-only view tried: {statement[:80]}")


def render_read_only(request: HttpRequest, response: Any) -> Any:
    """Return `response` such that drawing it, where that is still to be done, writes nothing; a POST passes freely."""
    if request.method in {"GET", "HEAD"} and hasattr(response, "render") and not response.is_rendered:
        render = response.render

        def render_without_writing() -> Any:
            with connection.execute_wrapper(refuse_writes):
                return render()

        response.render = render_without_writing
    return response


def read_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Run a view, and the rendering of its TemplateResponse, under `refuse_writes` for GET and HEAD.

    POST passes freely. Sets `view.is_read_only`. The order among other decorators does not matter.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method not in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        with connection.execute_wrapper(refuse_writes):
            response = view(request, *args, **kwargs)
        return render_read_only(request, response)

    guarded.is_read_only = True  # type: ignore[attr-defined]
    return guarded
