"""What the program's account may do in the database, and what only the owner may."""

import time
from threading import Thread

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tests.kit.databases import PASSWORD, PROGRAM, other_connection, owner
from yunhe.audit.record import record
from yunhe.database.management.commands.migrate import Command
from yunhe.database.roles import AccountUnfitError, Login, _do, append_only_tables, as_owner, let_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(settings.DATABASE_OWNER is None, reason="这个数据库只有一个账号（没有 DATABASE_OWNER_URL）"),
]


def run(statement, *params):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def test_the_tests_themselves_work_as_the_program():
    assert run("SELECT current_user::text") == [(PROGRAM,)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET reason = 'x'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
        "ALTER TABLE audit_auditevent DISABLE TRIGGER USER",
        "DROP TRIGGER audit_append_only ON audit_auditevent",
        "ALTER TABLE audit_auditevent OWNER TO CURRENT_USER",
        "DROP TABLE audit_auditevent CASCADE",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "SELECT setval('audit_auditevent_id_seq', 1)",
        "CREATE EXTENSION unaccent",
        "CREATE TABLE hidden (id int)",
        "CREATE TEMP TABLE hidden (id int)",
        "DELETE FROM django_migrations",
        "COPY audit_auditevent TO PROGRAM 'true'",
        "CREATE ROLE friend LOGIN",
    ],
)
def test_the_program_cannot_reach_beyond_its_rows(statement):
    event = record("tests.one", "一")
    with pytest.raises(DatabaseError, match=r"permission denied|must be|append-only|not owner"):
        run(statement)
    event.refresh_from_db()


def test_the_program_cannot_give_itself_rights():
    run("GRANT ALL ON audit_auditevent TO CURRENT_USER")  # PostgreSQL only warns that nothing was given
    assert run("SELECT has_table_privilege('audit_auditevent', 'UPDATE, DELETE, TRUNCATE, TRIGGER')") == [(False,)]


def test_the_program_adds_and_reads_events_and_works_with_every_other_table():
    record("tests.one", "一")
    assert run("SELECT count(*) FROM audit_auditevent WHERE verb = 'tests.one'") == [(1,)]
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    for table in tables - set(append_only_tables()) - {"django_migrations"}:
        found = run("SELECT has_table_privilege(%s, 'SELECT, INSERT, UPDATE, DELETE')", f'"{table}"')
        assert found == [(True,)], table


def test_an_account_that_owns_or_commands_is_not_taken_for_the_program():
    with owner():
        for name, statement in (
            ("boss", "CREATE ROLE boss SUPERUSER LOGIN"),
            ("clerk", "CREATE ROLE clerk LOGIN IN ROLE pg_write_all_data"),
        ):
            run(statement)
            with pytest.raises(AccountUnfitError, match=f"数据库账号 {name} 权限过大"):
                let_in(connection, [Login(name, "")])


def test_the_password_of_the_address_becomes_that_of_the_account():
    with owner():
        for password in ("first-one", "second'one"):
            let_in(connection, [Login("clerk", password)])
            sealed = run("SELECT rolpassword FROM pg_authid WHERE rolname = 'clerk'")[0][0]
            assert sealed.startswith("SCRAM-SHA-256$")
            assert password not in sealed


@pytest.mark.django_db(transaction=True)
def test_an_account_that_another_database_is_changing_is_changed_after_it():
    """Accounts belong to the server: two migrates of two databases change the same rows of it."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    with owner():
        run("CREATE ROLE cousin")
        with transaction.atomic():
            run("ALTER ROLE cousin CREATEDB")
            change = Thread(target=let_the_cousin_in, daemon=True)
            change.start()
            until = time.monotonic() + 5
            while not run(waiting)[0][0]:
                assert time.monotonic() < until
        change.join(5)
        changed = run("SELECT rolcreatedb, rolcanlogin FROM pg_roles WHERE rolname = 'cousin'")
        run("DROP ROLE cousin")
    assert changed == [(True, True)]


def let_the_cousin_in():
    with owner():
        _do(connection, "ALTER ROLE cousin LOGIN")
    connection.close()


def test_an_owner_who_may_not_make_accounts_says_what_to_ask_for():
    with owner():
        run("CREATE ROLE landlord")
        run("SET ROLE landlord")
        with pytest.raises(AccountUnfitError, match="CREATE ROLE clerk LOGIN"):
            let_in(connection, [Login("clerk", "x")])
        run("SET ROLE NONE")


@pytest.mark.django_db(transaction=True)
def test_the_owner_speaks_only_where_it_is_asked():
    with other_connection(USER=PROGRAM, PASSWORD=PASSWORD):
        assert run("SELECT session_user::text") == [(PROGRAM,)]
        with as_owner():
            assert run("SELECT session_user::text") == [(settings.DATABASE_OWNER["USER"],)]
        assert run("SELECT session_user::text") == [(PROGRAM,)]


def test_what_the_program_signs_in_with_is_the_account_itself():
    facts = {**connection.get_connection_params(), "user": PROGRAM, "options": ""}
    with psycopg.connect(**facts) as line:
        found = line.execute(
            "SELECT session_user::text, rolsuper FROM pg_roles WHERE rolname = session_user"
        ).fetchone()
    assert found == (PROGRAM, False)


def test_migrate_looks_as_the_owner_before_the_programs_account_exists(monkeypatch):
    asked = []
    monkeypatch.setattr(Command, "check", lambda self, **facts: asked.append(connection.settings_dict["USER"]))
    monkeypatch.setattr(Command, "handle", lambda self, *args, **options: "")
    with other_connection(USER="nobody_yet", PASSWORD=""):
        call_command("migrate", skip_checks=False)
        assert connection.settings_dict["USER"] == "nobody_yet"
    assert asked == [settings.DATABASE_OWNER["USER"]]
