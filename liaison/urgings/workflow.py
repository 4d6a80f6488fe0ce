"""Writing urgings: sending one, a voter's nudge, the answer, sending it back, that it is settled.

Each verb: transaction, lock, policy, legal move, step, audit event, notice after the commit.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from liaison.concerns.models import Concern
from liaison.urgings import policies, tasks
from liaison.urgings.enums import URGING, Side, UrgingKind, UrgingState
from liaison.urgings.models import THINGS, Urging, UrgingStep
from liaison.urgings.turns import SUBJECTS, Subject, subject_of
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.changes import made
from yunhe.kit.moves import START, locked
from yunhe.kit.refusals import Refused, required
from yunhe.kit.workdays import add_workdays

ROWS = Urging.objects.select_related("sender", "lead", "addressee", "unit", "deputy__user", *THINGS)
NUDGED = "选民在公开查询页催办：期限已过，还没有结果。"
NUDGE_DAYS = 3  # working days in which a voter who has nudged gets a word


def _written(subject: Subject, thing: Any, **facts: Any) -> Urging:
    turn = subject.turn(thing)
    urging = Urging(
        about=subject.title(thing)[:120],
        overdue_since=thing.due_on,
        lead=subject.lead(thing),
        addressee=turn.area,
        unit=turn.unit,
        deputy=turn.deputy,
        **{subject.name: thing},
        **facts,
    )
    return made(urging)


@transaction.atomic
def urge(name: str, thing: Any, *, by: User, text: str, answer_by: date | None = None) -> Urging:
    """Urge whoever `thing` (of the kind `name`) waits for; the county's office supervises instead, which needs `answer_by`.

    Errors: Denied, IllegalMove, Refused, ValidationError where one of the same kind waits already. Side effects: the Urging, its
    step, one audit event, on commit a notice to who is to answer.
    """
    subject = SUBJECTS[name]
    thing = locked(subject.rows.select_related(*subject.related), thing)
    kind, office = policies.urging_office(by, subject, thing)
    text = required(text, "请写明要求。", field="text")
    if kind == UrgingKind.SUPERVISE and answer_by is None:
        raise Refused({"answer_by": "督办须写明答复期限。"})
    if answer_by is not None and answer_by < timezone.localdate():
        raise Refused({"answer_by": "答复期限不能早于今天。"})
    facts = {"kind": kind, "sender": office, "text": text, "answer_by": answer_by, "sent_by": by.display_name}
    urging = _to_office(subject, thing, facts) if kind == UrgingKind.SUPERVISE else _written(subject, thing, **facts)
    step = UrgingStep.write(urging, "send", before=START, side=Side.SENDER, by=by, note=text)
    record("urgings.urge", urging.get_kind_display(), urging, by=by, reason=text)
    later(tasks.tell_of_step, step.pk)
    return urging


def _to_office(subject: Subject, thing: Any, facts: dict[str, Any]) -> Urging:
    """Write what the county supervises: an office answers, never a unit or deputy over its head."""
    lead = subject.lead(thing)
    turn = subject.turn(thing)
    office = turn.area if turn.area is not None and not turn.area.unit_id else lead
    common = {"about": subject.title(thing)[:120], "overdue_since": thing.due_on, "lead": lead, subject.name: thing}
    return made(Urging(addressee=office, **common, **facts))


@transaction.atomic
def nudge(concern: Concern) -> Urging:
    """A voter asks after a matter whose clock has run out, once for each clock. Errors: Refused, ValidationError.

    Side effects: the Urging, its step, one audit event, on commit a notice to the leading office.
    """
    subject = SUBJECTS["concern"]
    this = locked(Concern.objects.select_related(*subject.related), concern)
    if not may_nudge(this):
        raise Refused("还没有超过期限，或者已经催过，请再等一等。")
    answer_by = add_workdays(timezone.localdate(), NUDGE_DAYS)
    facts = {"kind": UrgingKind.NUDGE, "text": NUDGED, "sent_by": "选民", "answer_by": answer_by}
    common = {"about": subject.title(this)[:120], "overdue_since": this.due_on, "lead": this.lead, "concern": this}
    urging = made(Urging(addressee=this.lead, **common, **facts))
    step = UrgingStep.write(urging, "send", before=START, side=Side.SENDER, by=None, who="选民", note=NUDGED)
    record("urgings.nudge", "选民催办", urging, actor="选民", reason=NUDGED)
    later(tasks.tell_of_step, step.pk)
    return urging


def may_nudge(concern: Concern) -> bool:
    """Return whether the voter may ask after a concern: its clock has run out, and for this clock nobody has."""
    if concern.due_on is None or not SUBJECTS["concern"].is_late(concern):
        return False
    return not concern.urgings.filter(kind=UrgingKind.NUDGE, overdue_since=concern.due_on).exists()


def _moved(urging: Urging, verb: str, *, by: User, note: str, after: str = "", **facts: Any) -> Urging:
    this = locked(ROWS, urging)
    side = policies.acting_side(by, this, verb)
    before, this.state = this.state, after or URGING.after(this.state, verb)
    if this.state == UrgingState.CLOSED:
        facts["closed_at"] = timezone.now()
    for name, value in facts.items():
        setattr(this, name, value)
    this.full_clean(exclude=["sender", "lead", "addressee", "unit", "deputy", *THINGS])
    this.save(update_fields=["state", *facts])
    step = UrgingStep.write(this, verb, before=before, side=side, by=by, note=note)
    record(f"urgings.{verb}", step.label, this, by=by, changes=step.changes, reason=note)
    later(tasks.tell_of_step, step.pk)
    return this


@transaction.atomic
def answer(urging: Urging, *, by: User, text: str) -> Urging:
    """Answer (SENT → ANSWERED what the county supervises, else → CLOSED). Errors: Denied, IllegalMove, Refused.

    Side effects: the Urging, its step, one audit event, on commit a notice to the sender; a voter reads it on the public page.
    """
    text = required(text, "请写明办理到哪一步、什么时候办完。", field="text")
    is_supervised = urging.kind == UrgingKind.SUPERVISE
    said = {"answer": text, "answered_by": by.display_name, "answered_at": timezone.now()}
    return _moved(urging, "answer", by=by, note=text, after="" if is_supervised else UrgingState.CLOSED, **said)


@transaction.atomic
def send_back(urging: Urging, *, by: User, text: str, answer_by: date) -> Urging:
    """Ask for another answer by another day (ANSWERED → SENT). Errors: Denied, IllegalMove, Refused. Side effects: as `answer`."""
    text = required(text, "请写明哪里还要补充。", field="text")
    if answer_by < timezone.localdate():
        raise Refused({"answer_by": "答复期限不能早于今天。"})
    return _moved(urging, "send_back", by=by, note=text, answer_by=answer_by)


@transaction.atomic
def close(urging: Urging, *, by: User, text: str = "") -> Urging:
    """Accept, or say that no answer is needed any more (→ CLOSED). Errors: Denied, IllegalMove. Side effects: as `answer`."""
    return _moved(urging, "close", by=by, note=text)


@transaction.atomic
def settle(urging: Urging) -> bool:
    """Close an open urging whose thing is no longer late, or has moved on to another day; returns whether it was closed.

    Side effects: the Urging, its step, one audit event by the system.
    """
    this = locked(ROWS, urging)
    subject = subject_of(this)
    if this.state != UrgingState.SENT or (subject.is_late(this.thing) and this.thing.due_on == this.overdue_since):
        return False
    before, this.state, this.closed_at = this.state, UrgingState.CLOSED, timezone.now()
    this.save(update_fields=["state", "closed_at"])
    note = "事项已办理，自动了结"
    step = UrgingStep.write(this, "close", before=before, side=Side.SENDER, by=None, note=note)
    record("urgings.close", step.label, this, changes=step.changes, reason=note)
    return True
