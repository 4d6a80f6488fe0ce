"""The moves of a suggestion from handing in to the deputies' opinion."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from liaison.concerns import workflow as concerns
from liaison.concerns.models import HandlingUnit
from liaison.concerns.workflow.handling import answer_facts
from liaison.suggestions import checks, clocks, policies, tasks
from liaison.suggestions.enums import SUGGESTION, Bar, Opinion, SuggestionState
from liaison.suggestions.models import CoHandler, Suggestion, SuggestionStep
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.changes import rewritten
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused, required
from yunhe.kit.verbs import verb

RELATED = ("office", "leader__user", "leader__origin", "leader__residence__unit", "unit", "concern")
CO_HANDLERS = CoHandler.objects.select_related(
    "suggestion__office", "suggestion__leader__origin", "suggestion__leader__residence__unit", "unit"
)


@transaction.atomic
def _move(
    suggestion: Suggestion,
    move: str,
    *,
    by: User,
    text: str = "",
    prepare: Callable[[Suggestion], None] | None = None,
    **facts: Any,
) -> Suggestion:
    """Make one move of SUGGESTION: lock, policy, facts, deadline, check, save, step, audit, notices after the commit.

    prepare: looks at the locked suggestion after the policy and raises what is wrong; it may set `state` to another one.
    """
    this = locked(Suggestion.objects.select_related(*RELATED), suggestion)
    side = policies.acting_side(by, this, move)
    before = this.state
    for name, value in facts.items():
        setattr(this, name, value.strip() if isinstance(value, str) else value)
    this.state = SUGGESTION.after(before, move)
    if prepare:
        prepare(this)
    this.state_since = timezone.now()
    this.due_on = clocks.due_on(this.state, timezone.localdate(), is_hard=this.is_hard)
    if move == "acknowledge":
        this.due_on = None  # the seven days were for this
    this.full_clean()
    this.save()
    step = SuggestionStep.write(this, move, before=before, side=side, by=by, note=text)
    said = {"changes": step.changes, "reason": text[:120]}
    record(f"liaison.{move}_suggestion", f"代表建议：{step.label}", this, by=by, **said)
    later(tasks.tell_of_step, step.pk)
    return this


@transaction.atomic
def hand_in(suggestion: Suggestion, *, by: User, barred: Collection[str] = (), confirmed: bool = False) -> Suggestion:
    """Hand the draft in. Errors: Refused when parts are missing, when the deputy says that it is barred
    (办理规定 6), or when it looks barred and has not been confirmed. Side effects: see _move; the concern that it came of
    goes along with it where nobody else handles it.
    """
    if barred:
        names = "；".join(Bar(bar).label for bar in barred)
        raise Refused(f"属于“{names}”的，不能作为代表建议提出。群众个人的事可以按群众诉求办理。")

    def look(this: Suggestion) -> None:
        doubts = checks.look_over(this.title, this.problem, this.cause, this.measures)
        blocking = [doubt.text for doubt in doubts if doubt.blocks]
        if blocking:
            raise Refused(blocking)
        if doubts and not confirmed:
            raise Refused([*(doubt.text for doubt in doubts), "看过以上提示仍要提交的，请勾选确认。"])

    today = timezone.localdate()
    cleared = {"returned_bar": "", "returned_text": ""}
    done = _move(suggestion, "hand_in", by=by, prepare=look, handed_in_on=today, **cleared)
    if done.concern:
        concerns.lift(done.concern, by=by, leader=done.leader, title=done.title)
    return done


@transaction.atomic
def withdraw(suggestion: Suggestion, *, by: User, text: str = "") -> Suggestion:
    """Withdraw a draft, or a suggestion that has not been handed over; its concern goes back to the office."""
    done = _move(suggestion, "withdraw", by=by, text=text)
    _let_go(done, "代表撤回了建议，由牵头单位另行安排办理。", keeps_deputy=False)
    return done


def _let_go(suggestion: Suggestion, text: str, *, keeps_deputy: bool) -> None:
    """Give the concern back unless another suggestion out of it is under way."""
    concern = suggestion.concern
    if concern is None or concern.suggestions.open().exclude(handed_in_on=None).exclude(pk=suggestion.pk).exists():
        return
    concerns.let_go(concern, text=text, keeps_deputy=keeps_deputy)


@transaction.atomic
def send_back(suggestion: Suggestion, *, by: User, bar: str, text: str) -> Suggestion:
    """Give a suggestion back to be mended, with the bar it meets and what to change."""
    said = f"{Bar(bar).label}：{text}"
    facts: dict[str, Any] = {"returned_bar": bar, "returned_text": text, "handed_in_on": None}
    done = _move(suggestion, "send_back", by=by, text=said, **facts)
    _let_go(done, "建议退回代表修改。", keeps_deputy=True)
    return done


def acknowledge(suggestion: Suggestion, *, by: User, text: str = "") -> Suggestion:
    """Tell the deputies that it was received, within seven days of handing in (办理规定 7). What is handed over at once is told so too."""
    return _move(suggestion, "acknowledge", by=by, text=text, receipt_told_on=timezone.localdate())


@transaction.atomic
def assign(
    suggestion: Suggestion,
    *,
    by: User,
    unit: HandlingUnit,
    co_units: Collection[HandlingUnit] = (),
    is_hard: bool = False,
    text: str = "",
) -> Suggestion:
    """Hand the suggestion over; the reply is due in three calendar months, in six where it is broad or difficult.

    co_units: who handles it with the leading unit; their opinions are due in two months. That it was handed over says to the deputies
    that it was received.
    """
    for one in (unit, *co_units):
        if not one.is_active:
            raise Refused({"unit": f"承办单位“{one.name}”已停用，请选择其他单位。"})
    if unit in co_units:
        raise Refused({"co_units": "主办单位不能同时是协办单位。"})
    today = timezone.localdate()

    def receive(this: Suggestion) -> None:
        this.receipt_told_on = this.receipt_told_on or today

    done = _move(suggestion, "assign", by=by, text=text, prepare=receive, unit=unit, is_hard=is_hard, assigned_on=today)
    done.co_handlers.exclude(unit__in=co_units).filter(given_on=None).delete()
    for one in co_units:
        CoHandler.objects.update_or_create(suggestion=done, unit=one, defaults={"due_on": clocks.co_due_on(today)})
    return done


@verb(CO_HANDLERS, policies.can_note_opinion)
def note_co_opinion(co_handler: CoHandler, *, by: User, opinion: str) -> CoHandler:
    """Write down what a co-handling unit has told the leading one. Errors: Denied, Refused. Side effects: one audit event."""
    text = required(opinion, "请填写协办意见。", field="opinion")
    changes = rewritten(co_handler, opinion=text, given_on=timezone.localdate())
    said = f"登记{co_handler.unit.name}的协办意见"
    record("liaison.note_co_opinion", said, co_handler.suggestion, by=by, changes=changes)
    return co_handler


def take_back(suggestion: Suggestion, *, by: User, text: str) -> Suggestion:
    """Note that the unit has returned the suggestion within ten days, with its reasons; another one is found."""
    return _move(suggestion, "take_back", by=by, text=text, unit=None, assigned_on=None)


@transaction.atomic
def reply(suggestion: Suggestion, *, by: User, reply: str, result: str, check_on: date | None = None) -> Suggestion:
    """Take the unit's written reply with its class, by its own account or noted by the office; leader and co-signers are told.

    Errors: Denied; Refused for a plan without a coming date. Side effects: see _move; the concern that it came of gets the
    answer, for its voter.
    """
    facts = answer_facts(reply, result, check_on, "")

    def sign(this: Suggestion) -> None:
        this.replied_by = this.unit.name if this.unit else ""

    done = _move(suggestion, "reply", by=by, text=reply, prepare=sign, opinion="", opinion_text="", **facts)
    if done.concern:
        given: dict[str, Any] = {"reply": done.reply, "result": done.result, "check_on": done.check_on}
        concerns.hear(done.concern, who=done.replied_by, **given)
    return done


def track(suggestion: Suggestion, *, by: User, text: str = "") -> Suggestion:
    """Ask the unit again what has come of what it had planned; it answers anew within the time of the law."""
    said = text or "按计划跟踪：请答复现在的进展。"
    again: dict[str, Any] = {"reply": "", "replied_on": None, "replied_by": "", "result": "", "check_on": None}
    return _move(
        suggestion, "track", by=by, text=said, assigned_on=timezone.localdate(), opinion="", opinion_text="", **again
    )


def give_opinion(suggestion: Suggestion, *, by: User, opinion: str, opinion_text: str = "") -> Suggestion:
    """Take the deputies' opinion. Not satisfied: done again within one calendar month, once; then it stands."""
    if opinion == Opinion.UNSATISFIED and not opinion_text.strip():
        raise Refused({"opinion_text": "请写明哪里不满意，以便重新办理。"})

    def judge(this: Suggestion) -> None:
        if opinion == Opinion.UNSATISFIED and not this.redo_count:
            this.state, this.redo_count = SuggestionState.REDOING, 1

    said = f"{Opinion(opinion).label}。{opinion_text}"
    facts = {"opinion": opinion, "opinion_text": opinion_text}
    return _move(suggestion, "give_opinion", by=by, text=said, prepare=judge, **facts)
