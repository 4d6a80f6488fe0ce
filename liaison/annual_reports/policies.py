"""Who may write, hand in and answer for an annual report."""

from liaison.annual_reports.enums import DECISION, REPORT, ReportState
from liaison.annual_reports.models import AnnualReport, Decision
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied


def can_report_for(user: User, area: Area) -> None:
    """The office of a unit reports for it, nobody else."""
    if not area.is_unit or not scope_of(user).is_staff_for(area, Role.OFFICE_STAFF):
        raise Denied("请示汇报由报告单位人大的工作人员办理。")


def can_write(user: User, report: AnnualReport) -> None:
    """A report is written as long as it has not been handed in."""
    can_report_for(user, report.area)
    if report.state != ReportState.DRAFTING:
        raise Denied("已报送的请示汇报不能修改；确需修改，请先撤回。")


def can_move_report(user: User, report: AnnualReport, verb: str) -> None:
    """The reporting office takes each step, where the step is legal."""
    can_report_for(user, report.area)
    REPORT.check(report.state, verb)


def can_decide(user: User, report: AnnualReport) -> None:
    """What was decided is noted by the reporting office after the reply."""
    can_report_for(user, report.area)
    if report.state != ReportState.REPLIED:
        raise Denied("先登记批复，再登记批复事项。")


def can_move_decision(user: User, decision: Decision, verb: str) -> None:
    """The office that carries it out, or the reporting office, says how it went."""
    scope = scope_of(user)
    if not any(scope.is_staff_for(area, Role.OFFICE_STAFF) for area in (decision.owner, decision.report.area)):
        raise Denied("批复事项由落实单位或报告单位人大的工作人员登记。")
    DECISION.check(decision.state, verb)
