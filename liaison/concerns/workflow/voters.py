"""What people without an account do: the voter behind number and secret, and a unit that answers by form."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from liaison.concerns.enums import SendBackReason, Side, VoterRating
from liaison.concerns.models import Concern
from liaison.concerns.workflow.handling import answer_facts, going_on
from liaison.concerns.workflow.office import redo
from liaison.concerns.workflow.steps import VOTER, locked, move, no_answer, no_handler, once_more
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied


def _facts_of(rating: str, reason: str) -> dict[str, Any]:
    """Return the facts of a rating. Raises ValidationError when "not satisfied" has no reason."""
    if rating == VoterRating.UNSATISFIED and not reason.strip():
        raise ValidationError({"reason": "请写一句哪里不满意，以便重新办理。"})
    return {"rating": rating, "rating_reason": reason}


@transaction.atomic
def rate(concern: Concern, *, rating: str, reason: str = "") -> Concern:
    """Take the voter's own rating. The first "not satisfied" opens the matter again by itself, a second one stands.

    Errors: Denied, ValidationError. Side effects: one step, or two when it is done again.
    """
    facts = _facts_of(rating, reason)
    said = f"{VoterRating(rating).label}。{reason}" if reason else VoterRating(rating).label
    rated = move(concern, "rate", side=Side.VOTER, who=VOTER, text=said, is_public=True, **facts)
    if rating != VoterRating.UNSATISFIED or rated.redo_count:
        return rated
    return move(
        rated, "redo", side=Side.VOTER, who=VOTER, text=reason, is_public=True, **no_answer(), prepare=once_more
    )


@transaction.atomic
def rate_for_voter(concern: Concern, *, by: User, rating: str, reason: str = "") -> Concern:
    """Write down what the voter said on the phone or at the station; as `rate`."""
    facts = _facts_of(rating, reason)
    said = f"{VoterRating(rating).label}。{reason}" if reason else VoterRating(rating).label
    rated = move(concern, "rate", by=by, text=said, is_public=True, **facts)
    if rating != VoterRating.UNSATISFIED or rated.redo_count:
        return rated
    return redo(rated, by=by, text=reason)


def answer_question(concern: Concern, *, text: str) -> Concern:
    """Take what the voter was asked for; the clock goes on. Errors: Denied, ValidationError."""
    if not text.strip():
        raise ValidationError({"text": "请写下要补充的情况。"})
    return move(concern, "resume", side=Side.VOTER, who=VOTER, text=text, is_public=True, prepare=going_on)


def _must_be_round(concern: Concern, round_number: int) -> None:
    if locked(concern).round != round_number:
        raise Denied("这份办理单已经作废（改派或重新交办过），请以最新的办理单为准。")


@transaction.atomic
def reply_by_form(
    concern: Concern, round_number: int, *, who: str, reply: str, result: str, check_on: date | None = None
) -> Concern:
    """Take the answer of a unit without an account, for the very handing over that the link was made for."""
    _must_be_round(concern, round_number)
    name = f"{concern.handler_label}·{who}"[:80]
    facts = answer_facts(reply, result, check_on, name)
    return move(concern, "reply", side=Side.HANDLER, who=name, text=reply, **facts)


@transaction.atomic
def return_by_form(concern: Concern, round_number: int, *, who: str, reason: str, text: str = "") -> Concern:
    """Take back a matter from a unit without an account that says it is not concerned."""
    _must_be_round(concern, round_number)
    name = f"{concern.handler_label}·{who}"[:80]
    said = f"{SendBackReason(reason).label}。{text}"
    return move(concern, "send_back", side=Side.HANDLER, who=name, text=said, **no_handler())
