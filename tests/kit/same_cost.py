"""One row and many rows are to be had with the same number of questions to the database."""

from collections import Counter
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def questions_of(ask: Callable[[], object]) -> list[str]:
    """Return the statements that `ask` sends."""
    with CaptureQueriesContext(connection) as sent:
        ask()
    return [query["sql"] for query in sent]


def same_cost(ask: Callable[[], object], *, more: Callable[[], object], times: int = 8) -> None:
    """Assert that `ask` sends as many statements after `more` has been called so many `times` as before.

    `ask` runs three times: the first fills what is kept for the length of the process. At least one row should stand
    before, else the rows themselves cost nothing. A failure lists the statements that came more often.
    """
    ask()
    few = questions_of(ask)
    for _ in range(times):
        more()
    many = questions_of(ask)
    more_often = Counter(_shape(sql) for sql in many) - Counter(_shape(sql) for sql in few)
    assert len(many) == len(few), "\n".join(f"{count} × {sql}" for sql, count in more_often.most_common())


def _shape(sql: str) -> str:
    """Return the statement up to its conditions: what is asked, not of which row."""
    return sql.split(" WHERE ")[0][:200]
