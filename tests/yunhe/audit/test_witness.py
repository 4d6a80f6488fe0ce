"""An event that is deleted within the seconds before its seal: a note outside the database tells of it."""

import pytest
from django.conf import settings
from django.db import connection, transaction
from redis import Redis

from tests.kit.databases import owner
from yunhe.audit import witness
from yunhe.audit.models import AuditEvent
from yunhe.audit.record import record, record_many
from yunhe.audit.sealing import seal_events
from yunhe.audit.verifying import check_chain

pytestmark = pytest.mark.django_db(transaction=True)


def written(number=3):
    return [record(f"tests.n{n}", "记录", actor=f"第{n}人") for n in range(number)]


def delete(*events):
    """Do what somebody with the owner's password could do, guards and all."""
    with transaction.atomic(), owner(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM audit_auditevent WHERE id = ANY(%s)", [[event.pk for event in events]])


def notes():
    with Redis.from_url(settings.REDIS_URL) as redis:
        return redis.llen(settings.AUDIT_WITNESSES)


def test_an_event_deleted_before_its_seal_is_found_at_once_and_for_ever():
    events = written()
    delete(events[1])
    (sentence,) = check_chain().problems
    assert f"第 {events[1].pk} 号记录" in sentence
    assert "tests.n1）在封存之前被删去" in sentence
    seal_events()
    told = AuditEvent.objects.get(verb=witness.LOST)
    assert sentence in told.reason
    assert not told.succeeded
    assert notes() == 1  # that of the event that tells
    seal_events()
    assert notes() == 0
    (again,) = check_chain().problems
    assert again.startswith(sentence)
    assert AuditEvent.objects.filter(verb=witness.LOST).count() == 1


def test_who_deletes_the_event_that_tells_is_found_too():
    events = written()
    delete(events[0])
    seal_events()
    told = AuditEvent.objects.get(verb=witness.LOST)
    delete(told)
    found = "\n".join(check_chain().problems)
    assert f"第 {told.pk} 号记录" in found


def test_what_was_copied_in_has_witnesses_too():
    record_many("tests.many", "批量", AuditEvent, [(n, f"第{n}个", {}, []) for n in range(1200)])
    assert notes() == 1200
    delete(AuditEvent.objects.get(object_id="700"))
    (sentence,) = check_chain().problems
    assert sentence.startswith("一条记录（")


def test_what_was_rolled_back_is_no_loss():
    with transaction.atomic():
        record("tests.rolled_back", "撤回")
        transaction.set_rollback(True)
    with transaction.atomic():
        record("tests.kept", "留下")
        with transaction.atomic():
            record("tests.inner", "撤回")
            transaction.set_rollback(True)
    assert notes() == 1
    assert check_chain().holds


def test_a_note_that_somebody_else_has_put_there_says_nothing():
    forged = witness.Note("f" * 64, "7", "2026-11-29T10:00:00+00:00", "tests.forged")
    with Redis.from_url(settings.REDIS_URL) as redis:
        redis.rpush(settings.AUDIT_WITNESSES, forged.line[:-6] + '0000"]', b"no json", b"[]", b"7")
    assert check_chain().holds
    assert seal_events() == 0
    assert notes() == 0


def test_without_redis_events_are_written_as_ever(settings, monkeypatch):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(witness, "_resting_until", 0.0)
    written()
    assert seal_events() == 3
    assert check_chain().holds
    assert AuditEvent.objects.count() == 3


def test_a_chain_that_was_sealed_needs_no_notes():
    events = written()
    assert notes() == len(events)
    seal_events()
    assert notes() == 0
    assert check_chain().holds
