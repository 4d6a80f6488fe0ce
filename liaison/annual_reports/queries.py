"""Reads: the year's overview, and a report as a letter."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from liaison.annual_reports.enums import DecisionState, ReportState
from liaison.annual_reports.models import RULE, AnnualReport
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.dues import due_days
from yunhe.letters import Heading, Letter, Paragraph

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")


def years_of(user: User) -> list[int]:
    """Return the years that have something to show, newest first; this and the last year always."""
    this = timezone.localdate().year
    years = AnnualReport.objects.visible_to(user).order_by().values_list("year", flat=True).distinct()
    return sorted({this, this - 1, *years}, reverse=True)


def overview(user: User, year: int) -> list[dict[str, Any]]:
    """Return each unit of the user's offices with its report of `year`: {"unit", "report", "late", "may_draft"}.

    A draft of another office is not shown, but that there is none handed in is.
    """
    scope = scope_of(user)
    is_open = Q(decisions__state=DecisionState.OPEN)
    counted = (
        AnnualReport.objects.visible_to(user)
        .filter(year=year)
        .annotate(decision_count=Count("decisions"), open_count=Count("decisions", filter=is_open))
    )
    reports = {report.area_id: report for report in counted}
    due, today, rows = due_days(RULE, date(year, 12, 31)), timezone.localdate(), []
    for unit in Area.objects.within(*scope.areas(*OFFICES)).units().current().order_by("order", "code"):
        report = reports.get(unit.pk)
        late = due.of(unit) < today and (report is None or report.state == ReportState.DRAFTING)
        may_draft = report is None and scope.is_staff_for(unit, Role.OFFICE_STAFF)
        rows.append({"unit": unit, "report": report, "late": late, "may_draft": may_draft})
    return rows


def letter_of(report: AnnualReport) -> Letter:
    """Return the report as a letter; empty sections are left out, the rest numbered 一、二、…"""
    blocks: list[Heading | Paragraph] = []
    filled = [section for section in report.sections.order_by("order") if section.text]
    for numeral, section in zip(NUMERALS, filled, strict=False):
        blocks += [Heading(f"{numeral}、{section.heading}"), Paragraph(section.text)]
    note = f"校验码 {report.seal}（第 {report.edition} 次报送）" if report.seal else "草稿，未报送"
    return Letter(
        title=f"{report.signer}{report.title}",
        number=report.number,
        addressee=report.addressee,
        blocks=blocks,
        signer=report.signer,
        on=report.handed_in_on or timezone.localdate(),
        note=note,
    )
