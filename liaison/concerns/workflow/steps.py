"""One move of a matter, made the same way by everyone: lock, policy, legal move, deadline, save, step, audit, notices."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns import clocks, policies, tasks
from liaison.concerns.enums import VERBS, ConcernState, Side, VoterRating
from liaison.concerns.models import Concern, ConcernStep
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record

VOTER = "选民"
RELATED = ("lead", "origin", "residence__unit", "place__unit", "handling_point__unit", "handling_unit", "deputy")


def locked(concern: Concern) -> Concern:
    """Return the matter with its row locked until the transaction ends."""
    return Concern.objects.select_for_update(of=("self",)).select_related(*RELATED).get(pk=concern.pk)


def areas_of(concern: Concern) -> list[Area | None]:
    """Return the areas whose history the matter belongs to."""
    return [concern.lead, concern.origin, concern.residence, concern.place, concern.handling_point]


def enter_state(concern: Concern, state: str) -> None:
    """Put the matter into `state` today, with the deadline of the step that begins."""
    concern.state, concern.state_since = state, timezone.now()
    concern.due_on = clocks.due_on(
        state,
        timezone.localdate(),
        is_simple=concern.is_simple,
        is_direct=concern.is_direct,
        is_redo=concern.redo_count > 0,
    )


def write_step(
    concern: Concern, verb: str, before: str, *, side: str, by: User | None, who: str, text: str, is_public: bool
) -> ConcernStep:
    """Write one step, its audit event, and have the others told after the commit."""
    step = ConcernStep.objects.create(
        concern=concern,
        verb=verb,
        label=VERBS.get(verb, "提交"),
        from_state=before,
        to_state=concern.state,
        side=side,
        by=who,
        by_user=by,
        text=text,
        is_public=is_public,
    )
    states = dict(ConcernState.choices)
    record(
        f"liaison.{verb}_concern",
        f"群众诉求：{step.label}",
        concern,
        by=by,
        changes={"状态": [states.get(before, ""), states[concern.state]]},
        reason="" if side == Side.VOTER else text[:120],
        areas=[area for area in areas_of(concern) if area],
        actor="" if by else who,
    )
    transaction.on_commit(lambda: tasks.tell_of_step.delay(step.pk))
    return step


@transaction.atomic
def move(
    concern: Concern,
    verb: str,
    *,
    by: User | None = None,
    side: str = "",
    who: str = "",
    text: str = "",
    is_public: bool = False,
    prepare: Callable[[Concern], dict[str, Any]] | None = None,
    **facts: Any,
) -> Concern:
    """Make one move of TRANSITIONS with `facts` and return the matter.

    by: the user whose side the policy finds; with `side` given the caller has asked already, and without a user `who`
    says who acts (voter, unit by form, system).
    text: what is said with it; is_public: whether the voter reads it. prepare: further facts, from the locked matter once
    the policy has let it pass; a due_on among them stands instead of the step's own deadline. Errors: Denied,
    ValidationError. Side effects: the matter, one ConcernStep, one audit event, notices after the commit.
    """
    this = locked(concern)
    if by is not None and not side:
        side = policies.acting_side(by, this, verb)
    state = policies.must_be_legal(this, verb)
    before = this.state
    facts |= prepare(this) if prepare else {}
    for name, value in facts.items():
        setattr(this, name, value.strip() if isinstance(value, str) else value)
    enter_state(this, state)
    this.due_on = facts.get("due_on", this.due_on)
    this.full_clean(exclude=["secret_digest", "nonce_digest", "number"])
    this.save(update_fields={*facts, "state", "state_since", "due_on"})
    name = by.name if by else who
    write_step(this, verb, before, side=side, by=by, who=name, text=text.strip(), is_public=is_public)
    return this


def no_handler() -> dict[str, Any]:
    """Return the facts of a matter that nobody handles."""
    return {"handling_unit": None, "handling_point": None, "is_direct": False, "shows_contact": False}


def new_round(concern: Concern) -> dict[str, Any]:
    """Return the facts of a handing over that begins today: links for the round before open nothing any more."""
    return {"round": concern.round + 1, "assigned_on": timezone.localdate()}


def once_more(concern: Concern) -> dict[str, Any]:
    """Return the facts of a matter that is done again because the voter was not satisfied."""
    return {**new_round(concern), "redo_count": concern.redo_count + 1}


def no_answer() -> dict[str, Any]:
    """Return the facts of a matter whose answer is to be given again."""
    return {
        "reply": "",
        "result": "",
        "check_on": None,
        "replied_by": "",
        "replied_on": None,
        "told_on": None,
        "told_way": "",
        "rating": "",
        "rating_reason": "",
        "closed_on": None,
    }


def lapse(concern: Concern) -> Concern:
    """Close a matter that the voter has not rated in time: counted as not rated, never as satisfied."""
    today = timezone.localdate()
    return move(concern, "lapse", side=Side.SYSTEM, who="系统", rating=VoterRating.NONE, closed_on=today)


def close_by_itself(concern: Concern) -> Concern:
    """Close a matter whose voter is content, when its days have passed and no office has done it."""
    return move(concern, "close", side=Side.SYSTEM, who="系统", closed_on=timezone.localdate())


def deputy_of(user: User) -> Deputy | None:
    """Return the deputy whose account `user` is, None for everyone else."""
    return Deputy.objects.filter(user=user).first()
