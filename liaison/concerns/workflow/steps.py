"""One move of a concern, made the same way by everyone: lock, policy, legal move, deadline, save, step, audit, notices."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from liaison.concerns import clocks, policies, tasks, tickets
from liaison.concerns.enums import CONCERN, ConcernState, Side, VoterRating
from liaison.concerns.models import Concern, ConcernStep
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused

VOTER = "选民"
RELATED = ("lead", "origin", "residence__unit", "place__unit", "handling_point__unit", "handling_unit", "deputy")


def locked_concern(concern: Concern) -> Concern:
    """Return the concern with its row locked until the transaction ends."""
    return locked(Concern.objects.select_related(*RELATED), concern)


def free_number() -> str:
    """Return a number that no concern has. Raises Refused when so many are handed in that none is found."""
    for _ in range(20):
        number = tickets.new_number()
        if not Concern.objects.filter(number=number).exists():
            return number
    raise Refused("现在提交的人很多，请过一分钟再试。")


def enter_state(concern: Concern, state: str) -> None:
    """Put the concern into `state` today, with the deadline of the step that begins."""
    concern.state, concern.state_since = state, timezone.now()
    kind = {"is_simple": concern.is_simple, "is_direct": concern.is_direct, "is_redo": concern.redo_count > 0}
    concern.due_on = clocks.due_on(state, timezone.localdate(), **kind)


def write_step(concern: Concern, verb: str, before: str, *, side: str, by: User | None, **facts: Any) -> ConcernStep:
    """Write one step, its audit event, and have the others told after the commit. facts: who, note, is_public."""
    step = ConcernStep.write(concern, verb, before=before, side=side, by=by, **facts)
    said, actor = "" if side == Side.VOTER else step.note[:120], "" if by else step.by
    title = f"群众诉求：{step.label}"
    record(f"liaison.{verb}_concern", title, concern, by=by, changes=step.changes, reason=said, actor=actor)
    later(tasks.tell_of_step, step.pk)
    return step


@transaction.atomic
def move(
    concern: Concern,
    verb: str,
    *,
    by: User | None = None,
    side: str = "",
    who: str = "系统",
    text: str = "",
    is_public: bool = False,
    prepare: Callable[[Concern], dict[str, Any]] | None = None,
    **facts: Any,
) -> Concern:
    """Make one move of CONCERN with `facts` and return the concern.

    by: the user whose side the policy finds; with `side` given the caller has asked already, and without a user `who`
    says who acts (voter, unit by form, system).
    text: what is said with it; is_public: whether the voter reads it. prepare: further facts, from the locked concern once
    the policy has let it pass; a due_on among them stands instead of the step's own deadline. Errors: Denied, Refused.
    Side effects: the concern, one ConcernStep, one audit event, notices after the commit.
    """
    this = locked_concern(concern)
    if by is not None and not side:
        side = policies.acting_side(by, this, verb)
    before, after = this.state, CONCERN.after(this.state, verb)
    if verb == "resume":
        after = this.paused_from
    facts |= prepare(this) if prepare else {}
    for name, value in facts.items():
        setattr(this, name, value.strip() if isinstance(value, str) else value)
    if verb in ("redo", "let_go") and not this.handler_label:
        after = ConcernState.ACCEPTED  # nobody handles it (any more): somebody is to be found now
    enter_state(this, after)
    this.due_on = facts.get("due_on", this.due_on)
    this.full_clean(exclude=["secret_digest", "nonce_digest", "number"])
    this.save(update_fields={*facts, "state", "state_since", "due_on"})
    write_step(this, verb, before, side=side, by=by, who=who, note=text.strip(), is_public=is_public)
    return this


def no_handler() -> dict[str, Any]:
    """Return the facts of a concern that nobody handles."""
    return {"handling_unit": None, "handling_point": None, "is_direct": False, "shows_contact": False}


def new_round(concern: Concern) -> dict[str, Any]:
    """Return the facts of an assignment that begins today: links for the round before open nothing any more."""
    return {"round": concern.round + 1, "assigned_on": timezone.localdate()}


def once_more(concern: Concern) -> dict[str, Any]:
    """Return the facts of a concern that is done again because the voter was not satisfied."""
    return {**new_round(concern), "redo_count": concern.redo_count + 1}


def no_answer() -> dict[str, Any]:
    """Return the facts of a concern whose answer is to be given again."""
    words = ("reply", "result", "replied_by", "told_way", "rating", "rating_reason")
    days = ("check_on", "replied_on", "told_on", "closed_on")
    return {**dict.fromkeys(words, ""), **dict.fromkeys(days)}


def lapse(concern: Concern) -> Concern:
    """Close a concern that the voter has not rated in time: counted as not rated, never as satisfied."""
    return move(concern, "lapse", side=Side.SYSTEM, rating=VoterRating.NONE, closed_on=timezone.localdate())


def close_by_itself(concern: Concern) -> Concern:
    """Close a concern whose voter is content, when its days have passed and no office has done it."""
    return move(concern, "close", side=Side.SYSTEM, closed_on=timezone.localdate())
