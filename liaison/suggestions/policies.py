"""Who may do what with a suggestion. Each refusal says in Chinese whose turn it is."""

from django.utils import timezone

from deputies.mandates.queries import is_serving
from deputies.people.models import Deputy
from liaison.concerns.enums import TRACKED
from liaison.concerns.models import Concern, HandlingUnit
from liaison.suggestions import clocks
from liaison.suggestions.enums import SUGGESTION, Side, SignState, SuggestionState
from liaison.suggestions.models import CoHandler, Suggestion
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.refusals import Denied
from yunhe.kit.words import full_day


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


def _is_of(user: User, unit: HandlingUnit | None) -> bool:
    """Whether `user` answers for `unit`."""
    if unit is None or not unit.is_active or not scope_of(user).has_role(Role.HANDLING_UNIT):
        return False
    return unit.members.filter(pk=user.pk).exists()


def sides_of(user: User, suggestion: Suggestion) -> list[str]:
    """Return the sides for which `user` may speak, the leader's first."""
    is_office = scope_of(user).is_staff_for(suggestion.office, Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
    held = (
        (Side.LEADER, suggestion.leader.user_id == user.pk),
        (Side.UNIT, _is_of(user, suggestion.unit)),
        (Side.OFFICE, is_office),
    )
    return [side for side, is_held in held if is_held]


def acting_side(user: User, suggestion: Suggestion, verb: str) -> str:
    """Return the side for which `user` does `verb` now. Raises IllegalMove or Denied."""
    names = {
        Side.LEADER: f"{suggestion.leader.name}代表",
        Side.OFFICE: suggestion.office.office_label,
        Side.UNIT: suggestion.unit.name if suggestion.unit else Side.UNIT.label,
    }
    side = SUGGESTION.acting_side(suggestion.state, verb, sides_of(user, suggestion), names)
    if verb == "acknowledge" and suggestion.receipt_told_on:
        raise Denied(f"{full_day(suggestion.receipt_told_on)}已经告知代表收到。")
    if verb == "take_back" and suggestion.assigned_on:
        last = clocks.may_return_until(suggestion.assigned_on)
        if timezone.localdate() > last:
            raise Denied(f"承办单位应在交办后 {clocks.RETURN_DAYS} 日内退回，现已超过。")
    if verb == "track" and suggestion.result not in TRACKED:
        raise Denied("只有答复为“正在解决”“列入计划”的建议才需要跟踪再答复。")
    return side


def can_note_opinion(user: User, co_handler: CoHandler) -> None:
    """The co-handling unit gives its opinion by its own account, or the office notes it, while the suggestion is handled."""
    suggestion = co_handler.suggestion
    if Side.OFFICE not in sides_of(user, suggestion) and not _is_of(user, co_handler.unit):
        raise Denied(f"协办意见由{co_handler.unit.name}填写，或由{suggestion.office.office_label}登记。")
    if suggestion.state != SuggestionState.ASSIGNED:
        raise Denied(f"建议现在是“{suggestion.get_state_display()}”，不用再登记协办意见。")


def can_hand_in(user: User, suggestion: Suggestion) -> None:
    """The leader hands in a draft."""
    acting_side(user, suggestion, "hand_in")


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
