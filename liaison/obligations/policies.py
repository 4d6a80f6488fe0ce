"""Who may close, skip and reopen obligations, and who sets the rules behind them."""

from liaison.obligations.enums import OBLIGATION, Side
from liaison.obligations.models import Obligation, ObligationTemplate
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied


def _owes(user: User, obligation: Obligation) -> bool:
    return any(scope_of(user).is_staff_for(area, *OFFICES) for area in obligation.areas)


def _rules(user: User, obligation: Obligation) -> bool:
    """Whether `user` decides on the obligation: the county on what it or the law demands, a unit on what it has set itself."""
    scope = scope_of(user)
    if any(scope.is_staff_for(area, Role.COUNTY_OFFICE) for area in obligation.areas):
        return True
    return obligation.template.area.kind != AreaKind.COUNTY and _owes(user, obligation)


def can_keep_obligation(user: User, obligation: Obligation) -> None:
    """The offices that owe an obligation, and the county's, name its owner and add evidence while it is to be done."""
    if not _owes(user, obligation):
        raise Denied(f"由{'、'.join(area.office_label for area in obligation.areas)}办理。")
    if not obligation.is_undone:
        raise Denied(f"任务已是“{obligation.get_state_display()}”，先退回重办才能改。")


def acting_side(user: User, obligation: Obligation, verb: str) -> str:
    """Return the side for which `user` does `verb` on `obligation` now; IllegalMove or Denied otherwise.

    Who owes it says that it was done. What the law or the county demands is waived and sent back by the county only; a unit
    does so with what it has set itself.
    """
    held = [side for side, speaks in ((Side.OWING, _owes), (Side.RULING, _rules)) if speaks(user, obligation)]
    names: dict[str, str] = {
        Side.OWING: "、".join(area.office_label for area in obligation.areas),
        Side.RULING: obligation.template.area.office_label,
    }
    return OBLIGATION.acting_side(obligation.state, verb, held, names)


def can_complete(user: User, obligation: Obligation) -> None:
    """Who owes an obligation says that it was done."""
    acting_side(user, obligation, "complete")


def may_own(user: User, obligation: Obligation) -> bool:
    """Whether `user` can be named for the obligation: office staff today of a unit that owes it."""
    held = Appointment.objects.in_force().filter(user=user, area__in=obligation.areas, role__in=OFFICES)
    return user.is_active and held.exists()


def can_set_template(user: User, area: Area | None = None) -> None:
    """The county office sets what binds all units, a unit's office what binds itself. Without `area`: anywhere at all."""
    if not scope_of(user).may_act_for(area, *OFFICES):
        raise Denied("全县的规定由县人大机关制定；单位和团队自己的任务由本单位制定。")


def can_change_template(user: User, template: ObligationTemplate) -> None:
    """Whoever has set a rule changes or ends it; of a team's rule both units of the team."""
    scope = scope_of(user)
    if not any(scope.is_staff_for(area, *OFFICES) for area in template.areas):
        raise Denied(f"这条规定由{template.area.office_label}修改。")
    if template.until is not None:
        raise Denied("这条规定已停用或已有新版本。")
