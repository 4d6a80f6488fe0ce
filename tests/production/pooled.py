"""What the program does through PgBouncer by transaction; run by `tests.production` in a process with those settings.

Prints a line for each trial and exits with 1 when one fails. Two server connections serve six threads.
"""

import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 after django.setup
from django.db import DatabaseError, close_old_connections, connection, transaction  # noqa: E402

from yunhe.areas.loading import load_areas  # noqa: E402
from yunhe.areas.models import Area  # noqa: E402
from yunhe.audit.record import record, record_many  # noqa: E402
from yunhe.audit.sealing import seal_events  # noqa: E402
from yunhe.audit.verifying import check_chain  # noqa: E402
from yunhe.database.waits import PAGES, again_when_contended, bound_second_try, patient, state_of  # noqa: E402

WRITERS, EACH = 6, 25


def asked(statement: str) -> Any:
    """Return the one value of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def in_threads(work: Callable[[], None]) -> list[BaseException]:
    """Let six threads do `work` many times; return what went wrong."""
    wrong: list[BaseException] = []

    def one() -> None:
        try:
            for _ in range(EACH):
                work()
                close_old_connections()
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def the_accounts_bounds_arrive() -> str:
    """Every bound of the account that this server knows holds in a pooled connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting::int FROM pg_settings WHERE name = ANY(%s)", [list(PAGES)])
        kept = dict(cursor.fetchall())
    assert kept == {name: PAGES[name] for name in kept}, kept
    return asked("SHOW lock_timeout")


def many_rows_come_in_pieces() -> str:
    """iterator() in six threads over two connections."""
    assert in_threads(lambda: assert_all(Area.objects.order_by("pk").iterator(chunk_size=10))) == []
    return f"{WRITERS * EACH} times {Area.objects.count()} rows"


def assert_all(rows: Any) -> None:
    """Fail when a row is missing."""
    assert sum(1 for _row in rows) >= 90


def patience_leaves_nothing_behind() -> str:
    """SET LOCAL ends with its transaction, whoever gets the connection next."""
    before = asked("SHOW statement_timeout")

    def work() -> None:
        with patient(45):
            assert asked("SHOW statement_timeout") == "45s"
        with transaction.atomic():
            assert asked("SHOW statement_timeout") == before

    assert in_threads(work) == []
    return before


def a_held_row_is_given_up_in_time() -> str:
    """A lock that another session holds costs two tries within three seconds."""
    held, done = threading.Event(), threading.Event()
    pk = Area.objects.values_list("pk", flat=True).first()

    def hold() -> None:
        with transaction.atomic():
            list(Area.objects.select_for_update().filter(pk=pk))
            held.set()
            done.wait(10)
        connection.close()

    def take() -> None:
        with transaction.atomic():
            bound_second_try()
            list(Area.objects.select_for_update().filter(pk=pk))

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    began = time.monotonic()
    try:
        again_when_contended(take)
        raise AssertionError("the row was not held")
    except DatabaseError as error:
        state = state_of(error)
    finally:
        done.set()
        thread.join()
    seconds = time.monotonic() - began
    assert (state, seconds < 3) == ("55P03", True), (state, seconds)
    assert asked("SELECT setting::int FROM pg_settings WHERE name = 'lock_timeout'") == PAGES["lock_timeout"]
    return f"{seconds:.1f} s"


def events_are_written_copied_and_sealed() -> str:
    """COPY, advisory lock and chain."""

    def work() -> None:
        with transaction.atomic():
            record("tests.pooled", "写入")
            record_many("tests.pooled_many", "批量", Area, [(n, f"第{n}个", {}, []) for n in range(5)])

    assert in_threads(work) == []
    while seal_events():
        pass
    report = check_chain()
    assert report.holds, report.problems
    assert report.checked >= WRITERS * EACH * 6
    return f"{report.checked} events"


def main() -> int:
    """Try all; return the exit code."""
    load_areas()
    trials = (
        the_accounts_bounds_arrive,
        many_rows_come_in_pieces,
        patience_leaves_nothing_behind,
        a_held_row_is_given_up_in_time,
        events_are_written_copied_and_sealed,
    )
    failed = 0
    for trial in trials:
        try:
            print(f"  {trial.__name__.replace('_', ' ')}: {trial()}", flush=True)
        except Exception as error:
            failed = 1
            print(f"× {trial.__name__.replace('_', ' ')}: {type(error).__name__} {error}", flush=True)
    assert settings.DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"]
    return failed


if __name__ == "__main__":
    sys.exit(main())
