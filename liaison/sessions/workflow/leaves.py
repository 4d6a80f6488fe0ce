"""Leave from a session: asked for, granted or refused, withdrawn; afterwards only with the word of who presides."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from liaison.sessions import policies, tasks
from liaison.sessions.enums import LEAVE, OPEN_LEAVES, AttendanceStatus
from liaison.sessions.models import Attendance, Leave, LeaveStep, Sitting, Summons
from liaison.sessions.queries import has_begun
from liaison.sessions.workflow.roll import write_attendances
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.changes import made
from yunhe.kit.moves import START, locked
from yunhe.kit.refusals import Refused, required
from yunhe.kit.verbs import verb

SUMMONSES = Summons.objects.select_related("session__area", "session__term", "deputy__origin", "deputy__residence")
LEAVES = Leave.objects.select_related(
    *(f"summons__{name}" for name in ("session__area", "session__term", "deputy__origin", "deputy__residence"))
)


def _take(leave: Leave, verb_name: str, *, before: str, by: User, side: str, note: str = "") -> None:
    """Write the step, the audit event (never the reason of the leave) and the notices."""
    step = LeaveStep.write(leave, verb_name, before=before, by=by, side=side, note=note)
    record(f"sessions.{verb_name}_leave", step.label, leave, by=by, changes=step.changes, reason=note)
    later(tasks.tell_of_leave, step.pk)


@verb(SUMMONSES, policies.can_ask_leave)
def ask_leave(summons: Summons, *, by: User, sittings: Iterable[Sitting], reason: str) -> Leave:
    """Ask for leave from `sittings` of the session of `summons`. Errors: Denied, Refused.

    Asked for when the first of them has begun, it is 补假. Side effects: one Leave, step, audit event, notice to the convenor.
    """
    reason = required(reason, "请写明请假事由。", field="reason")
    chosen = list(summons.session.sittings.filter(pk__in=[one.pk for one in sittings]))
    if not chosen:
        raise Refused({"sittings": "请勾选请假的半天。"})
    if summons.leaves.filter(state__in=OPEN_LEAVES).exists():
        raise Refused("这次会议已有一份请假，要改请先撤回。")
    side = LEAVE.acting_side(START, "ask", policies.sides_of(by, summons), {})
    leave = Leave(summons=summons, reason=reason, is_afterwards=any(has_begun(one) for one in chosen))
    made(leave)
    leave.sittings.set(chosen)
    _take(leave, "ask", before=START, by=by, side=side)
    return leave


@transaction.atomic
def grant(leave: Leave, *, by: User, agreed_by: str = "", expected: str | None = None) -> Leave:
    """The convenor grants (ASKED → GRANTED); 补假 only with `agreed_by`, who of the presidium agreed. Errors: Denied, Refused.

    Further side effect of 补假: who was written down as absent from these half-days is on leave, by a new record.
    """
    this = locked(LEAVES, leave, expected)
    side = policies.acting_side(by, this, "grant")
    if this.is_afterwards:
        asked = "会议开始后补的假，请写明经主席团（主任会议）哪位负责人同意。"
        this.agreed_by = required(agreed_by, asked, field="agreed_by")
    _decide(this, "grant", by=by, side=side, note=f"经{this.agreed_by}同意补假" if this.agreed_by else "")
    for sitting in this.sittings.select_related("session__area", "session__term"):
        rows = Attendance.objects.current().filter(
            sitting=sitting, summons=this.summons, status=AttendanceStatus.ABSENT
        )
        excused = [
            Attendance(
                sitting=sitting,
                summons=this.summons,
                revision=row.revision + 1,
                status=AttendanceStatus.ON_LEAVE,
                reason="补假已批准",
                by=by.display_name,
            )
            for row in rows
        ]
        changes = {this.summons.deputy.name: [AttendanceStatus.ABSENT.label, AttendanceStatus.ON_LEAVE.label]}
        write_attendances(sitting, excused, changes, by=by, reason="补假已批准")
    return this


@transaction.atomic
def refuse(leave: Leave, *, by: User, note: str, expected: str | None = None) -> Leave:
    """The convenor does not grant (ASKED → REFUSED), with the reason. Errors: Denied, Refused."""
    this = locked(LEAVES, leave, expected)
    side = policies.acting_side(by, this, "refuse")
    note = required(note, "请写明不批准的原因，代表会看到。", field="note")
    _decide(this, "refuse", by=by, side=side, note=note)
    return this


def _decide(leave: Leave, verb_name: str, *, by: User, side: str, note: str) -> None:
    before, leave.state = leave.state, LEAVE.after(leave.state, verb_name)
    leave.decided_by, leave.decided_at = by.display_name, timezone.now()
    leave.save(update_fields=["state", "decided_by", "decided_at", "agreed_by"])
    _take(leave, verb_name, before=before, by=by, side=side, note=note)


@transaction.atomic
def withdraw(leave: Leave, *, by: User, expected: str | None = None) -> Leave:
    """The deputy comes after all, or asked by mistake (→ WITHDRAWN). Errors: Denied."""
    this = locked(LEAVES, leave, expected)
    side = policies.acting_side(by, this, "withdraw")
    before, this.state = this.state, LEAVE.after(this.state, "withdraw")
    this.save(update_fields=["state"])
    _take(this, "withdraw", before=before, by=by, side=side)
    return this
