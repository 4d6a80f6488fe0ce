"""Reads about accounts: who is locked out, who signed in, whom an administrator keeps."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet, Sum
from django.utils import timezone

from yunhe.accounts.enums import Role
from yunhe.accounts.lockout import COOL_OFF
from yunhe.accounts.models import Appointment, OpenSession, User
from yunhe.accounts.scope import scope_of
from yunhe.accounts.sessions import LAST_SEEN
from yunhe.audit.models import AuditEvent

SIGN_INS = ("accounts.sign_in", "accounts.sign_in_failed", "accounts.sign_in_locked")


def sign_ins_of(user: User, limit: int = 12) -> list[dict]:
    """Return the newest sign-ins to the account of `user`, failed ones too, as timeline events. One query."""
    events = AuditEvent.objects.about(user).filter(verb__in=SIGN_INS)[:limit]
    return [
        {
            "at": event.at,
            "title": event.verb_label,
            "text": f"来自 {event.ip}" if event.ip else "",
            "tone": "success" if event.succeeded else "danger",
        }
        for event in events
    ]


@dataclass(frozen=True)
class Device:
    """One open session of a person; `seen` is when it was last used."""

    opened: OpenSession
    seen: datetime
    is_this: bool


def devices_of(user: User, session_key: str | None) -> list[Device]:
    """Return the sessions of `user` that are still open, the one with `session_key` first. Two queries."""
    rows = {row.session_key: row for row in user.open_sessions.all()}
    found = []
    for session in Session.objects.filter(session_key__in=rows, expire_date__gt=timezone.now()):
        facts, opened = session.get_decoded(), rows[session.session_key]
        if facts.get(HASH_SESSION_KEY) != user.get_session_auth_hash():
            continue  # ended with the password, or by the security administrator
        seen = datetime.fromtimestamp(facts.get(LAST_SEEN, 0), tz=UTC)
        if settings.SESSION_IDLE_MINUTES and timezone.now() - seen > timedelta(minutes=settings.SESSION_IDLE_MINUTES):
            continue
        found.append(Device(opened, seen, opened.session_key == session_key))
    return sorted(found, key=lambda device: (not device.is_this, -device.seen.timestamp()))


def accounts_for(by: User) -> QuerySet[User]:
    """Return the accounts that `by` looks after as system or security administrator, none for anyone else.

    Each has `held` (appointments in force, with areas) and `is_locked`.
    """
    paths = scope_of(by).paths(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    held = Appointment.objects.in_force().select_related("area__unit").order_by("role", "pk")
    attempts = AccessAttempt.objects.filter(
        username=OuterRef("username"),
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gt=timezone.now() - COOL_OFF,
    )
    accounts = User.objects.with_appointment_in(paths) if paths else User.objects.none()
    return accounts.annotate(is_locked=Exists(attempts)).prefetch_related(
        Prefetch("appointments", queryset=held, to_attr="held")
    )


@dataclass(frozen=True)
class Lock:
    """A sign-in name that may not be tried from an address until `until`; `user` is None where no account has it.

    username is "" where an address is locked for all names, ip is "" where a name is locked from all addresses.
    """

    username: str
    ip: str
    failures: int
    until: datetime
    user: User | None


def locks_for(by: User) -> list[Lock]:
    """Return the locks in force: of addresses, then on accounts of `by`'s county and on names that are no account, newest first."""
    since = timezone.now() - COOL_OFF
    sums = {"failures": Sum("failures_since_start"), "last": Max("attempt_time")}
    attempts = AccessAttempt.objects.filter(attempt_time__gt=since)
    rows = [
        *attempts.values("username")
        .annotate(**sums)
        .filter(failures__gte=settings.NAME_FAILURE_LIMIT)
        .order_by("-last")[:200],
        *attempts.values("username", "ip_address")
        .annotate(**sums)
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
        .order_by("-last")[:200],
    ]
    names = [row["username"] for row in rows]
    addresses = (
        attempts.exclude(ip_address=None)
        .values("ip_address")
        .annotate(**sums)
        .filter(failures__gte=settings.ADDRESS_FAILURE_LIMIT)
        .order_by("-last")[:200]
    )
    own = {user.username: user for user in accounts_for(by).filter(username__in=names)}
    known = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    return [Lock("", row["ip_address"], row["failures"], row["last"] + COOL_OFF, None) for row in addresses] + [
        Lock(
            row["username"],
            row.get("ip_address") or "",
            row["failures"],
            row["last"] + COOL_OFF,
            own.get(row["username"]),
        )
        for row in rows
        if row["username"] in own or row["username"] not in known
    ]
