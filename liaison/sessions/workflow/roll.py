"""The roll call: how each seat attended one half-day. What was written is corrected by a new record, never overwritten."""

from collections.abc import Mapping

from django.db import transaction

from liaison.sessions import policies
from liaison.sessions.enums import AttendanceStatus, LeaveState
from liaison.sessions.models import Attendance, CongressSession, Leave, Sitting, Summons
from liaison.sessions.workflow.absences import assess
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused


@transaction.atomic
def call_roll(sitting: Sitting, *, by: User, marks: Mapping[int, str], reason: str = "") -> int:
    """Write how the summonses in `marks` (id → status) attended `sitting`; returns how many records are new.

    A first record needs no reason; a change of one needs it and becomes the next revision. On leave is only who has a granted
    leave from this half-day. Errors: Denied, Refused. Side effects: Attendance rows, one audit event, and, where the session
    has been held already, what missed sessions lead to.
    """
    session = locked(CongressSession.objects.select_related("area", "term"), sitting.session)
    this = Sitting.objects.select_related("session__area", "session__term").get(pk=sitting.pk)
    policies.can_call_roll(by, this)
    called = {one.pk: one for one in session.summonses.select_related("deputy").filter(pk__in=marks)}
    known = {row.summons_id: row for row in Attendance.objects.current().filter(sitting=this)}
    excused = set(
        Leave.objects.filter(sittings=this, state=LeaveState.GRANTED, summons__in=called).values_list(
            "summons", flat=True
        )
    )
    new, changes = [], {}
    for pk, summons in called.items():
        status, old = marks[pk], known.get(pk)
        _check(summons, status, pk in excused)
        if old is None:
            new.append(Attendance(sitting=this, summons=summons, status=status, by=by.display_name))
        elif old.status != status:
            if not reason.strip():
                raise Refused(
                    {"reason": f"{summons.deputy.name}已登记为“{old.get_status_display()}”，更正须写明原因。"}
                )
            corrected = Attendance(sitting=this, summons=summons, status=status, by=by.display_name)
            corrected.revision, corrected.reason = old.revision + 1, reason.strip()[:120]
            new.append(corrected)
            changes[summons.deputy.name] = [old.get_status_display(), corrected.get_status_display()]
    write_attendances(this, new, changes, by=by, reason=reason)
    return len(new)


def _check(summons: Summons, status: str, is_excused: bool) -> None:
    """Refuse what no roll may say of somebody."""
    if status not in AttendanceStatus.values:
        raise Refused(f"请为{summons.deputy.name}选择出席情况。")
    if status == AttendanceStatus.ON_LEAVE and not is_excused:
        raise Refused(f"{summons.deputy.name}没有经批准的请假，不能登记为请假；会后补假获批后会自动改过来。")
    if status == AttendanceStatus.ABSENT and is_excused:
        raise Refused(f"{summons.deputy.name}的请假已经批准，请选“请假”。")


def write_attendances(
    sitting: Sitting, rows: list[Attendance], changes: Mapping[str, list[str]], *, by: User | None, reason: str
) -> None:
    """Add `rows` of `sitting`, write one audit event, and look at who has missed a session that was held."""
    if not rows:
        return
    Attendance.objects.bulk_create(rows)
    first = len([row for row in rows if row.revision == 1])
    said = {**({"点名人数": [None, first]} if first else {}), **changes}
    label = "更正出席" if changes else "点名"
    record("sessions.call_roll", f"{label}（{sitting}）", sitting.session, by=by, changes=said, reason=reason)
    assess(sitting.session, [row.summons_id for row in rows])
