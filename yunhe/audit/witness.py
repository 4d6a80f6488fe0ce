"""Witnesses: until an event is sealed, a signed note in Redis says that it was written.

Whoever holds the whole database could delete an event within the seconds before its seal. The note is left after the commit,
outside the database; the sweep looks for every event that a note speaks of before it seals, and what is missing becomes an event
itself. Writing waits for nobody: a Redis that is away leaves no note, and costs a page next to nothing.
"""

import json
import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache, partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from redis import Redis, RedisError

from yunhe.audit import signing
from yunhe.audit.models import AuditEvent

logger = logging.getLogger(__name__)

LOST = "audit.event_lost"
SIGNATURE = "签名"  # of the deleted event, in the changes of the event that tells of it
MOST = 100_000  # notes that wait for the sweep; without a worker the oldest go
TOGETHER = 1_000
SECONDS = 0.5  # that a page waits for Redis at most
REST = 5.0  # seconds in which a Redis that failed is not asked again by this process
_resting_until = 0.0


@dataclass(frozen=True)
class Note:
    """That an event was written: its signature, its number ("" where many were copied in), when and which action."""

    hash: str
    pk: str
    at: str
    verb: str

    @property
    def line(self) -> str:
        """The signed line."""
        return json.dumps([*asdict(self).values(), signing.sign(signing.WITNESS, asdict(self))])

    @property
    def sentence(self) -> str:
        """What to say when the event is not there."""
        number = f"第 {self.pk} 号记录" if self.pk else "一条记录"
        return f"{number}（{timezone.localtime(datetime.fromisoformat(self.at)):%Y-%m-%d %H:%M}，{self.verb}）在封存之前被删去。"


def leave(notes: Sequence[Note]) -> None:
    """Leave notes of events once the transaction that writes them has committed. Raises nothing."""
    transaction.on_commit(partial(_leave, notes), robust=True)


def _leave(notes: Sequence[Note]) -> None:
    global _resting_until
    if time.monotonic() < _resting_until:
        return
    try:
        for start in range(0, len(notes), TOGETHER):
            with _client(settings.REDIS_URL).pipeline(transaction=False) as pipeline:
                pipeline.rpush(settings.AUDIT_WITNESSES, *(note.line for note in notes[start : start + TOGETHER]))
                pipeline.ltrim(settings.AUDIT_WITNESSES, -MOST, -1)
                pipeline.execute()
    except RedisError as error:
        _resting_until = time.monotonic() + REST
        logger.warning("audit events have no witness, Redis took nothing: %s", type(error).__name__)


def missing() -> tuple[list[Note], int]:
    """Return the notes whose event is not in the table, and how many notes were looked at; none without Redis."""
    try:
        lines = _client(settings.REDIS_URL).lrange(settings.AUDIT_WITNESSES, 0, -1)
    except RedisError:
        return [], 0
    notes = {note.hash: note for note in _read(lines)}
    hashes = list(notes)
    for start in range(0, len(hashes), TOGETHER):
        there = AuditEvent.objects.filter(hash__in=hashes[start : start + TOGETHER])
        for found in there.values_list("hash", flat=True):
            notes.pop(found, None)
    return list(notes.values()), len(lines)


def recorded() -> dict[str, AuditEvent]:
    """Return the events that tell of a deleted one, by its signature."""
    told = AuditEvent.objects.filter(verb=LOST).order_by("id")
    return {str(event.changes.get(SIGNATURE, [""])[0]): event for event in told}


def settle(number: int) -> None:
    """Forget the oldest `number` notes: they have been looked at."""
    try:
        _client(settings.REDIS_URL).ltrim(settings.AUDIT_WITNESSES, number, -1)
    except RedisError:
        return  # the next sweep looks at them again


def _read(lines: Iterable[bytes]) -> Iterable[Note]:
    """Yield the notes that we signed; anybody who can write to Redis can put others there."""
    for line in lines:
        try:
            *facts, signature = json.loads(line)
            note = Note(*facts)
        except (ValueError, TypeError):
            continue
        if signing.is_signed(signing.WITNESS, asdict(note), str(signature)):
            yield note


@cache
def _client(url: str) -> Redis:
    return Redis.from_url(url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS)
