"""Reading the trail: all of it for the auditor, the history of one thing on its page."""

from django.db.models import Model, QuerySet

from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.audit.models import AuditEvent

VIEWS = (  # who looked, not what changed
    "audit.view_field",
    "deputies.reveal_contact",
    "ledger.reveal_contact",
    "ledger.print_sheet",
    "contacts.reveal_own",
)


def trail_for(user: User) -> QuerySet[AuditEvent]:
    """Return the events that `user` may read as auditor: those of the own county, and those that name no area."""
    return AuditEvent.objects.within(scope_of(user).paths(Role.AUDITOR)) if _is_auditor(user) else _nothing()


def history_of(thing: Model, user: User, limit: int = 30) -> list[dict]:
    """Return what happened to `thing`, newest first, as timeline events (at, title, by, text, tone).

    The caller has found `thing` through `visible_to(user)`. Events that concern only areas apart from the user's own are
    left out, so that a new residence office does not read what two other offices settled. One query.
    """
    return _timeline(AuditEvent.objects.about(thing).exclude(verb__in=VIEWS), user, limit)


def views_of(thing: Model, user: User, limit: int = 30) -> list[dict]:
    """Return who has seen personal data of `thing` in full, newest first, as timeline events. One query."""
    return _timeline(AuditEvent.objects.about(thing).filter(verb__in=VIEWS), user, limit)


def _timeline(events: QuerySet[AuditEvent], user: User, limit: int) -> list[dict]:
    own = [appointment.area.path or "" for appointment in scope_of(user).appointments]
    shown = [event for event in events[: limit * 2] if _concerns(event, own)]
    return [
        {
            "at": event.at,
            "title": event.verb_label,
            "by": event.actor,
            "text": "；".join(part for part in (event.changes_text, event.reason and f"原因：{event.reason}") if part),
            "tone": "muted" if event.succeeded else "danger",
        }
        for event in shown[:limit]
    ]


def _concerns(event: AuditEvent, own: list[str]) -> bool:
    """Whether an area of the event contains, or lies within, one of the user's own; events without area concern all."""
    pairs = ((path, mine) for path in event.area_paths for mine in own if mine)
    return not event.area_paths or any(path.startswith(mine) or mine.startswith(path) for path, mine in pairs)


def _is_auditor(user: User) -> bool:
    return scope_of(user).has_role(Role.AUDITOR)


def _nothing() -> QuerySet[AuditEvent]:
    return AuditEvent.objects.none()
