"""Sessions of the demo county: two of each township and of the county that were held, one of the county to come, with leaves.

One deputy of 石塘镇 has missed two sessions and has an alarm; others missed one half-day, were late, were on leave.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from deputies.mandates.models import CongressTerm, Mandate
from deputies.people.enums import CongressLevel
from liaison.demo.making import clerk_of, moment
from liaison.sessions.enums import AttendanceStatus, Half, LeaveState, SessionKind, SessionState
from liaison.sessions.models import Attendance, CongressSession, Leave, LeaveStep, Sitting, Summons
from liaison.sessions.workflow import assess
from yunhe.kit.workdays import next_workday

AGO = (310, 120)  # days since the sessions that were held
AHEAD = 24
MISSES = "石塘镇"
REASONS = ("住院手术，附医院证明", "单位派往外地培训", "家中老人病重", "企业年审，无法离开")
Status = AttendanceStatus


def write_sessions(random: Random, today: date) -> None:
    """Write the sessions of every term that serves, with their rolls and leaves."""
    terms = CongressTerm.objects.serving_on(today).select_related("area").order_by("area__order", "area__code")
    for term in terms:
        mandates = list(Mandate.objects.acting().filter(term=term).order_by("pk"))
        if not mandates:
            continue
        days = 3 if term.level == CongressLevel.COUNTY else 1
        held = [
            _session(term, mandates, number, next_workday(today - timedelta(days=ago)), days)
            for number, ago in enumerate(AGO, start=8)
        ]
        missing = mandates[-1].pk if term.area.name == MISSES else None
        for session in held:
            _attend(session, missing, random)
            session.state = SessionState.HELD
            session.save(update_fields=["state"])
        for session in held:
            assess(session)
        if term.level == CongressLevel.COUNTY:
            _ask(_session(term, mandates, 10, next_workday(today + timedelta(days=AHEAD)), days))


def _session(term: CongressTerm, mandates: list[Mandate], number: int, on: date, days: int) -> CongressSession:
    """Write a session of some days to which all `mandates` are called."""
    session = CongressSession.objects.create(
        term=term,
        area=term.area,
        kind=SessionKind.CONGRESS,
        number=number,
        begins_on=on,
        ends_on=on + timedelta(days=days - 1),
        place="县会议中心" if term.level == CongressLevel.COUNTY else f"{term.area.name}三楼会议室",
        created_by=clerk_of(term.area),
    )
    Sitting.objects.bulk_create(Sitting(session=session, on=day, half=half) for day in session.days() for half in Half)
    Summons.objects.bulk_create(
        Summons(session=session, mandate=mandate, deputy_id=mandate.deputy_id) for mandate in mandates
    )
    return session


def _attend(session: CongressSession, missing: int | None, random: Random) -> None:
    """Write the roll: most are there, some are on leave, few late or absent; the seat `missing` is away all the time."""
    summonses, sittings = list(session.summonses.order_by("pk")), list(session.sittings.all())
    away = set(random.sample([one.pk for one in summonses if one.mandate_id != missing], max(1, len(summonses) // 15)))
    _grant([one for one in summonses if one.pk in away], sittings, session, random)
    rows = (
        Attendance(
            sitting=sitting,
            summons=one,
            status=Status.ABSENT if one.mandate_id == missing else Status.ON_LEAVE if one.pk in away else status,
            by=session.created_by,
            at=moment(sitting.on, 9 if sitting.half == Half.MORNING else 15),
        )
        for sitting in sittings
        for one, status in zip(summonses, _statuses(len(summonses), random), strict=True)
    )
    Attendance.objects.bulk_create(rows, batch_size=2000)


def _statuses(number: int, random: Random) -> Iterator[str]:
    yield from random.choices((Status.PRESENT, Status.LATE, Status.LEFT_EARLY, Status.ABSENT), (95, 2, 2, 1), k=number)


def _grant(summonses: list[Summons], sittings: list[Sitting], session: CongressSession, random: Random) -> None:
    """Write a granted leave from all half-days for each of `summonses`, with its two steps."""
    asked, decided = (
        moment(session.begins_on - timedelta(days=4), 10),
        moment(session.begins_on - timedelta(days=2), 16),
    )
    leaves = Leave.objects.bulk_create(
        Leave(
            summons=one,
            reason=random.choice(REASONS),
            state=LeaveState.GRANTED,
            asked_at=asked,
            decided_by=session.created_by,
            decided_at=decided,
        )
        for one in summonses
    )
    away = Leave.sittings.through
    away.objects.bulk_create(away(leave=leave, sitting=sitting) for leave in leaves for sitting in sittings)
    names = {
        one.pk: one.deputy.name
        for one in Summons.objects.filter(pk__in=[leave.summons_id for leave in leaves]).select_related("deputy")
    }
    steps = []
    for leave in leaves:
        known = {"leave": leave, "label": "请假", "verb": "ask", "to_state": LeaveState.ASKED, "side": "deputy"}
        steps.append(LeaveStep(**known, by=names[leave.summons_id], at=asked))
        known = {"leave": leave, "label": "批准", "verb": "grant", "from_state": LeaveState.ASKED, "side": "office"}
        steps.append(LeaveStep(**known, to_state=LeaveState.GRANTED, by=session.created_by, at=decided))
    LeaveStep.objects.bulk_create(steps)


def _ask(session: CongressSession) -> None:
    """Let two deputies ask for leave from the session to come; nobody has decided yet."""
    for summons, reason in zip(session.summonses.select_related("deputy").order_by("pk")[:2], REASONS, strict=False):
        leave = Leave.objects.create(summons=summons, reason=reason)
        leave.sittings.set(session.sittings.all()[:2])
        LeaveStep.objects.create(
            leave=leave, verb="ask", label="请假", to_state=LeaveState.ASKED, side="deputy", by=summons.deputy.name
        )
