"""Writing audit events. Call it inside the transaction of the change it speaks of.

Each event is signed by itself, so writing takes no lock and waits for nobody; a sweep seals what has come (sealing.py). Until
then a note outside the database says that it was written (witness.py).
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import count

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils import timezone

from yunhe.audit import signing, witness
from yunhe.audit.models import AuditEvent
from yunhe.kit.copying import copy_in

VIEWED = "audit.view_field"

request_facts: ContextVar[dict] = ContextVar("request_facts", default={})  # noqa: B039 never mutated, only replaced


# What a signature covers, in this order, after the salt.
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


def content_of(event: AuditEvent) -> list:
    """Return what the signature of an event covers."""
    return [event.salt, *(event.at.isoformat() if name == "at" else getattr(event, name) for name in SEALED)]


def _signed(salt: str, content: dict) -> str:
    """Return the signature over the values of SEALED in `content`; `at` is an ISO text."""
    return signing.sign(signing.EVENT, [salt, *(content[name] for name in SEALED)])


def _plain(value):
    """Return `value` as JSON holds it, without NUL, which jsonb refuses."""
    if isinstance(value, dict):
        return {_plain(str(key)): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(part) for part in value]
    if isinstance(value, str):
        return value.replace("\x00", "")
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))


def _event(at, thing: Model | None, changes, paths, **facts) -> AuditEvent:
    """Return a signed event that is not saved. Texts are cut to their columns."""
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
        salt=secrets.token_hex(16),
        **facts,
    )
    event.actor, event.reason = event.actor.replace("\x00", "")[:80], event.reason.replace("\x00", "")[:300]
    event.hash = signing.sign(signing.EVENT, content_of(event))
    return event


def record(
    verb, label, thing=None, *, by=None, changes=None, reason="", areas=None, succeeded=True, actor=""
) -> AuditEvent:
    """Append one event and return it.

    verb: dotted name "app.verb"; label: Chinese name of the action; thing: model instance or None; by: User or None (the
    system); changes: {"字段": [before, after]} with personal data already masked; areas: Area instances concerned, for
    scoped history (not named: the `areas` or the `area` that the thing itself knows); actor: name to use where there is no
    user (a sign-in that failed).
    Side effect: one AuditEvent row.
    """
    if areas is None:
        areas = getattr(thing, "areas", [getattr(thing, "area", None)])
    event = _event(
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
    witness.leave([witness.Note(event.hash, str(event.pk), event.at.isoformat(), event.verb)])
    return event


def record_many(verb, label, model, entries, *, by=None, reason="") -> int:
    """Append one event for each of `entries` and return their number; for changes made in bulk.

    entries: (primary key of a `model`, its name, changes as in `record`, paths of the areas concerned) each.
    Side effect: one AuditEvent row for each entry, in their order.
    """
    facts = request_facts.get()
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
    return _append(
        {
            **shared,
            "object_id": str(pk),
            "object_label": name[:160],
            "area_paths": sorted(paths),
            "changes": _plain(changes),
        }
        for pk, name, changes, paths in entries
    )


def _append(contents: Iterable[dict]) -> int:
    """Sign and copy in an event for each of `contents`, the values of SEALED but for the time, which is now; return their number."""
    now, salts = timezone.now(), _salts()
    at = now.isoformat()
    names = [name for name in SEALED if name != "at"]
    rows, notes = [], []
    for content in contents:
        salt = next(salts)
        signature = _signed(salt, {"at": at, **content})
        rows.append((*(content[name] for name in names), now, salt, signature))
        notes.append(witness.Note(signature, "", at, content["verb"]))
    copy_in(AuditEvent, [*names, "at", "salt", "hash"], rows)
    witness.leave(notes)
    return len(rows)


def _salts() -> Iterator[str]:
    """Yield random numbers that cost little for many events: one drawn, then counted on."""
    drawn = secrets.token_hex(12)
    return (f"{drawn}{number:08x}" for number in count())


@dataclass(frozen=True)
class Act:
    """One thing done earlier, whose row has kept who did it and from where until the trail takes it.

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


def record_acts(model, acts: Iterable[Act]) -> int:
    """Append one event for each of `acts` on rows of `model`, in their order; return their number.

    The event's time is that of writing; when the act itself happened stands in its changes.
    Side effect: one AuditEvent row for each act.
    """
    return _append(
        {
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
        for act in acts
    )


def record_view(thing: Model, field_label: str, *, by, areas: Iterable | None = None) -> AuditEvent:
    """Record that `by` has seen the personal field `field_label` ("手机") of `thing` in full; its value is not kept."""
    return record(VIEWED, f"查看{field_label}", thing, by=by, areas=areas)
