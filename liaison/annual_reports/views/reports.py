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
from yunhe.accounts.decorators import asks, office_required, reads, writes
from yunhe.accounts.requests import Request
from yunhe.areas.models import Area
from yunhe.kit.asked import number
from yunhe.kit.refusals import is_allowed, reason_against
from yunhe.letters import letter_response
from yunhe.trail.queries import history_of
from yunhe.web.forms.moves import Ask, move_page
from yunhe.web.forms.page import FormPage, act

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


def find_report(request: Request, pk: int) -> AnnualReport:
    """Return a report in scope, or 404."""
    return get_object_or_404(AnnualReport.objects.visible_to(request.user).select_related("area__parent"), pk=pk)


@reads(office_required)
def report_list(request: Request) -> HttpResponse:
    """Show every unit's report of a year (?year=), or that there is none."""
    years = years_of(request.user)
    chosen = number(request.GET, "year")
    year = chosen if chosen in years else timezone.localdate().year
    rows = overview(request.user, year)
    tabs = [(item, f"{item}年", f"?year={item}", None) for item in years]
    done = [row for row in rows if row["report"] and row["report"].state != ReportState.DRAFTING]
    context = {"rows": rows, "tabs": tabs, "year": year, "done": len(done)}
    return render(request, "liaison/annual_reports/report_list.html", context)


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


@reads(office_required)
def report_detail(request: Request, pk: int) -> HttpResponse:
    """Show a report section by section, its steps, the reply and the decisions."""
    report = find_report(request, pk)
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


@asks(office_required)
def report_head(request: Request, pk: int) -> HttpResponse:
    """Change title, number, addressee and signer."""
    report = find_report(request, pk)
    policies.can_write(request.user, report)
    page = FormPage(request, "修改标题和主送", HeadForm, instance=report, **_page(report))
    return page.run(lambda facts: workflow.edit_head(report, by=request.user, **facts))


@asks(office_required)
def section_edit(request: Request, pk: int, key: str) -> HttpResponse:
    """Write on in one section, beside what the data says now."""
    report = find_report(request, pk)
    policies.can_write(request.user, report)
    section = get_object_or_404(report.sections, key=key)
    place = f"{report.get_absolute_url()}#{key}"
    if request.method == "POST" and "reset" in request.POST:
        return act(
            request,
            lambda: workflow.reset_section(report, key, by=request.user),
            said=f"“{section.heading}”已恢复为数据草稿。",
            to=place,
        )
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
    return page.run(
        lambda facts: workflow.edit_section(report, key, by=request.user, **facts),
        said=f"“{section.heading}”已保存。",
        to=place,
    )


@writes(office_required)
def report_refresh(request: Request, pk: int) -> HttpResponse:
    """Count again."""
    report = find_report(request, pk)

    def said(changed: int) -> str:
        found = f"已重新取数，{changed} 节的数据有变化。" if changed else "已重新取数，数据没有变化。"
        return f"{found}您改过的章节保留您的文字。"

    return act(request, lambda: workflow.refresh(report, by=request.user), said=said, to=report)


@asks(office_required)
def report_move(request: Request, pk: int, verb: str) -> HttpResponse:
    """Hand in, take back, or note the reply."""
    report = find_report(request, pk)
    policy = policies.can_move_report
    return move_page(request, report, verb, ASKS, machine=REPORT, policy=policy, **_page(report))


@asks(office_required)
def decision_create(request: Request, pk: int) -> HttpResponse:
    """Note something that was decided."""
    report = find_report(request, pk)
    policies.can_decide(request.user, report)
    page = FormPage(request, "登记批复事项", DecisionForm, report=report, **_page(report))
    return page.run(lambda facts: workflow.add_decision(report, by=request.user, **facts), said="批复事项已登记。")


@asks(office_required)
def decision_move(request: Request, pk: int, verb: str) -> HttpResponse:
    """Say how a decision was carried out, or take it up again. The owner may have no right to read the report itself."""
    rows = Decision.objects.visible_to(request.user).select_related("report__area__parent", "owner")
    decision = get_object_or_404(rows, pk=pk)
    report = decision.report
    may_read = AnnualReport.objects.visible_to(request.user).filter(pk=report.pk).exists()
    place: Any = decision if may_read else reverse("annual_reports:decision-list")
    crumbs = [("请示汇报", "annual_reports:report-list"), ("批复事项", place)]
    return move_page(
        request,
        decision,
        verb,
        DECISION_ASKS,
        machine=DECISION,
        policy=policies.can_move_decision,
        to=place,
        of=decision if may_read else None,
        cancel=place,
        crumbs=crumbs,
        note=f"{report} · {decision.text}",
    )


@reads(office_required)
def decision_list(request: Request) -> HttpResponse:
    """Show what Party committees have decided and the user's offices have to do with, open ones first."""
    rows = Decision.objects.visible_to(request.user).select_related("report__area", "owner")
    rows = rows.order_by("-state", "due_on", "pk")
    shown = [
        {
            "decision": decision,
            "refusal": reason_against(policies.can_move_decision, request.user, decision, "finish"),
        }
        for decision in rows
    ]
    return render(request, "liaison/annual_reports/decision_list.html", {"rows": shown})


@reads(office_required)
def report_print(request: Request, pk: int) -> HttpResponse:
    """Show a report as it is printed."""
    report = find_report(request, pk)
    return render(request, "liaison/annual_reports/report_print.html", {"report": report, "letter": letter_of(report)})


@reads(office_required)
def report_word(request: Request, pk: int) -> HttpResponseBase:
    """Hand out a report as a Word file."""
    report = find_report(request, pk)
    return letter_response(letter_of(report), str(report))
