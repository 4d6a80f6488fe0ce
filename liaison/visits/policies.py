"""Who may log visits, sort findings, run campaigns. Each raises Denied with the reason in Chinese."""

from deputies.people.models import Deputy
from liaison.households.models import Household
from liaison.households.policies import OFFICES
from liaison.visits.enums import FINDING
from liaison.visits.models import Visit, VisitCampaign, VisitFinding
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied


def can_log_visit(user: User, household: Household, deputy: Deputy) -> None:
    """The deputy who keeps in touch writes down own visits; staff of both sides do it for that deputy."""
    if household.closed_on:
        raise Denied("这一户已停止登记，不能再记走访。")
    if not household.pairs.open().filter(deputy=deputy).exists():
        raise Denied(f"{deputy.name}没有联系这一户，请先结对。")
    if deputy.user_id and deputy.user_id == user.pk:
        return
    if not any(scope_of(user).is_staff_for(area) for area in household.areas):
        raise Denied("走访由联系代表本人登记，或由户籍地、现居住地代记。")


def can_undo_visit(user: User, visit: Visit) -> None:
    """Who may write a visit down may take it back, unless something was found on it."""
    if visit.undone_at:
        raise Denied("这条走访已经撤销。")
    if visit.findings.exists():
        raise Denied("这次走访已登记发现的问题，不能撤销。")
    if visit.deputy.user_id and visit.deputy.user_id == user.pk:
        return
    if not scope_of(user).is_staff_for(visit.household.village, *OFFICES):
        raise Denied("走访由联系代表本人或户籍地人大撤销。")


def can_raise_finding(user: User, visit: Visit) -> None:
    """Whoever could write the visit down says what it found."""
    if visit.undone_at:
        raise Denied("这条走访已经撤销。")
    if visit.deputy.user_id and visit.deputy.user_id == user.pk:
        return
    if not any(scope_of(user).is_staff_for(area) for area in visit.household.areas):
        raise Denied("走访发现由联系代表本人，或户籍地、现居住地登记。")


def can_sort_finding(user: User, finding: VisitFinding) -> None:
    """The offices of both sides deal with a finding that waits."""
    FINDING.check(finding.state, "sort")
    if not any(scope_of(user).is_staff_for(area, *OFFICES) for area in finding.visit.household.areas):
        raise Denied("走访发现的问题由户籍地或现居住地人大处理。")


def can_run_campaign(user: User, area: Area | None = None) -> None:
    """The offices start campaigns for their own area. Without `area`: anywhere at all."""
    if not scope_of(user).may_act_for(area, *OFFICES):
        raise Denied("大走访由本单位人大发起。")


def can_edit_campaign(user: User, campaign: VisitCampaign) -> None:
    can_run_campaign(user, campaign.area)
