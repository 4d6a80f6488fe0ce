"""Eligibility alarms: raising, answering, referring to the credentials committee, concluding. None of them ends a mandate."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from deputies.mandates.models import Mandate
from deputies.people.enums import CongressLevel
from deputies.people.workflow import facts as deputies
from liaison.registration import tasks
from liaison.registration.enums import (
    ALARM,
    MOVES_AWAY,
    AlarmAnswer,
    AlarmCause,
    AlarmOutcome,
    answers_to,
    outcomes_of,
)
from liaison.registration.models import AlarmStep, EligibilityAlarm
from liaison.registration.policies import acting_side_on_alarm, can_raise_alarm
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused, required
from yunhe.kit.workdays import add_workdays

ANSWER_WITHIN = 10  # working days; our proposal, no office has set it


def _lock(alarm: EligibilityAlarm) -> EligibilityAlarm:
    return locked(EligibilityAlarm.objects.select_related("deputy__origin", "mandate", "origin", "residence"), alarm)


def _take(alarm: EligibilityAlarm, verb: str, *, by: User, side: str, answer: str = "", note: str = "") -> None:
    """Put `alarm` into the state after `verb`; write the step, the audit event and the notices."""
    before, alarm.state = alarm.state, ALARM.after(alarm.state, verb)
    alarm.save()
    label = ALARM.verbs[verb] + (f"：{AlarmAnswer(answer).label}" if answer else "")
    step = AlarmStep.write(alarm, verb, before=before, by=by, side=side, label=label, answer=answer, note=note)
    said = step.get_answer_display() or alarm.get_outcome_display() or ALARM.verbs[verb]
    title, changes = f"资格提醒：{ALARM.verbs[verb]}", {"资格提醒": ["", said]}
    record(f"registration.{verb}_alarm", title, alarm, by=by, changes=changes, reason=note)
    later(tasks.tell_of_alarm, alarm.pk, step.pk)


def _new(mandate: Mandate, *, cause: str, source: str, by: User | None) -> EligibilityAlarm:
    deputy = mandate.deputy
    alarm = EligibilityAlarm.objects.create(
        deputy=deputy,
        mandate=mandate,
        origin=deputy.origin,
        residence=deputy.residence.unit if deputy.residence else None,
        cause=cause,
        source=source,
        raised_by=by.display_name if by else "系统",
        due_on=add_workdays(timezone.localdate(), ANSWER_WITHIN),
    )
    changes = {"事由": ["", alarm.get_cause_display()]}
    record("registration.raise_alarm", "提出资格提醒", alarm, by=by, changes=changes, reason=source)
    later(tasks.tell_of_alarm, alarm.pk)
    return alarm


@transaction.atomic
def raise_alarm(mandate: Mandate, *, cause: str, source: str, by: User) -> EligibilityAlarm:
    """An office asks whether a mandate in force may have ended. Raises Denied, Refused."""
    held = Mandate.objects.select_related("deputy__origin", "deputy__residence__unit").get(pk=mandate.pk)
    can_raise_alarm(by, held.deputy)
    source = required(source, "请写明依据（例如：派出所户籍证明、本人说明）。")
    if held.ended_on:
        raise Refused("这项代表资格已经终止，不需要再提醒。")
    if cause not in AlarmCause.values:
        raise Refused("请选择事由。")
    if held.level != CongressLevel.TOWNSHIP and cause == AlarmCause.HOUSEHOLD_LEFT_TOWNSHIP:
        raise Refused("县代表在县内迁移户籍不影响代表资格（代表法第六十二条），不需要提醒。")
    if EligibilityAlarm.objects.open().filter(mandate=held).exists():
        raise Refused("这项代表资格已有一条未结的提醒，请直接在那里说明。")
    return _new(held, cause=cause, source=source, by=by)


def raise_alarms(*, deputy_id: int | None = None, source: str = "代表档案登记户籍已不在流出地") -> int:
    """Raise an alarm for every township mandate in force whose deputy's household is recorded as gone; return how many.

    deputy_id: only for this deputy. A mandate about which the county has concluded is not raised again until the
    household has been recorded at home meanwhile. Repeating it raises nothing twice.
    """
    gone = Mandate.objects.serving().filter(level=CongressLevel.TOWNSHIP, deputy__household_at_home=False)
    about = EligibilityAlarm.objects.filter(mandate=OuterRef("pk"), cause__in=MOVES_AWAY)
    asked = Exists(about) & ~Exists(about.filter(outcome=AlarmOutcome.AT_HOME))
    found = gone.exclude(asked).select_related("deputy__origin", "deputy__residence__unit")
    if deputy_id is not None:
        found = found.filter(deputy_id=deputy_id)
    raised = 0
    for mandate in found.exclude(alarms__in=EligibilityAlarm.objects.open()):
        try:
            with transaction.atomic():
                _new(mandate, cause=AlarmCause.HOUSEHOLD_LEFT_TOWNSHIP, source=source, by=None)
                raised += 1
        except IntegrityError:  # raised by another worker at the same moment
            continue
    return raised


def raise_by_system(mandate: Mandate, *, cause: str, source: str, since: date) -> EligibilityAlarm | None:
    """Raise an alarm of `cause` about a mandate in force; None where one is open, or was raised for it on `since` or later.

    since: the day of the newest fact that it rests on; what the county has concluded about earlier ones stands.
    """
    held = Mandate.objects.select_related("deputy__origin", "deputy__residence__unit").get(pk=mandate.pk)
    about = EligibilityAlarm.objects.filter(mandate=held)
    if held.ended_on or about.open().exists() or about.filter(cause=cause, raised_at__date__gte=since).exists():
        return None
    try:
        with transaction.atomic():
            return _new(held, cause=cause, source=source, by=None)
    except IntegrityError:  # raised by another worker at the same moment
        return None


@transaction.atomic
def answer_alarm(alarm: EligibilityAlarm, *, answer: str, note: str = "", by: User) -> EligibilityAlarm:
    """An office says what it found out; each may say more than once, all of it is kept."""
    alarm = _lock(alarm)
    side = acting_side_on_alarm(by, alarm, "answer")
    if answer not in answers_to(alarm.cause):
        raise Refused("请选择核实情况。")
    _take(alarm, "answer", by=by, side=side, answer=answer, note=note)
    return alarm


@transaction.atomic
def refer_alarm(alarm: EligibilityAlarm, *, note: str = "", by: User) -> EligibilityAlarm:
    """The county office puts the case before the credentials committee (代表资格审查委员会) (RAISED → REFERRED)."""
    alarm = _lock(alarm)
    side = acting_side_on_alarm(by, alarm, "refer")
    _take(alarm, "refer", by=by, side=side, note=note)
    return alarm


@transaction.atomic
def close_alarm(alarm: EligibilityAlarm, *, outcome: str, note: str, by: User) -> EligibilityAlarm:
    """The county office concludes (→ CLOSED). With ENDED the mandate must have been ended before, by a person, with its reason.

    Further side effect with AT_HOME: the registration says again that the household is at the origin.
    """
    alarm = _lock(alarm)
    side = acting_side_on_alarm(by, alarm, "close")
    note = required(note, "请写明结论的依据。")
    if outcome not in outcomes_of(alarm.cause):
        raise Refused("请选择结论。")
    if outcome == AlarmOutcome.ENDED and alarm.mandate.ended_on is None:
        raise Refused("请先在代表档案里依法终止这项资格（写明日期和原因），再作出此结论。")
    if outcome == AlarmOutcome.WITHIN_COUNTY and alarm.mandate.level == CongressLevel.TOWNSHIP:
        raise Refused("乡镇代表户籍迁出本乡镇的，不适用“县内迁移不受影响”。")
    alarm.outcome, alarm.closed_by, alarm.closed_at, alarm.closing_note = outcome, by.display_name, timezone.now(), note
    _take(alarm, "close", by=by, side=side, note=note)
    if outcome == AlarmOutcome.AT_HOME:
        deputies.change_household(alarm.deputy, at_home=True, source="资格提醒核实结论", by=by)
    return alarm
