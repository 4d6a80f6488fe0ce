"""Writing one audit event. Call it inside the transaction of the change it speaks of."""

import hashlib
import json
from contextvars import ContextVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from yunhe.audit.models import AuditEvent
from yunhe.copying import copy_in

CHAIN_LOCK = 331_125_001  # advisory lock that keeps the chain in one line
GENESIS = "0" * 64

request_facts: ContextVar[dict] = ContextVar("request_facts", default={})  # noqa: B039 never mutated, only replaced


_ENCODER = DjangoJSONEncoder(ensure_ascii=False, sort_keys=True)  # sorted: jsonb does not keep the order of keys


def _hash(content: list) -> str:
    return hashlib.sha256(_ENCODER.encode(content).encode()).hexdigest()


def seal(event: AuditEvent) -> str:
    """Return the SHA-256 (hex) of the event's content together with the hash of the event before it."""
    return _hash(
        [
            event.previous_hash,
            event.at.isoformat(),
            event.actor_id,
            event.actor,
            event.ip,
            event.verb,
            event.object_type,
            event.object_id,
            event.object_label,
            event.changes,
            event.reason,
            event.succeeded,
        ]
    )


@transaction.atomic
def record(
    verb, label, thing=None, *, by=None, changes=None, reason="", areas=(), succeeded=True, actor=""
) -> AuditEvent:
    """Append one event and return it.

    verb: dotted name "app.verb"; label: Chinese name of the action; thing: model instance or None; by: User or None (the
    system); changes: {"字段": [before, after]} with personal data already masked; areas: Area instances concerned, for
    scoped history; actor: name to use where there is no user (a sign-in that failed).
    Side effects: takes the chain lock until the transaction ends, then one AuditEvent row.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    facts = request_facts.get()
    last = AuditEvent.objects.order_by("-id").values_list("hash", flat=True).first()
    event = AuditEvent(
        at=timezone.now(),
        actor_id=by.pk if by else None,
        actor=actor or (by.display_name if by else "系统"),
        ip=facts.get("ip"),
        verb=verb,
        verb_label=label,
        object_type=thing._meta.label_lower if thing is not None else "",
        object_id=str(thing.pk) if thing is not None else "",
        object_label=str(thing)[:160] if thing is not None else "",
        area_paths=sorted({area.path for area in areas if area and area.path}),
        changes=json.loads(json.dumps(changes or {}, cls=DjangoJSONEncoder, ensure_ascii=False)),
        reason=reason[:300],
        succeeded=succeeded,
        request_id=facts.get("request_id", ""),
        previous_hash=last or GENESIS,
    )
    event.hash = seal(event)
    event.save(force_insert=True)
    return event


@transaction.atomic
def record_many(verb, label, model, entries, *, by=None, reason="") -> int:
    """Append one event for each of `entries` and return their number; for changes made in bulk.

    entries: (primary key of a `model`, its name, changes as in `record`, paths of the areas concerned) each. Side effects: takes the
    chain lock until the transaction ends, then one AuditEvent row for each entry, in their order.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    facts = request_facts.get()
    previous = AuditEvent.objects.order_by("-id").values_list("hash", flat=True).first() or GENESIS
    now, ip = timezone.now(), facts.get("ip")
    at, actor_id, actor = now.isoformat(), by.pk if by else None, by.display_name if by else "系统"
    kind, reason, rows = model._meta.label_lower, reason[:300], []
    for pk, name, changes, paths in entries:
        key, shown = str(pk), name[:160]
        this = _hash([previous, at, actor_id, actor, ip, verb, kind, key, shown, changes, reason, True])
        rows.append((key, shown, sorted(paths), changes, previous, this))
        previous = this
    fixed = {
        "at": now,
        "actor_id": actor_id,
        "actor": actor,
        "ip": ip,
        "verb": verb,
        "verb_label": label,
        "object_type": kind,
        "reason": reason,
        "request_id": facts.get("request_id", ""),
        "succeeded": True,
    }
    names = ("object_id", "object_label", "area_paths", "changes", "previous_hash", "hash", *fixed)
    copy_in(AuditEvent, names, [(*row, *fixed.values()) for row in rows])
    return len(rows)


def verify_chain() -> AuditEvent | None:
    """Return the first event whose hash does not fit the one before it, or None when the whole chain holds."""
    previous = GENESIS
    for event in AuditEvent.objects.order_by("id").iterator(chunk_size=2000):
        if event.previous_hash != previous or event.hash != seal(event):
            return event
        previous = event.hash
    return None
