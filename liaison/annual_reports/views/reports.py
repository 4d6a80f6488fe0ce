"""The year's overview, one report and its steps."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from liaison.annual_reports import policies, sections, workflow
from liaison.annual_reports.enums import DECISION, REPORT, ReportState
from liaison.annual_reports.forms import (
    DecisionForm,
    HandInForm,
    HeadForm,
    ReopenForm,
    ReplyForm,
    ResultForm,
    SectionForm,
    WithdrawForm,
)
from liaison.annual_reports.models import AnnualReport, Decision
from liaison.annual_reports.queries import letter_of, overview, years_of
from liaison.annual_reports.tables import DecisionListing
from yunhe.accounts.decorators import asks, lists, office_required, reads, writes
from yunhe.accounts.pages import button, list_page, moves
from yunhe.accounts.requests import Request, in_scope
from yunhe.areas.models import Area
from yunhe.kit.asked import number
from yunhe.kit.refusals import is_allowed
from yunhe.letters import letter_response
from yunhe.trail.queries import history_of
from yunhe.web.forms.moves import Ask
from yunhe.web.forms.page import FormPage, act
from yunhe.web.lists.pages import page_of_figures

ASKS = {
    "hand_in": Ask(HandInForm, workflow.hand_in),
    "withdraw": Ask(WithdrawForm, workflow.withdraw),
    "reply": Ask(ReplyForm, workflow.record_reply),
}
DECISION_ASKS = {
    "finish": Ask(ResultForm, workflow.finish_decision),
    "reopen": Ask(ReopenForm, workflow.reopen_decision),
}
STEPS = [state.label for state in ReportState]
find_report = in_scope(AnnualReport.objects, "area__parent")
find_decision = in_scope(Decision.objects, "report__area__parent", "owner")


@lists(office_required)
def report_list(request: Request) -> HttpResponseBase:
    """Show every unit's report of a year (?year=), or that there is none."""
    years = years_of(request.user)
    chosen = number(request.GET, "year")
    year = chosen if chosen in years else timezone.localdate().year
    rows = overview(request.user, year)
    tabs = [(item, f"{item}年", f"?year={item}", None) for item in years]
    done = [row for row in rows if row["report"] and row["report"].state != ReportState.DRAFTING]
    context = {"rows": rows, "tabs": tabs, "year": year, "done": len(done)}
    return page_of_figures(request, "liaison/annual_reports/report_list.html", context, title=f"{year}年请示汇报")


@writes(office_required)
def report_draft(request: Request) -> HttpResponse:
    """Draft the report of a unit and year from the registers."""
    area = get_object_or_404(Area.objects.units(), pk=number(request.POST, "area"))
    year = number(request.POST, "year")
    if year is None:
        raise Http404
    return act(
        request,
        lambda: workflow.draft_report(area, year, by=request.user),
        said="已按登记数据起草，请逐节核对和补充。",
        back="annual_reports:report-list",
    )


@reads(office_required, find_report)
def report_detail(request: Request, report: AnnualReport) -> HttpResponse:
    """Show a report section by section, its steps, the reply and the decisions."""
    user = request.user
    decisions = [
        (decision, DECISION.actions(decision, partial(policies.can_move_decision, user, decision)))
        for decision in report.decisions.select_related("owner", "report__area")
    ]
    context = {
        "report": report,
        "sections": report.sections.order_by("order"),
        "may_write": is_allowed(policies.can_write, user, report),
        "actions": REPORT.actions(report, partial(policies.can_move_report, user, report)),
        "decisions": decisions,
        "may_decide": is_allowed(policies.can_decide, user, report),
        "steps": STEPS,
        "step": ReportState.values.index(report.state),
        "history": history_of(report, user),
    }
    return render(request, "liaison/annual_reports/report_detail.html", context)


def _page(report: AnnualReport, **facts: Any) -> dict[str, Any]:
    """Return what the form pages of `report` have in common."""
    crumbs = [("请示汇报", "annual_reports:report-list"), (report.area.name, report)]
    return {"of": report, "crumbs": crumbs, "note": str(report), **facts}


@asks(office_required, find_report, policies.can_write)
def report_head(request: Request, report: AnnualReport) -> HttpResponse:
    """Change title, number, addressee and signer."""
    page = FormPage(request, "修改标题和主送", HeadForm, instance=report, **_page(report))
    return page.does(workflow.edit_head)


@asks(office_required, find_report, policies.can_write)
def section_edit(request: Request, report: AnnualReport, key: str) -> HttpResponse:
    """Write on in one section, beside what the data says now."""
    section = get_object_or_404(report.sections, key=key)
    place = f"{report.get_absolute_url()}#{key}"
    if request.method == "POST" and "reset" in request.POST:
        said = f"“{section.heading}”已恢复为数据草稿。"
        return act(request, lambda: workflow.reset_section(report, key, by=request.user), said=said, to=place)
    page = FormPage(
        request,
        section.heading,
        SectionForm,
        initial={"text": section.text},
        hint=sections.hint_of(key),
        is_single=True,
        beside="liaison/annual_reports/_drafted.html",
        actions="liaison/annual_reports/_reset.html",
        context={"section": section},
        **_page(report),
    )
    said = f"“{section.heading}”已保存。"
    return page.run(lambda facts: workflow.edit_section(report, key, by=request.user, **facts), said=said, to=place)


def _changed(sections: int) -> str:
    found = f"已重新取数，{sections} 节的数据有变化。" if sections else "已重新取数，数据没有变化。"
    return f"{found}您改过的章节保留您的文字。"


report_refresh = button(office_required, find_report, workflow.refresh, said=_changed)
report_move = moves(
    office_required,
    find_report,
    ASKS,
    machine=REPORT,
    policy=policies.can_move_report,
    page=lambda request, report, verb: _page(report),
)


@asks(office_required, find_report, policies.can_decide)
def decision_create(request: Request, report: AnnualReport) -> HttpResponse:
    """Note something that was decided."""
    page = FormPage(request, "登记批复事项", DecisionForm, report=report, **_page(report))
    return page.does(workflow.add_decision, said="批复事项已登记。")


def _decision_page(request: Request, decision: Decision, verb: str) -> dict[str, Any]:
    """Return what the form pages of a decision have in common. Its owner may have no right to read the report itself."""
    report = decision.report
    may_read = AnnualReport.objects.visible_to(request.user).filter(pk=report.pk).exists()
    place: Any = decision if may_read else reverse("annual_reports:decision-list")
    crumbs = [("请示汇报", "annual_reports:report-list"), ("批复事项", place)]
    note = f"{report} · {decision.text}"
    return {"to": place, "of": decision if may_read else None, "cancel": place, "crumbs": crumbs, "note": note}


decision_move = moves(
    office_required,
    find_decision,
    DECISION_ASKS,
    machine=DECISION,
    policy=policies.can_move_decision,
    page=_decision_page,
)


decision_list = list_page(office_required, DecisionListing, "liaison/annual_reports/decision_list.html")


@reads(office_required, find_report)
def report_print(request: Request, report: AnnualReport) -> HttpResponse:
    return render(request, "liaison/annual_reports/report_print.html", {"report": report, "letter": letter_of(report)})


@reads(office_required, find_report)
def report_word(request: Request, report: AnnualReport) -> HttpResponseBase:
    """Hand out a report as a Word file."""
    return letter_response(letter_of(report), str(report))
