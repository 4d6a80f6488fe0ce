"""Who may close, skip and reopen obligations, and who sets the rules behind them."""

from liaison.obligations.enums import DUTY_TRANSITIONS
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.obligations.querysets import OFFICES
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.policies import Denied
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area


def _owes(user: User, obligation: Obligation) -> bool:
    return any(scope_of(user).is_staff_for(area, *OFFICES) for area in obligation.areas)


def _refuse_move(obligation: Obligation, verb: str) -> None:
    if verb not in DUTY_TRANSITIONS[obligation.state]:
        raise Denied(f"任务现在是“{obligation.get_state_display()}”，不能这样办。")


def _rules(user: User, obligation: Obligation) -> bool:
    """Whether `user` decides on the obligation: the county on what it or the law demands, a unit on what it has set itself."""
    scope = scope_of(user)
    if any(scope.is_staff_for(area, Role.COUNTY_OFFICE) for area in obligation.areas):
        return True
    return obligation.template.area.kind != AreaKind.COUNTY and _owes(user, obligation)


def can_keep_obligation(user: User, obligation: Obligation) -> None:
    """The offices that owe an obligation, and the county's, name its owner and add evidence while it is to be done."""
    if not _owes(user, obligation):
        raise Denied(f"由{'、'.join(area.office_name or area.name for area in obligation.areas)}办理。")
    if not obligation.is_undone:
        raise Denied(f"任务已是“{obligation.get_state_display()}”，先退回重办才能改。")


def can_complete_obligation(user: User, obligation: Obligation) -> None:
    """The offices that owe an obligation, and the county's, say that it was done."""
    if not _owes(user, obligation):
        raise Denied(f"由{'、'.join(area.office_name or area.name for area in obligation.areas)}登记完成。")
    _refuse_move(obligation, "complete")


def can_skip_obligation(user: User, obligation: Obligation) -> None:
    """What the law or the county demands is waived by the county only; a unit waives what it has set itself."""
    if not _rules(user, obligation):
        raise Denied("这项任务由县人大机关规定，确需免办的请报县人大机关。")
    _refuse_move(obligation, "skip")


def can_reopen_obligation(user: User, obligation: Obligation) -> None:
    """Whoever may waive an obligation may also send it back."""
    if not _rules(user, obligation):
        raise Denied("已办结的任务由县人大机关退回重办。")
    _refuse_move(obligation, "reopen")


def may_own(user: User, obligation: Obligation) -> bool:
    """Whether `user` can be named for the obligation: office staff today of a unit that owes it."""
    held = Appointment.objects.in_force().filter(user=user, area__in=obligation.areas, role__in=OFFICES)
    return user.is_active and held.exists()


def can_set_template(user: User, area: Area | None = None) -> None:
    """The county office sets what binds all units, a unit's office what binds itself. Without `area`: anywhere at all."""
    scope = scope_of(user)
    if area is None and scope.has_role(*OFFICES):
        return
    if area is not None and scope.is_staff_for(area, *OFFICES):
        return
    raise Denied("全县的规定由县人大机关制定；单位和团队自己的任务由本单位制定。")


def can_change_template(user: User, template: ObligationTemplate) -> None:
    """Whoever has set a rule changes or ends it; of a team's rule both units of the team."""
    scope = scope_of(user)
    areas = [template.area, *(template.team.areas if template.team else [])]
    if not any(scope.is_staff_for(area, *OFFICES) for area in areas):
        raise Denied(f"这条规定由{template.area.office_name or template.area.name}修改。")
    if template.until is not None:
        raise Denied("这条规定已停用或已有新版本。")
