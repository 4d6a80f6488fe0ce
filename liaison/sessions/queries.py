"""Reads of sessions: who has a seat, which half-days want a roll, the roll of one half-day, a deputy's own sessions."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from deputies.mandates.models import CongressTerm, Mandate
from deputies.people.models import Deputy
from liaison.sessions.enums import THERE, AttendanceStatus, Half, LeaveState, SessionState
from liaison.sessions.models import Attendance, CongressSession, Leave, Sitting, Summons
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.counting import count_of

BEGINS = {Half.MORNING: time(8, 30), Half.AFTERNOON: time(14, 0)}  # when a half-day is said to have begun


def has_begun(sitting: Sitting) -> bool:
    """Whether the half-day has begun."""
    return timezone.now() >= timezone.make_aware(datetime.combine(sitting.on, BEGINS[Half(sitting.half)]))


def seats_of(session: CongressSession) -> QuerySet[Mandate]:
    """Return the seats of the term of `session` that are in force and not suspended, in the order of names."""
    seats = Mandate.objects.acting().filter(term=session.term).select_related("deputy__origin")
    return seats.order_by("deputy__name_pinyin", "pk")


def terms_to_meet(user: User) -> QuerySet[CongressTerm]:
    """Return the terms for which `user` may call sessions: of the own congress, for the county office also of its townships."""
    today = timezone.localdate()
    rows = CongressTerm.objects.filter(scope_of(user).within("area", *OFFICES))
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    return rows.select_related("area").order_by("area__order", "area__code", "-number")


def sittings_without_roll(session: CongressSession) -> list[Sitting]:
    """Return the half-days of `session` at which somebody who was called has no record."""
    wanted = session.summonses.count()
    counted = Counter(
        Attendance.objects.current().filter(sitting__session=session).values_list("sitting_id", flat=True)
    )
    return [sitting for sitting in session.sittings.all() if counted[sitting.pk] < wanted]


@dataclass(frozen=True)
class RollLine:
    """One name on the roll of a half-day."""

    summons: Summons
    record: Attendance | None
    is_excused: bool

    @property
    def name(self) -> str:
        """How the form calls it."""
        return f"mark-{self.summons.pk}"

    @property
    def choices(self) -> list[AttendanceStatus]:
        """What may be said of it."""
        away = AttendanceStatus.ON_LEAVE if self.is_excused else AttendanceStatus.ABSENT
        return [*THERE, away]

    @property
    def suggested(self) -> str:
        """What stands there before anybody says otherwise."""
        if self.record is not None:
            return str(self.record.status)
        return str(AttendanceStatus.ON_LEAVE if self.is_excused else AttendanceStatus.PRESENT)


def roll_of(sitting: Sitting) -> list[RollLine]:
    """Return the roll of `sitting`, in the order of names. Three queries."""
    records = {row.summons_id: row for row in Attendance.objects.current().filter(sitting=sitting)}
    granted = Leave.objects.filter(sittings=sitting, state=LeaveState.GRANTED)
    excused = set(granted.values_list("summons_id", flat=True))
    called = Summons.objects.filter(session=sitting.session_id).select_related("deputy__origin")
    rows = called.order_by("deputy__origin__order", "deputy__name_pinyin", "pk")
    return [RollLine(summons, records.get(summons.pk), summons.pk in excused) for summons in rows]


@dataclass(frozen=True)
class SittingLine:
    """One half-day of a session with its figures."""

    sitting: Sitting
    there: int
    on_leave: int
    absent: int
    called: int

    @property
    def has_come(self) -> bool:
        """Whether its day has come; the roll is called from then on (policies.can_call_roll)."""
        return self.sitting.on <= timezone.localdate()

    @property
    def is_called(self) -> bool:
        """Whether the roll is complete."""
        return self.there + self.on_leave + self.absent >= self.called


def sitting_lines(session: CongressSession, rows: QuerySet[Summons]) -> list[SittingLine]:
    """Return the half-days of `session` with the figures of the summonses `rows`."""
    called = rows.count()
    counted = Counter(
        Attendance.objects.current()
        .filter(sitting__session=session, summons__in=rows.order_by().values("pk"))
        .values_list("sitting_id", "status")
    )
    return [
        SittingLine(
            sitting,
            sum(counted[sitting.pk, str(status)] for status in THERE),
            counted[sitting.pk, str(AttendanceStatus.ON_LEAVE)],
            counted[sitting.pk, str(AttendanceStatus.ABSENT)],
            called,
        )
        for sitting in session.sittings.all()
    ]


def figures() -> dict[str, Coalesce]:
    """Return the annotations of a Summons: half-days in all, there, on leave, absent."""
    current = Attendance.objects.current()
    sittings = Sitting.objects.filter(session=OuterRef("session")).order_by().values("session")
    return {
        "sittings": Coalesce(Subquery(sittings.annotate(number=Count("pk")).values("number")), Value(0)),
        "there": count_of(current.filter(status__in=THERE), "summons"),
        "on_leave": count_of(current.filter(status=AttendanceStatus.ON_LEAVE), "summons"),
        "absent": count_of(current.filter(status=AttendanceStatus.ABSENT), "summons"),
    }


def sessions_of(deputy: Deputy) -> QuerySet[Summons]:
    """Return the sessions to which `deputy` was called, the newest first, with figures."""
    rows = Summons.objects.filter(deputy=deputy).exclude(session__state=SessionState.CANCELLED)
    rows = rows.select_related("session__area", "session__term", "mandate").annotate(**figures())
    return rows.order_by("-session__begins_on", "pk")


def coming_for(deputy: Deputy) -> QuerySet[Summons]:
    """Return the sessions to come of `deputy`, the next first."""
    coming = CongressSession.objects.coming()
    rows = Summons.objects.filter(deputy=deputy, session__in=coming)
    return rows.select_related("session__area", "session__term").order_by("session__begins_on", "pk")
