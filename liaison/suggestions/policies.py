"""Who may do what with a suggestion. Each refusal says in Chinese whose turn it is."""

from django.utils import timezone

from deputies.mandates.queries import is_serving
from deputies.people.models import Deputy
from liaison.concerns.models import Concern
from liaison.suggestions import clocks
from liaison.suggestions.enums import TRANSITIONS, VERBS, Side, SignState, SuggestionState
from liaison.suggestions.models import Suggestion
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.accounts.scope import scope_of


class IllegalMove(Denied):
    """The suggestion is not in a state from which this move is possible."""


def acting_deputy(user: User) -> Deputy:
    """Return the deputy in office whose account `user` is; raise Denied for everyone else."""
    deputy = Deputy.objects.filter(user=user).select_related("origin").first()
    if deputy is None or not is_serving(deputy):
        raise Denied("代表建议由在任代表提出和联名。")
    return deputy


def can_draft(user: User, concern: Concern | None) -> None:
    """A deputy in office drafts; out of a matter that came straight to him or that he took down."""
    acting_deputy(user)
    if concern and not Concern.objects.visible_to(user).filter(pk=concern.pk).exists():
        raise Denied("只能把自己办理或代录的诉求转为建议。")


def sides_of(user: User, suggestion: Suggestion) -> set[str]:
    """Return the sides for which `user` may speak."""
    sides = set[str]()
    if suggestion.leader.user_id == user.pk:
        sides.add(Side.LEADER)
    if scope_of(user).is_staff_for(suggestion.office, Role.COUNTY_OFFICE, Role.OFFICE_STAFF):
        sides.add(Side.OFFICE)
    return sides


def acting_side(user: User, suggestion: Suggestion, verb: str) -> str:
    """Return the side for which `user` does `verb` now. Raises IllegalMove or Denied."""
    moves = TRANSITIONS[suggestion.state]
    if verb not in moves:
        state = SuggestionState(suggestion.state).label
        raise IllegalMove(f"建议现在是“{state}”，不能{VERBS[verb]}。请刷新页面查看。")
    allowed = moves[verb][1]
    chosen = next((side for side in Side if side in sides_of(user, suggestion) and side in allowed), "")
    if not chosen:
        office = suggestion.office.office_name or suggestion.office.name
        names = {Side.LEADER: f"{suggestion.leader.name}代表", Side.OFFICE: office}
        raise Denied(f"“{VERBS[verb]}”由{'、'.join(names[side] for side in Side if side in allowed)}办理。")
    if verb == "take_back" and suggestion.assigned_on:
        last = clocks.may_return_until(suggestion.assigned_on)
        if timezone.localdate() > last:
            raise Denied(f"承办单位应在交办后 {clocks.RETURN_DAYS} 日内退回，现已超过。")
    return chosen


def can_move_suggestion(user: User, suggestion: Suggestion, verb: str) -> None:
    """Raise Denied unless `user` may do `verb` on `suggestion` now."""
    acting_side(user, suggestion, verb)


def can_edit_suggestion(user: User, suggestion: Suggestion) -> None:
    """The leader edits the draft, and asks others to sign it."""
    if suggestion.leader.user_id != user.pk:
        raise Denied(f"由领衔代表{suggestion.leader.name}修改。")
    if suggestion.state != SuggestionState.DRAFT:
        raise Denied("建议已经提交，不能再修改；需要修改的，请撤回或请人大退回。")


def can_sign(user: User, suggestion: Suggestion) -> None:
    """A deputy who was asked answers while it is a draft."""
    acting_deputy(user)
    if not suggestion.signers.filter(deputy__user=user, state=SignState.ASKED).exists():
        raise Denied("没有等您联名，或者您已经答复。")
    if suggestion.state != SuggestionState.DRAFT:
        raise Denied("建议已经提交，不能再联名。")
