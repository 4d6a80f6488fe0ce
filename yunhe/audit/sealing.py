"""Sealing: a sweep puts the events that have come into the chain, many at once, in a transaction of its own.

Events come from many transactions at once and not in the order of their numbers, so a seal lists what it holds. Writing an
event never waits for a seal. Until its seal is written an event is guarded by its own signature and by its witness.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from yunhe.audit import anchors, signing, witness
from yunhe.audit.models import AuditEvent, Seal
from yunhe.audit.record import record

logger = logging.getLogger(__name__)

SEALING_LOCK = 331_125_001  # advisory lock of the sweep; nothing else takes it
AT_MOST = 10_000  # events in one seal
LATE = timedelta(hours=2)  # so long a transaction may have been open that writes its event late
GENESIS = "0" * 64

Pairs = Sequence[tuple[int, str]]  # (number, signature) of events


class SealingRefusedError(RuntimeError):
    """The chain does not fit what was anchored: somebody must look first. The message is the sentence."""


def content_of_seal(seal: Seal, pairs: Pairs) -> list:
    """Return what the signature of a seal covers."""
    return [seal.number, seal.at.isoformat(), seal.is_old, seal.total, seal.previous, [list(pair) for pair in pairs]]


def next_seal(last: Seal | None, pairs: Pairs, *, is_old: bool = False) -> Seal:
    """Return the signed seal over `pairs` that follows `last`; it is not saved."""
    seal = Seal(
        number=last.number + 1 if last else 0,
        at=timezone.now(),
        is_old=is_old,
        event_ids=[pk for pk, _hash in pairs],
        last_id=max((pk for pk, _hash in pairs), default=0),
        total=(last.total if last else 0) + len(pairs),
        previous=last.hash if last else GENESIS,
    )
    seal.hash = signing.sign(signing.SEAL, content_of_seal(seal, pairs))
    return seal


def unsealed(*, of_all_times: bool = False, at_most: int | None = None) -> list[tuple[int, str]]:
    """Return number and signature of the events that no seal holds, in the order of their numbers.

    Unless `of_all_times`, only those that can have come in the last two hours are looked at: it is asked all the time.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH known AS (SELECT coalesce(max(last_id), 0) AS floor, coalesce(max(number), -1) AS number"
            " FROM audit_seal WHERE at < %s),"
            " held AS (SELECT unnest(event_ids) AS id FROM audit_seal, known WHERE audit_seal.number > known.number)"
            " SELECT event.id, event.hash FROM audit_auditevent event, known"
            " WHERE event.id > known.floor AND NOT EXISTS (SELECT FROM held WHERE held.id = event.id)"
            " ORDER BY event.id LIMIT %s",
            [None if of_all_times else timezone.now() - LATE, at_most],
        )
        return cursor.fetchall()


def contradiction(last: Seal | None) -> str:
    """Return the sentence that tells how the newest seal contradicts the newest anchor, "" where it does not."""
    if last is None:
        return "封存记录已被清空。"
    anchor = anchors.newest()
    if anchor is None:
        return ""
    if anchor.number > last.number:
        return f"封存只到第 {last.number} 次，而库外锚定到第 {anchor.number} 次（{anchor.total} 条）：末尾被截去。"
    same = last if last.number == anchor.number else Seal.objects.filter(number=anchor.number).first()
    if same is None or (same.hash, same.total) != (anchor.hash, anchor.total):
        return f"第 {anchor.number} 次封存与库外锚定不符：整条链被替换过。"
    return ""


def seal_events(*, of_all_times: bool = False) -> int:
    """Seal what has come and anchor the newest seal; return how many events that were. Another sweep at work: 0.

    Raises SealingRefusedError when the chain contradicts its anchor: going on would cover up what was done.
    Side effects: the sweep's lock until the end, an event for each that was deleted before its seal, Seal rows, a line in the
    anchors' file.
    """
    done = looked_at = 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALING_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        last = Seal.objects.first()
        if sentence := contradiction(last):
            raise SealingRefusedError(sentence)
        looked_at = _record_what_is_lost()
        while pairs := unsealed(of_all_times=of_all_times, at_most=AT_MOST):
            last = next_seal(last, pairs)
            last.save(force_insert=True)
            done += len(pairs)
    witness.settle(looked_at)
    anchor = anchors.newest()
    if last and (anchor is None or anchor.number < last.number):
        anchors.keep(anchors.anchor_of(last, "" if anchor else "开始锚定"))
    return done


def _record_what_is_lost() -> int:
    """Record every event whose witness is there while it is not; return how many notes were looked at. One event for each."""
    lost, number = witness.missing()
    known = witness.recorded() if lost else {}
    for note in lost:
        if note.hash not in known:
            changes = {witness.SIGNATURE: [note.hash, None]}
            record(witness.LOST, "发现记录被删去", reason=note.sentence, changes=changes, areas=(), succeeded=False)
            logger.error("an audit event was deleted before it was sealed: number %s, %s", note.pk, note.verb)
    return number


@transaction.atomic
def adopt_old_events(events=AuditEvent, seals=Seal) -> None:
    """Begin the chain: seal number 0, then the events that were there before, as they were found. For the migration.

    events, seals: the models of the migration's time.
    """
    last = None
    pairs = list(events.objects.order_by("id").values_list("id", "hash"))
    parts = [pairs[start : start + AT_MOST] for start in range(0, len(pairs), AT_MOST)]
    for part in ([], *parts):
        last = next_seal(last, part, is_old=True)
        facts = {field.attname: getattr(last, field.attname) for field in Seal._meta.concrete_fields}
        seals.objects.create(**facts)
