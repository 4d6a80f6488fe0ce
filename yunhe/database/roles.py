"""The owner of the tables, and the accounts that the program works with.

An account of the program reads and writes rows. It owns nothing, is no superuser and may only add to the tables of models
that say `append_only = True`: whoever gets hold of it can neither change the audit trail nor switch its guards off.
"""

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InternalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from yunhe.database.waits import PAGES, WORK

READ_ONLY = ("django_migrations",)
TRIES = 20
MEANWHILE = "tuple concurrently updated"


class AccountUnfitError(Exception):
    """An account of the program cannot be used as such; the message says why and what to do."""


@dataclass(frozen=True)
class Login:
    """An account of the program. waits: the settings that bound its waiting (yunhe.database.waits)."""

    name: str
    password: str
    waits: Mapping[str, int] = field(default_factory=lambda: PAGES)


@contextmanager
def as_owner(alias: str = DEFAULT_DB_ALIAS) -> Iterator[BaseDatabaseWrapper]:
    """Let the connection `alias` of this thread speak as the owner meanwhile; the same database, another account.

    Without DATABASE_OWNER_URL nothing changes. For management commands: it must not be called inside a transaction.
    """
    connection = connections[alias]
    owner = settings.DATABASE_OWNER
    if owner is None or connection.settings_dict["USER"] == owner["USER"]:
        yield connection
        return
    facts = connection.settings_dict
    before = {name: facts[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    _hang_up(connection)
    facts.update({name: owner[name] for name in before})
    try:
        yield connection
    finally:
        _hang_up(connection)
        facts.update(before)


def _hang_up(connection: BaseDatabaseWrapper) -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]


def logins() -> list[Login]:
    """Return the program's accounts of the settings, without the owner."""
    owner = settings.DATABASE_OWNER
    named = [
        (facts, waits)
        for facts, waits in ((settings.DATABASE_WORKER, WORK), (settings.DATABASE_PROGRAM, PAGES))
        if facts
    ]
    found = {facts["USER"]: Login(facts["USER"], facts.get("PASSWORD") or "", waits) for facts, waits in named}
    return [login for name, login in found.items() if owner is not None and name != owner["USER"]]


def append_only_tables() -> list[str]:
    """Return the tables whose rows are never changed."""
    return sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False))


def let_in(connection: BaseDatabaseWrapper, accounts: Sequence[Login]) -> None:
    """Make the accounts where they are missing and give each its rights on all tables that exist; repeatable.

    `connection` is the owner's. Raises AccountUnfitError for a superuser, for one who owns tables or belongs to another
    account, and where the owner may not make accounts.
    """
    for login in accounts:
        _make(connection, login)
        _refuse_mighty(connection, login.name)
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))  # after migrating backwards some are gone
    database = sql.Identifier(connection.settings_dict["NAME"])
    _do(connection, "REVOKE CREATE, TEMPORARY ON DATABASE {} FROM PUBLIC", database)
    _do(connection, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    for login in accounts:
        who = sql.Identifier(login.name)
        _do(connection, "GRANT CONNECT ON DATABASE {} TO {}", database, who)
        _do(connection, "GRANT USAGE ON SCHEMA public TO {}", who)
        _do(connection, "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}", who)
        _do(connection, "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}", who)
        for table in tables.intersection(append_only_tables()):
            _do(connection, "REVOKE ALL ON {} FROM {}", sql.Identifier(table), who)
            _do(connection, "GRANT SELECT, INSERT ON {} TO {}", sql.Identifier(table), who)
        for table in tables.intersection(READ_ONLY):
            _do(connection, "REVOKE INSERT, UPDATE, DELETE ON {} FROM {}", sql.Identifier(table), who)
        _bound(connection, login)


def _bound(connection: BaseDatabaseWrapper, login: Login) -> None:
    """Bound the waiting of an account; where the owner may not, whoever runs the server does (docs/parts/database.md)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM pg_settings WHERE name = ANY(%s) AND EXISTS ("
            " SELECT FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreaterole))",
            [list(login.waits)],
        )
        known = {name for (name,) in cursor.fetchall()}
    for name, milliseconds in login.waits.items():
        if name in known:
            who, what = sql.Identifier(login.name), sql.Identifier(name)
            _do(connection, "ALTER ROLE {} SET {} = {}", who, what, sql.Literal(milliseconds))


def _make(connection: BaseDatabaseWrapper, login: Login) -> None:
    """Make an account, or give the one there is the password of the address."""
    who = sql.Identifier(login.name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login.name])
        is_there = cursor.fetchone() is not None
        cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
        may_make = cursor.fetchone()[0]
    if not may_make:
        if is_there:
            return  # whoever runs the database server keeps the accounts
        raise AccountUnfitError(
            f"数据库里没有账号 {login.name}，所有者也无权建立：请数据库管理员执行 "
            f"CREATE ROLE {login.name} LOGIN PASSWORD '…'，再运行一次 migrate。"
        )
    if not is_there:
        _do(connection, "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION", who)
    if login.password:
        # Sealed here, so that no log of the server ever holds it.
        text = connection.connection.pgconn.encrypt_password(
            login.password.encode(), login.name.encode(), b"scram-sha-256"
        ).decode()
        _do(connection, "ALTER ROLE {} PASSWORD {}", who, sql.Literal(text))


def _refuse_mighty(connection: BaseDatabaseWrapper, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolcreaterole OR rolbypassrls,"
            " EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relnamespace = 'public'::regnamespace),"
            " EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid)"
            " FROM pg_roles WHERE rolname = %s",
            [name],
        )
        is_mighty, owns, belongs = cursor.fetchone()
    if is_mighty or owns or belongs:
        raise AccountUnfitError(
            f"数据库账号 {name} 权限过大（超级用户、表的所有者或别的角色的成员），不能给程序使用："
            "请在 DATABASE_URL 中换一个普通账号，原来的账号写入 DATABASE_OWNER_URL。"
        )


def _do(connection: BaseDatabaseWrapper, statement: str, *parts: sql.Composable) -> None:
    text = sql.SQL(statement).format(*parts).as_string(connection.connection)
    for left in reversed(range(TRIES)):
        try:
            with connection.cursor() as cursor:
                cursor.execute(text)
            return
        except InternalError as error:
            # Accounts belong to the whole server: a migrate of another of its databases is changing the same one.
            if MEANWHILE not in str(error) or connection.in_atomic_block or not left:
                raise
            time.sleep(random.uniform(0.02, 0.2))  # noqa: S311 only so that two do not meet again
