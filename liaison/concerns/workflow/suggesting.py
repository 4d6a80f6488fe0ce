"""What a suggestion does to the concern that it came of. Called by the verbs of suggestions, which have asked their policies."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.concerns import clocks
from liaison.concerns.enums import CONCERN, ConcernState, Side
from liaison.concerns.models import Concern
from liaison.concerns.workflow.steps import locked_concern, move, new_round, no_handler
from yunhe.accounts.models import User
from yunhe.kit.workdays import add_workdays


@transaction.atomic
def lift(concern: Concern, *, by: User, leader: Deputy, title: str) -> Concern:
    """Let the concern go along with a suggestion of `leader` that was handed in; its own clock stops.

    One that a community, a unit or another deputy is handling stays with them, and one that has been answered stays
    answered: the page shows the suggestion beside it. Side effects: as move.
    """
    this = locked_concern(concern)
    is_his = this.state == ConcernState.ASSIGNED and this.is_direct and this.deputy_id == leader.pk
    if not is_his and this.state not in (ConcernState.RECEIVED, ConcernState.ACCEPTED):
        return this
    said = f"{leader.name}代表就这件事提出了代表建议《{title}》，由承办单位研究办理，答复后会告诉您。"
    facts: dict[str, Any] = {"deputy": leader, "is_direct": True, "handling_unit": None, "handling_point": None}
    return move(this, "lift", by=by, side=Side.DEPUTY, text=said, is_public=True, prepare=new_round, **facts)


@transaction.atomic
def hear(concern: Concern, *, who: str, reply: str, result: str, check_on: date | None) -> Concern:
    """Take over what `who` has answered to the suggestion; the office checks it and tells the voter.

    A concern that somebody else handles, or that the voter is just rating, is left as it is. Side effects: as move.
    """
    this = locked_concern(concern)
    is_own = this.state in (ConcernState.LIFTED, ConcernState.REPLIED) and this.is_direct
    if not is_own and not (this.state == ConcernState.CLOSED and this.is_tracked and this.is_direct):
        return this
    facts: dict[str, Any] = {"reply": reply[:2000], "result": result, "check_on": check_on, "replied_by": who[:80]}
    again: dict[str, Any] = {"told_on": None, "told_way": "", "rating": "", "rating_reason": "", "closed_on": None}
    return move(this, "hear", side=Side.SYSTEM, who=who, text=reply, **facts, **again, replied_on=timezone.localdate())


@transaction.atomic
def let_go(concern: Concern, *, text: str, keeps_deputy: bool) -> Concern:
    """Give the concern back when its suggestion is withdrawn, or sent back to the deputy to be mended (`keeps_deputy`).

    Side effects: as move, where it went along with the suggestion; otherwise none.
    """
    this = locked_concern(concern)
    if "let_go" not in CONCERN.table[this.state]:
        return this
    if not keeps_deputy:
        return move(this, "let_go", side=Side.SYSTEM, text=text, **no_handler())
    due = add_workdays(timezone.localdate(), clocks.days_of("carried"))
    return move(this, "let_go", side=Side.SYSTEM, text=text, due_on=due)
