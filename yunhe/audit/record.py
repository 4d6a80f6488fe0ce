"""Writing audit events. Call it inside the transaction of the change it speaks of."""

import hashlib
import json
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from yunhe.audit.models import AuditEvent
from yunhe.kit.copying import copy_in

CHAIN_LOCK = 331_125_001  # advisory lock that keeps the chain in one line
GENESIS = "0" * 64
VIEWED = "audit.view_field"

request_facts: ContextVar[dict] = ContextVar("request_facts", default={})  # noqa: B039 never mutated, only replaced


# What a hash covers, in this order, after the hash of the event before.
SEALED = (
    "at",
    "actor_id",
    "actor",
    "ip",
    "verb",
    "verb_label",
    "object_type",
    "object_id",
    "object_label",
    "area_paths",
    "changes",
    "reason",
    "succeeded",
    "request_id",
)
_ENCODER = DjangoJSONEncoder(ensure_ascii=False, sort_keys=True)  # sorted: jsonb does not keep the order of keys


def _hash(previous: str, content: dict) -> str:
    """Return the SHA-256 (hex) over the values of SEALED in `content`; `at` is an ISO text."""
    return hashlib.sha256(_ENCODER.encode([previous, *(content[name] for name in SEALED)]).encode()).hexdigest()


def seal(event: AuditEvent) -> str:
    """Return the SHA-256 (hex) of the event's content together with the hash of the event before it."""
    content = {name: getattr(event, name) for name in SEALED}
    return _hash(event.previous_hash, {**content, "at": event.at.isoformat()})


def _last_hash() -> str:
    """Take the chain lock until the transaction ends and return the hash of the newest event."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    return AuditEvent.objects.order_by("-id").values_list("hash", flat=True).first() or GENESIS


def _plain(value):
    """Return `value` as JSON holds it, without NUL, which jsonb refuses."""
    if isinstance(value, dict):
        return {_plain(str(key)): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(part) for part in value]
    if isinstance(value, str):
        return value.replace("\x00", "")
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))


def _event(previous_hash: str, at, thing: Model | None, changes, paths, **facts) -> AuditEvent:
    """Return a sealed event that is not saved. Texts are cut to their columns."""
    of_request = request_facts.get()
    event = AuditEvent(
        at=at,
        ip=of_request.get("ip"),
        request_id=of_request.get("request_id", ""),
        object_type=thing._meta.label_lower if thing is not None else "",
        object_id=str(thing.pk) if thing is not None else "",
        object_label=str(thing)[:160] if thing is not None else "",
        area_paths=sorted(paths),
        changes=_plain(changes or {}),
        previous_hash=previous_hash,
        **facts,
    )
    event.actor, event.reason = event.actor.replace("\x00", "")[:80], event.reason.replace("\x00", "")[:300]
    event.hash = seal(event)
    return event


@transaction.atomic
def record(
    verb, label, thing=None, *, by=None, changes=None, reason="", areas=None, succeeded=True, actor=""
) -> AuditEvent:
    """Append one event and return it.

    verb: dotted name "app.verb"; label: Chinese name of the action; thing: model instance or None; by: User or None (the
    system); changes: {"字段": [before, after]} with personal data already masked; areas: Area instances concerned, for
    scoped history (not named: the `areas` that the thing itself knows); actor: name to use where there is no user (a sign-in
    that failed).
    Side effects: takes the chain lock until the transaction ends, then one AuditEvent row.
    """
    if areas is None:
        areas = getattr(thing, "areas", ())
    event = _event(
        _last_hash(),
        timezone.now(),
        thing,
        changes,
        {area.path for area in areas if area and area.path},
        actor_id=by.pk if by else None,
        actor=actor or (by.display_name if by else "系统"),
        verb=verb,
        verb_label=label,
        reason=reason,
        succeeded=succeeded,
    )
    event.save(force_insert=True)
    return event


@transaction.atomic
def record_many(verb, label, model, entries, *, by=None, reason="") -> int:
    """Append one event for each of `entries` and return their number; for changes made in bulk.

    entries: (primary key of a `model`, its name, changes as in `record`, paths of the areas concerned) each.
    Side effects: takes the chain lock until the transaction ends, then one AuditEvent row for each entry, in their order.
    """
    previous, facts, now = _last_hash(), request_facts.get(), timezone.now()
    shared = {
        "actor_id": by.pk if by else None,
        "actor": by.display_name if by else "系统",
        "ip": facts.get("ip"),
        "verb": verb,
        "verb_label": label,
        "object_type": model._meta.label_lower,
        "reason": reason[:300],
        "succeeded": True,
        "request_id": facts.get("request_id", ""),
    }
    at, rows = now.isoformat(), []
    for pk, name, changes, paths in entries:
        own = {
            "object_id": str(pk),
            "object_label": name[:160],
            "area_paths": sorted(paths),
            "changes": _plain(changes),
        }
        this = _hash(previous, {"at": at, **shared, **own})
        rows.append((*own.values(), previous, this, now, *shared.values()))
        previous = this
    names = ("object_id", "object_label", "area_paths", "changes", "previous_hash", "hash", "at", *shared)
    copy_in(AuditEvent, names, rows)
    return len(rows)


@dataclass(frozen=True)
class Act:
    """One thing done earlier, whose row has kept who did it and from where until the chain takes it.

    changes as in `record`; paths: of the areas concerned.
    """

    verb: str
    label: str
    object_id: str
    object_label: str
    paths: Iterable[str]
    changes: dict
    actor_id: int | None
    actor: str
    ip: str | None
    request_id: str


@transaction.atomic
def record_acts(model, acts: Iterable[Act]) -> int:
    """Append one event for each of `acts` on rows of `model`, in their order; return their number.

    The event's time is that of chaining; when the act itself happened stands in its changes.
    Side effects: takes the chain lock until the transaction ends, then one AuditEvent row for each act.
    """
    previous, now = _last_hash(), timezone.now()
    rows: list[list] = []
    for act in acts:
        content = {
            "actor_id": act.actor_id,
            "actor": act.actor.replace("\x00", "")[:80],
            "ip": act.ip,
            "verb": act.verb,
            "verb_label": act.label,
            "object_type": model._meta.label_lower,
            "object_id": act.object_id,
            "object_label": act.object_label[:160],
            "area_paths": sorted(act.paths),
            "changes": _plain(act.changes),
            "reason": "",
            "succeeded": True,
            "request_id": act.request_id,
        }
        this = _hash(previous, {"at": now.isoformat(), **content})
        rows.append([*content.values(), now, previous, this])
        previous = this
    names = [name for name in SEALED if name != "at"]
    copy_in(AuditEvent, [*names, "at", "previous_hash", "hash"], rows)
    return len(rows)


def record_view(thing: Model, field_label: str, *, by, areas: Iterable = ()) -> AuditEvent:
    """Record that `by` has seen the personal field `field_label` ("手机") of `thing` in full; its value is not kept."""
    return record(VIEWED, f"查看{field_label}", thing, by=by, areas=areas)


@dataclass(frozen=True)
class ChainReport:
    """What verifying the chain has found: events checked, hash of the last, the first event that does not fit."""

    checked: int
    last_hash: str
    broken: AuditEvent | None

    @property
    def holds(self) -> bool:
        """Whether every event fits the one before it."""
        return self.broken is None


def check_chain() -> ChainReport:
    """Seal every event again and compare, oldest first; stop at the first that does not fit."""
    previous, checked = GENESIS, 0
    for event in AuditEvent.objects.order_by("id").iterator(chunk_size=2000):
        if event.previous_hash != previous or event.hash != seal(event):
            return ChainReport(checked, previous, event)
        previous, checked = event.hash, checked + 1
    return ChainReport(checked, previous, None)


def verify_chain() -> AuditEvent | None:
    """Return the first event whose hash does not fit the one before it, or None when the whole chain holds."""
    return check_chain().broken
