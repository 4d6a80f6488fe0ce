"""What people without an account do: the voter behind number and secret, and a unit that answers by form."""

from datetime import date
from typing import Any

from django.db import transaction

from liaison.concerns import policies
from liaison.concerns.enums import SendBackReason, Side, VoterRating
from liaison.concerns.models import Concern
from liaison.concerns.workflow.handling import answer_facts, going_on
from liaison.concerns.workflow.office import redo
from liaison.concerns.workflow.steps import VOTER, locked_concern, move, no_answer, no_handler, once_more
from yunhe.accounts.models import User
from yunhe.kit.refusals import Refused


def _take_rating(concern: Concern, rating: str, reason: str, **actor: Any) -> tuple[Concern, bool]:
    """Write the rating down; return the concern and whether it is done again. Refused: "not satisfied" without a reason."""
    if rating == VoterRating.UNSATISFIED and not reason.strip():
        raise Refused({"reason": "请写一句哪里不满意，以便重新办理。"})
    said = "。".join(part for part in (VoterRating(rating).label, reason) if part)
    rated = move(concern, "rate", text=said, is_public=True, rating=rating, rating_reason=reason, **actor)
    return rated, rating == VoterRating.UNSATISFIED and not rated.redo_count


@transaction.atomic
def rate(concern: Concern, *, rating: str, reason: str = "") -> Concern:
    """Take the voter's own rating. The first "not satisfied" opens the concern again by itself, a second one stands.

    Errors: Denied, Refused. Side effects: one step, or two when it is done again.
    """
    voter: dict[str, Any] = {"side": Side.VOTER, "who": VOTER}
    rated, is_redone = _take_rating(concern, rating, reason, **voter)
    if not is_redone:
        return rated
    return move(rated, "redo", text=reason, is_public=True, prepare=once_more, **voter, **no_answer())


@transaction.atomic
def rate_for_voter(concern: Concern, *, by: User, rating: str, reason: str = "") -> Concern:
    """Write down what the voter said on the phone or at the station; as `rate`."""
    rated, is_redone = _take_rating(concern, rating, reason, by=by)
    return redo(rated, by=by, text=reason) if is_redone else rated


def answer_question(concern: Concern, *, text: str) -> Concern:
    """Take what the voter was asked for; the clock goes on. Errors: Denied, Refused."""
    if not text.strip():
        raise Refused({"text": "请写下要补充的情况。"})
    return move(concern, "resume", side=Side.VOTER, who=VOTER, text=text, is_public=True, prepare=going_on)


@transaction.atomic
def reply_by_form(
    concern: Concern, round_number: int, *, who: str, reply: str, result: str, check_on: date | None = None
) -> Concern:
    """Take the answer of a unit without an account, for the very assignment that the link was made for."""
    policies.can_answer_round(locked_concern(concern), round_number)
    name = f"{concern.handler_label}·{who}"[:80]
    facts = answer_facts(reply, result, check_on, name)
    return move(concern, "reply", side=Side.HANDLER, who=name, text=reply, **facts)


@transaction.atomic
def return_by_form(concern: Concern, round_number: int, *, who: str, reason: str, text: str = "") -> Concern:
    """Take back a concern from a unit without an account that says it is not concerned."""
    policies.can_answer_round(locked_concern(concern), round_number)
    name = f"{concern.handler_label}·{who}"[:80]
    said = f"{SendBackReason(reason).label}。{text}"
    return move(concern, "send_back", side=Side.HANDLER, who=name, text=said, **no_handler())
