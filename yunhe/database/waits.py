"""How long anything waits for the database: bounded for pages, longer for long work, and what is said when it takes too long.

PostgreSQL itself ends what takes too long, by the account that is signed in (ALTER ROLE … SET, which holds behind PgBouncer
too). A page waits a second for a lock and two for a connection. What lost a fight over a lock is tried once more, but only with
what is left of the time: somebody who waits for the one who waits is no farther after two tries. So whoever looks at a page gets
an answer within three seconds, if only that the system is busy.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

Made = TypeVar("Made")

# Milliseconds, 0: no bound. transaction_timeout came with PostgreSQL 17.
PAGES = {
    "statement_timeout": 10_000,
    "lock_timeout": 1_000,
    "idle_in_transaction_session_timeout": 15_000,
    "transaction_timeout": 30_000,
}
WORK = {
    "statement_timeout": 300_000,
    "lock_timeout": 20_000,
    "idle_in_transaction_session_timeout": 600_000,
    "transaction_timeout": 0,
}
EXPORT_SECONDS = 60
TWO_TRIES = 2.2  # seconds that two tries may take together
WORTH_A_TRY = 1.3  # seconds that the first may have taken

_lock_timeout: ContextVar[int] = ContextVar("milliseconds a lock of the second try may take", default=0)

CONTENDED = {"55P03", "40P01", "40001"}  # lock_not_available, deadlock_detected, serialization_failure
CUT_OFF = {"57014", "25P03", "25P04"}  # query_canceled, idle in and length of a transaction


@contextmanager
def patient(seconds: int = EXPORT_SECONDS) -> Iterator[None]:
    """Let the statements of one transaction take longer than a page's: for an export that somebody waits for."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{seconds}s"])
        yield


def state_of(error: BaseException | None) -> str:
    """Return PostgreSQL's code of what went wrong, "" where there is none."""
    while error is not None:
        if code := getattr(error, "sqlstate", None):
            return str(code)
        error = error.__cause__
    return ""


def is_busy(error: BaseException | None) -> bool:
    """Whether a request failed because the database was away, locked or overloaded, not by a fault of the program."""
    seen = 0
    while error is not None and seen < 20:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        if isinstance(error, DatabaseError) and state_of(error) in CONTENDED | CUT_OFF:
            return True
        error, seen = error.__cause__ or error.__context__, seen + 1
    return False


def again_when_contended(work: Callable[[], Made]) -> Made:
    """Do `work`, which opens and ends its own transaction; once more when it lost a fight over a lock and time is left.

    The work calls `bound_second_try` when it has begun its transaction. Inside a transaction of somebody else there is no second try: what was rolled back is not only ours.
    """
    if connection.in_atomic_block:
        return work()
    began = time.monotonic()
    try:
        return work()
    except DatabaseError as error:
        spent = time.monotonic() - began
        if state_of(error) not in CONTENDED or spent > WORTH_A_TRY:
            raise
    kept = _lock_timeout.set(int((TWO_TRIES - spent) / 2 * 1000))  # two locks: one holder may wait for another
    try:
        return work()
    finally:
        _lock_timeout.reset(kept)


def bound_second_try() -> None:
    """Bound the locks of the transaction that has just begun, where it is a second try. Call it first in the transaction."""
    if milliseconds := _lock_timeout.get():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{milliseconds}ms"])
