"""The trail: what an event holds, that it cannot be changed, and that its signature tells when it was."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from tests.factories.accounts import UserFactory
from tests.kit.databases import owner
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.areas.workflow import create_area
from yunhe.audit.models import AuditEvent
from yunhe.audit.record import record, record_many, record_view, request_facts
from yunhe.audit.verifying import check_chain


@pytest.fixture
def area(db):
    return create_area(name="云和县", kind=AreaKind.COUNTY)


def many(area, number):
    return [(area.pk, area.name, {"序": [None, n], "日": [None, date(2026, 1, 1)]}, {area.path}) for n in range(number)]


def tamper(sql, *params):
    """Do what only someone with the database's own password could do: switch the guard off and write."""
    with owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        cursor.execute(sql, params)
        cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER USER")


def test_an_event_holds_who_where_what_and_the_change(area):
    user = UserFactory(username="fuyun", name="王干事")
    token = request_facts.set({"ip": "10.0.0.8", "request_id": "r1"})
    event = record(
        "tests.edit", "修改", area, by=user, changes={"名称": ["甲", "乙"]}, reason="更正", areas=[area, None]
    )
    request_facts.reset(token)
    event = AuditEvent.objects.get(pk=event.pk)
    assert (event.actor, event.actor_id, event.ip, event.request_id) == ("王干事（fuyun）", user.pk, "10.0.0.8", "r1")
    assert (event.object_type, event.object_id, event.object_label) == ("areas.area", str(area.pk), "云和县")
    assert event.area_paths == [area.path]
    assert event.changes_text == "名称：甲 → 乙"


def test_a_thing_that_names_its_areas_need_not_have_them_named(area):
    area.area = area
    assert record("tests.edit", "修改", area).area_paths == [area.path]
    area.areas = [None]
    assert record("tests.edit", "修改", area).area_paths == []
    assert record("tests.edit", "修改", area, areas=[]).area_paths == []


def test_the_chain_holds_for_every_kind_of_value(area):
    record(
        "tests.one",
        "一",
        changes={"丙": [None, Decimal("1.50")], "甲": [date(2026, 11, 3), "x\x00y"], "zz": [True, []]},
    )
    record("tests.two", "二", area, reason="长" * 400, actor="名" * 100)
    record_many("tests.many", "批量", Area, many(area, 300))
    report = check_chain()
    assert report.holds
    assert report.checked == 302
    assert list(
        AuditEvent.objects.filter(verb="tests.many").order_by("id").values_list("changes__序__1", flat=True)
    ) == list(range(300))


def test_record_many_costs_the_same_for_five_and_fifty(area, django_assert_num_queries):
    for number in (5, 50):
        with django_assert_num_queries(1):  # COPY
            record_many("tests.many", "批量", Area, many(area, number))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_auditevent SET reason = '改过' WHERE id = %s",
        "UPDATE audit_auditevent SET succeeded = NOT succeeded WHERE id = %s",
        "UPDATE audit_auditevent SET actor = '别人' WHERE id = %s",
        "UPDATE audit_auditevent SET verb_label = '别的' WHERE id = %s",
        "UPDATE audit_auditevent SET area_paths = '[\"9/\"]' WHERE id = %s",
        "UPDATE audit_auditevent SET at = at + interval '1 hour' WHERE id = %s",
    ],
)
def test_tampering_with_an_event_shows_by_its_own_signature(area, sql):
    events = [record(f"tests.n{n}", "记录", area) for n in range(3)]
    assert check_chain().problems == []
    tamper(sql, events[1].pk)
    assert f"第 {events[1].pk} 号记录" in check_chain().problems[0]


@pytest.mark.django_db
def test_the_database_refuses_truncate():
    with transaction.atomic(), owner(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL yunhe.protect_audit = 'on'")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("TRUNCATE audit_auditevent")


def test_seeing_a_personal_field_is_recorded_without_its_value(area):
    user = UserFactory()
    event = record_view(area, "手机", by=user, areas=[area])
    assert (event.verb, event.verb_label, event.changes) == ("audit.view_field", "查看手机", {})


@pytest.mark.django_db
def test_verify_audit_says_so_and_fails_when_the_chain_is_broken(capsys):
    event = record("tests.one", "一")
    call_command("verify_audit")
    assert "审计链完好：1 条，其中 1 条待封存" in capsys.readouterr().out
    tamper("UPDATE audit_auditevent SET reason = 'x' WHERE id = %s", event.pk)
    with pytest.raises(CommandError, match=f"第 {event.pk} 号记录"):
        call_command("verify_audit")


@pytest.mark.django_db(transaction=True)
def test_six_writers_at_once_write_without_waiting_for_each_other():
    def write():
        for _ in range(5):
            with transaction.atomic():
                record("tests.thread", "并发")
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert check_chain().checked == 30
    assert check_chain().problems == []


@pytest.mark.django_db
def test_a_change_that_is_rolled_back_leaves_no_event():
    with transaction.atomic():
        record("tests.one", "一")
        transaction.set_rollback(True)
    assert not AuditEvent.objects.exists()
