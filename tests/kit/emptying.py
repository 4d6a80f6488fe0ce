"""Emptying the database after a test that has committed: only the tables that hold something, without the signals of flush.

Django's flush truncates every table and draws content types and permissions anew, a second for a test of a tenth. Where the
database's account may not switch triggers off, flush does it as ever.
"""

from django.db import ProgrammingError, connection, transaction
from django.test import TransactionTestCase

KEPT = {"django_migrations", "django_content_type", "auth_permission"}
_flush = TransactionTestCase._fixture_teardown


def empty(case: TransactionTestCase) -> None:
    """Delete every row that the test left."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")  # to the owner, until the transaction ends
            cursor.execute("SET LOCAL session_replication_role = replica")  # no foreign keys, no triggers of the trail
            names = [name for name in connection.introspection.table_names(cursor) if name not in KEPT]
            held = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in names)  # noqa: S608 as below
            cursor.execute(held)
            for (name,) in cursor.fetchall():
                kept = " WHERE number > 0" if name == "audit_seal" else ""  # the seal that was made with the tables
                cursor.execute(f'DELETE FROM "{name}"{kept}')  # noqa: S608 a name of our own schema
    except ProgrammingError:
        _flush(case)


def use_it() -> None:
    """Let every transactional test end this way."""
    TransactionTestCase._fixture_teardown = empty
