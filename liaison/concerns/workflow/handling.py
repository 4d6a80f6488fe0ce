"""What those do who handle a concern: communities, units, and the deputy of the direct line."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from liaison.concerns import clocks
from liaison.concerns.enums import ConcernState, FeedbackWay, ResultClass, SendBackReason, Side
from liaison.concerns.models import Concern
from liaison.concerns.workflow.steps import locked_concern, move, no_handler
from yunhe.accounts.models import User
from yunhe.kit.refusals import Refused


def answer_facts(text: str, result: str, check_on: date | None, who: str) -> dict[str, Any]:
    """Return the facts of an answer. Raises Refused for a plan without a coming date."""
    if result == ResultClass.C and check_on is None:
        raise Refused({"check_on": "“列入计划”的，请填写什么时候再跟踪。"})
    if check_on and check_on <= timezone.localdate():
        raise Refused({"check_on": "再次跟踪日期应在今天以后。"})
    if result not in (ResultClass.B, ResultClass.C):
        check_on = None
    return {
        "reply": text,
        "result": result,
        "check_on": check_on,
        "replied_by": who,
        "replied_on": timezone.localdate(),
    }


def reply(concern: Concern, *, by: User, reply: str, result: str, check_on: date | None = None) -> Concern:
    """Answer for the handler; the office checks it before the voter reads it."""
    facts = answer_facts(reply, result, check_on, concern.handler_label)
    return move(concern, "reply", by=by, text=reply, **facts)


def send_back(concern: Concern, *, by: User, reason: str, text: str = "") -> Concern:
    """Return a concern that is not the handler's within the days set, with a coded reason; never passed on in silence."""
    said = f"{SendBackReason(reason).label}。{text}"
    return move(concern, "send_back", by=by, text=said, **no_handler())


def answer(concern: Concern, *, by: User, reply: str, result: str, check_on: date | None = None) -> Concern:
    """Answer as the deputy of the direct line; the voter reads it at once, with the deputy's name."""
    facts = answer_facts(reply, result, check_on, concern.handler_label)
    told: dict[str, Any] = {"told_on": timezone.localdate(), "told_way": FeedbackWay.ONLINE}
    return move(concern, "answer", by=by, text=reply, is_public=True, **facts, **told)


def pass_on(concern: Concern, *, by: User, text: str) -> Concern:
    """Give a direct concern to the office, with the reason; the deputy goes on seeing it."""
    return move(concern, "pass_on", by=by, text=text, is_public=True, **no_handler())


@transaction.atomic
def hand_to_office(concern: Concern, *, by: User, text: str) -> Concern:
    """Give a direct concern to the office when the deputy's file ends or moves on; asks no policy, the caller has.

    Errors: Denied when it is no longer with the deputy. Side effects: as move, twice when it was paused.
    """
    this = locked_concern(concern)
    if this.state == ConcernState.PAUSED:
        move(this, "resume", by=by, side=Side.LEAD, text=text, prepare=going_on)
    return move(this, "pass_on", by=by, side=Side.LEAD, text=text, is_public=True, **no_handler())


def pause(concern: Concern, *, by: User, question: str) -> Concern:
    """Stop the clock and ask the voter something; the page behind number and secret shows the question."""
    return move(concern, "pause", by=by, text=question, is_public=True, prepare=_standing_still, question=question)


def _standing_still(concern: Concern) -> dict[str, Any]:
    """Return the facts of a clock that stops today; the deadline is kept for when it goes on."""
    return {"paused_on": timezone.localdate(), "paused_from": concern.state, "due_on": concern.due_on}


def going_on(concern: Concern) -> dict[str, Any]:
    """Return the facts of a clock that goes on: the deadline moves by the working days that it stood still."""
    today = timezone.localdate()
    due, days = clocks.after_pause(concern.due_on, concern.paused_on or today, today)
    return {
        "paused_on": None,
        "paused_from": "",
        "question": "",
        "paused_days": concern.paused_days + days,
        "due_on": due,
    }


def resume(concern: Concern, *, by: User, text: str) -> Concern:
    """Let the clock go on, with what has been found out."""
    return move(concern, "resume", by=by, text=text, prepare=going_on)
