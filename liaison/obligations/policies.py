"""Who may close, skip and reopen duties, and who sets the rules behind them."""

from liaison.obligations.enums import DUTY_TRANSITIONS
from liaison.obligations.models import DutyOccurrence, DutyTemplate
from liaison.obligations.querysets import OFFICES
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.policies import Denied
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area


def _owes(user: User, duty: DutyOccurrence) -> bool:
    return any(scope_of(user).is_staff_for(area, *OFFICES) for area in duty.areas)


def _refuse_move(duty: DutyOccurrence, verb: str) -> None:
    if verb not in DUTY_TRANSITIONS[duty.state]:
        raise Denied(f"任务现在是“{duty.get_state_display()}”，不能这样办。")


def _rules(user: User, duty: DutyOccurrence) -> bool:
    """Whether `user` decides on the duty: the county on what it or the law demands, a unit on what it has set itself."""
    scope = scope_of(user)
    if any(scope.is_staff_for(area, Role.COUNTY_OFFICE) for area in duty.areas):
        return True
    return duty.template.area.kind != AreaKind.COUNTY and _owes(user, duty)


def can_keep_duty(user: User, duty: DutyOccurrence) -> None:
    """The offices that owe a duty, and the county's, name its owner and add evidence while it is to be done."""
    if not _owes(user, duty):
        raise Denied(f"由{'、'.join(area.office_name or area.name for area in duty.areas)}办理。")
    if not duty.is_undone:
        raise Denied(f"任务已是“{duty.get_state_display()}”，先退回重办才能改。")


def can_complete_duty(user: User, duty: DutyOccurrence) -> None:
    """The offices that owe a duty, and the county's, say that it was done."""
    if not _owes(user, duty):
        raise Denied(f"由{'、'.join(area.office_name or area.name for area in duty.areas)}登记完成。")
    _refuse_move(duty, "complete")


def can_skip_duty(user: User, duty: DutyOccurrence) -> None:
    """What the law or the county demands is waived by the county only; a unit waives what it has set itself."""
    if not _rules(user, duty):
        raise Denied("这项任务由县人大机关规定，确需免办的请报县人大机关。")
    _refuse_move(duty, "skip")


def can_reopen_duty(user: User, duty: DutyOccurrence) -> None:
    """Whoever may waive a duty may also send it back."""
    if not _rules(user, duty):
        raise Denied("已办结的任务由县人大机关退回重办。")
    _refuse_move(duty, "reopen")


def may_own(user: User, duty: DutyOccurrence) -> bool:
    """Whether `user` can be named for the duty: office staff today of a unit that owes it."""
    held = Appointment.objects.in_force().filter(user=user, area__in=duty.areas, role__in=OFFICES)
    return user.is_active and held.exists()


def can_set_template(user: User, area: Area | None = None) -> None:
    """The county office sets what binds all units, a unit's office what binds itself. Without `area`: anywhere at all."""
    scope = scope_of(user)
    if area is None and scope.has_role(*OFFICES):
        return
    if area is not None and scope.is_staff_for(area, *OFFICES):
        return
    raise Denied("全县的规定由县人大机关制定；单位和团队自己的任务由本单位制定。")


def can_change_template(user: User, template: DutyTemplate) -> None:
    """Whoever has set a rule changes or ends it; of a team's rule both units of the team."""
    scope = scope_of(user)
    areas = [template.area, *(template.team.areas if template.team else [])]
    if not any(scope.is_staff_for(area, *OFFICES) for area in areas):
        raise Denied(f"这条规定由{template.area.office_name or template.area.name}修改。")
    if template.until is not None:
        raise Denied("这条规定已停用或已有新版本。")
