"""Waiting for the database is bounded: by account, by a second try, and by a page that keeps what was typed."""

import threading
import time
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.kit.databases import PASSWORD, PROGRAM, other_connection
from tests.kit.sessions import session_of
from yunhe.areas.models import Area
from yunhe.database.waits import PAGES, WORK, again_when_contended, bound_second_try, is_busy, patient, state_of

SECONDS = 3  # what a page may cost at most, whatever the database does

has_accounts = pytest.mark.skipif(settings.DATABASE_OWNER is None, reason="这个数据库只有一个账号")


@pytest.fixture
def as_program(transactional_db):
    """Work as the program does: with its account's own bounds."""
    with other_connection(USER=PROGRAM, PASSWORD=PASSWORD):
        yield


@contextmanager
def locked(statement: str, seconds: float = 30):
    """Hold what `statement` locks, in another session, for so long at most."""
    held, done = threading.Event(), threading.Event()
    facts = {**connection.get_connection_params(), "user": settings.DATABASE_OWNER["USER"], "options": ""}

    def hold():
        with psycopg.connect(**facts) as line:
            line.execute(statement)
            held.set()
            done.wait(seconds)

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(10)
    try:
        yield
    finally:
        done.set()
        thread.join()


def browser(user) -> Client:
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
    return client


@has_accounts
@pytest.mark.django_db
@pytest.mark.parametrize(("facts", "waits"), [("DATABASE_PROGRAM", PAGES), ("DATABASE_WORKER", WORK)])
def test_each_account_brings_its_own_bounds_whoever_connects(facts, waits):
    account = getattr(settings, facts)
    parameters = {**connection.get_connection_params(), "user": account["USER"], "options": ""}
    with psycopg.connect(**parameters) as line:
        for name, milliseconds in waits.items():
            kept = line.execute("SELECT setting::int FROM pg_settings WHERE name = %s", [name]).fetchone()
            assert kept == (milliseconds,), name


@has_accounts
def test_a_locked_table_costs_a_page_three_seconds_and_says_so(as_program, county, cast):
    client = browser(cast["county"])
    with locked("LOCK TABLE deputies_deputy IN ACCESS EXCLUSIVE MODE"):
        started = time.monotonic()
        answer = client.get(reverse("deputies:deputy-list"))
        assert time.monotonic() - started < SECONDS
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    said = answer.content.decode()
    assert "系统正忙" in said
    assert "再打开一次" in said
    assert client.get(reverse("deputies:deputy-list")).status_code == 200


@has_accounts
def test_what_was_typed_is_kept_and_can_be_sent_again(as_program, county, cast):
    client = browser(cast["origin"])
    address = reverse("suggestions:suggestion-create")
    fields = {
        "title": "整修村口的桥",
        "body": "桥面开裂，雨天难行 <b>。",
        "one_time_number": "n-1",
        "csrfmiddlewaretoken": "t-1",
    }
    with locked("LOCK TABLE web_sending IN ACCESS EXCLUSIVE MODE"):
        started = time.monotonic()
        answer = client.post(address, fields)
        assert time.monotonic() - started < SECONDS
    said = answer.content.decode()
    assert answer.status_code == 503
    assert f'<form method="post" action="{address}"' in said
    assert "<blockquote>桥面开裂，雨天难行 &lt;b&gt;。</blockquote>" in said
    for name, value in (("title", "整修村口的桥"), ("one_time_number", "n-1"), ("csrfmiddlewaretoken", "t-1")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in said


@has_accounts
def test_a_password_is_not_shown_again(as_program, county, cast):
    with locked("LOCK TABLE accounts_user IN ACCESS EXCLUSIVE MODE"):
        answer = Client(raise_request_exception=False).post(
            reverse("accounts:sign-in"), {"username": "浮云街道王", "password": "geheim-1234567"}
        )
    assert answer.status_code == 503
    assert "geheim" not in answer.content.decode()


def test_a_database_that_is_away_costs_three_seconds(transactional_db, county, cast, tmp_path):
    client = browser(cast["county"])
    with other_connection(HOST=str(tmp_path), PORT=""):
        for _ in range(2):
            started = time.monotonic()
            answer = client.get(reverse("home"))
            assert time.monotonic() - started < SECONDS
            assert answer.status_code == 503
    assert client.get(reverse("home")).status_code == 200


def test_a_fight_over_a_lock_is_tried_once_more(transactional_db, county):
    tries = []

    def rename():
        tries.append(1)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '300ms'")
            Area.objects.filter(pk=county.chishi.pk).update(order=7)

    if settings.DATABASE_OWNER is None:
        pytest.skip("需要第二个账号来持锁")
    with locked(f"SELECT 1 FROM areas_area WHERE id = {county.chishi.pk} FOR UPDATE", seconds=0.45):  # noqa: S608
        again_when_contended(rename)
    assert (len(tries), Area.objects.get(pk=county.chishi.pk).order) == (2, 7)
    tries.clear()
    with (
        locked(f"SELECT 1 FROM areas_area WHERE id = {county.chishi.pk} FOR UPDATE"),  # noqa: S608
        pytest.raises(OperationalError) as lost,
    ):
        again_when_contended(rename)
    assert (len(tries), is_busy(lost.value), state_of(lost.value)) == (2, True, "55P03")


def test_what_no_view_has_seen_was_not_saved_and_says_so(transactional_db, county, cast, tmp_path):
    client, address = browser(cast["origin"]), reverse("suggestions:suggestion-create")
    with other_connection(HOST=str(tmp_path), PORT=""):
        started = time.monotonic()
        answer = client.post(address, {"title": "整修村口的一座桥", "one_time_number": "n-2"})
        assert time.monotonic() - started < SECONDS
    assert answer.status_code == 503
    assert "这次提交没有保存" in answer.content.decode()
    assert "整修村口的一座桥" in answer.content.decode()


def contended(seconds: float, tries: list) -> None:
    """Lose a fight over a lock after so many seconds; note how long the transaction would have waited for a lock."""
    with transaction.atomic(), connection.cursor() as cursor:
        bound_second_try()
        cursor.execute("SHOW lock_timeout")
        tries.append(cursor.fetchone()[0])
        time.sleep(seconds)
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = 'lock_not_available'; END $$")


def test_a_second_try_has_only_what_is_left_of_the_time(transactional_db):
    tries: list[str] = []
    with pytest.raises(DatabaseError):
        again_when_contended(lambda: contended(0.6, tries))
    assert len(tries) == 2
    assert int(tries[1].removesuffix("ms")) <= 1000
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone()[0] == tries[0]  # nothing is left on the connection


def test_who_has_waited_for_one_that_waits_is_not_tried_again(transactional_db):
    tries: list[str] = []
    with pytest.raises(DatabaseError):
        again_when_contended(lambda: contended(1.6, tries))
    assert len(tries) == 1


@pytest.mark.django_db
def test_nothing_is_tried_twice_inside_somebody_elses_transaction_or_for_another_reason():
    tries = []

    def fail():
        tries.append(1)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    with pytest.raises(DatabaseError) as broken:
        again_when_contended(fail)
    assert len(tries) == 1
    assert not is_busy(broken.value)


@pytest.mark.django_db
def test_an_export_may_take_longer_and_the_next_statement_may_not():
    def bound() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            return cursor.fetchone()[0]

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '10s'")
    try:
        with transaction.atomic():
            with patient(45):
                assert bound() == "45s"
            transaction.set_rollback(True)
    finally:
        assert bound() == "10s"
