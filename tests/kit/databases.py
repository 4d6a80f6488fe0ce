"""The accounts of the test database.

The tests sign in as the owner, who makes the database, and then take the rights of the program's account (SET ROLE): what the
program may not do fails in its tests too. Where DATABASE_OWNER_URL is missing there is one account for everything.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from yunhe.database.addresses import pool

PROGRAM, PASSWORD = (settings.DATABASE_PROGRAM[name] for name in ("USER", "PASSWORD"))


def sign_in_as_owner() -> None:
    """Let the connection sign in as the owner, and wait long for one: a busy machine is no fault of the program."""
    connection.settings_dict["OPTIONS"]["pool"] = pool(is_patient=True)
    if settings.DATABASE_OWNER:
        connection.settings_dict.update({name: settings.DATABASE_OWNER[name] for name in ("USER", "PASSWORD")})


def work_as_program() -> None:
    """Take the rights of the program's account from now on, in every new connection."""
    if settings.DATABASE_OWNER:
        _reconnect(f"-c role={PROGRAM}")


def work_as_owner() -> None:
    """Take back work_as_program."""
    if settings.DATABASE_OWNER:
        _reconnect("")


def _reconnect(options: str) -> None:
    _hang_up()
    connection.settings_dict["OPTIONS"]["options"] = options  # not Django's assume_role, which no pool survives


@contextmanager
def owner() -> Iterator[None]:
    """Have the owner's rights meanwhile, in the same transaction: for what somebody with the owner's password could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    yield
    if settings.DATABASE_OWNER:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('role', %s, false)", [PROGRAM])


@contextmanager
def other_connection(**facts: str) -> Iterator[None]:
    """Let the connection of this thread be another one meanwhile: another account or place, with the program's options."""
    before = connection.settings_dict
    options = {**settings.DATABASE_PROGRAM["OPTIONS"], "pool": pool()}
    _hang_up()
    connection.settings_dict = {**before, "OPTIONS": options, **facts}
    try:
        yield
    finally:
        _hang_up()
        connection.settings_dict = before


def _hang_up() -> None:
    connection.close()
    connection.close_pool()


def address() -> str:
    """Return the DATABASE_URL of the test database for another process, with the program's account."""
    facts = connection.settings_dict
    user = f"{PROGRAM}:{PASSWORD}" if PASSWORD else PROGRAM
    if not facts["HOST"] or facts["HOST"].startswith("/"):
        return f"postgres://{user}@/{facts['HOST']}/{facts['NAME']}"
    return f"postgres://{user}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"
