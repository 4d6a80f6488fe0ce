"""Annual reports of the demo county: last year's handed in and answered, this year's under way. Texts are counted."""

from datetime import date, timedelta

from liaison.annual_reports import workflow
from liaison.annual_reports.models import AnnualReport, Decision
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.models import Area

DECISIONS = (
    "由组织办牵头，把流动代表报到纳入社区党建联席会议议题",
    "由财政所按人均标准安排流动代表活动经费，列入下年度预算",
    "城区联络站增加每月一次晚间接待，方便白天上班的选民",
)


def _office_of(unit: Area) -> User | None:
    held = Appointment.objects.in_force().filter(area=unit, role=Role.OFFICE_STAFF).select_related("user").first()
    return held.user if held else None


def write_reports(county: Area, today: date) -> None:
    """Write the reports of units that have an office account in the demo: last year's whole, this year's as drafts."""
    last = today.year - 1
    for number, unit in enumerate(Area.objects.within(county).units().current().order_by("order", "code")):
        office = _office_of(unit)
        if office is None:
            continue
        report = workflow.draft_report(unit, last, by=office)
        handed_in = date(last, 12, 12 + number)
        report = workflow.hand_in(report, by=office, on=handed_in)
        workflow.record_reply(
            report,
            by=office,
            on=handed_in + timedelta(days=9),
            reply="原则同意。请按报告提出的打算抓好落实，重点解决流动代表参加活动少的问题。",
            number=f"〔{last}〕{20 + number}号",
        )
        for offset, text in enumerate(DECISIONS[: 1 + number % 3]):
            due = date(today.year, 3 + 3 * offset, 20)
            decision = workflow.add_decision(report, by=office, text=text, owner=unit, due_on=due)
            if offset == 0:
                workflow.finish_decision(decision, by=office, result="已于当月办结，材料存档。")
        if number % 2 == 0:
            workflow.draft_report(unit, today.year, by=office)
    AnnualReport.objects.filter(year=last).update(created_at=f"{last}-12-01T09:00:00+08:00")
    Decision.objects.filter(done_on=today).update(done_on=today - timedelta(days=30))
