"""The year's overview, one report and its steps."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liaison.annual_reports import policies, sections, workflow
from liaison.annual_reports.enums import (
    DECISION_TRANSITIONS,
    DECISION_VERBS,
    REPORT_TRANSITIONS,
    REPORT_VERBS,
    ReportState,
)
from liaison.annual_reports.forms import DECISION_FORMS, MOVE_FORMS, DecisionForm, HeadForm, SectionForm
from liaison.annual_reports.models import AnnualReport, Decision
from liaison.annual_reports.queries import letter_of, overview, years_of
from yunhe.accounts.decorators import office_required
from yunhe.accounts.policies import is_allowed, reason_against
from yunhe.areas.models import Area
from yunhe.kit.readonly import read_only
from yunhe.letters import letter_response
from yunhe.trail.queries import history_of

MOVES = {"hand_in": workflow.hand_in, "withdraw": workflow.withdraw, "reply": workflow.record_reply}
DECISION_MOVES = {"finish": workflow.finish_decision, "reopen": workflow.reopen_decision}
STEPS = [state.label for state in ReportState]


def find_report(request: HttpRequest, pk: int) -> AnnualReport:
    """Return a report in scope, or 404."""
    return get_object_or_404(AnnualReport.objects.visible_to(request.user).select_related("area__parent"), pk=pk)


@require_safe
@office_required
@read_only
def report_list(request: HttpRequest) -> HttpResponse:
    """Show every unit's report of a year (?year=), or that there is none."""
    years = years_of(request.user)
    chosen = request.GET.get("year", "")
    year = int(chosen) if chosen.isdecimal() and int(chosen) in years else timezone.localdate().year
    rows = overview(request.user, year)
    tabs = [(item, f"{item}年", f"?year={item}", None) for item in years]
    done = [row for row in rows if row["report"] and row["report"].state != ReportState.DRAFTING]
    context = {"rows": rows, "tabs": tabs, "year": year, "done": len(done)}
    return render(request, "liaison/annual_reports/report_list.html", context)


@require_POST
@office_required
def report_draft(request: HttpRequest) -> HttpResponse:
    """Draft the report of a unit and year from the registers."""
    area = get_object_or_404(Area.objects.units(), pk=_number(request.POST.get("area")))
    try:
        report = workflow.draft_report(area, _number(request.POST.get("year")), by=request.user)
    except workflow.ReportRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("annual_reports:report-list")
    messages.success(request, "已按登记数据起草，请逐节核对和补充。")
    return redirect(report)


def _number(text: str | None) -> int:
    if text is None or not text.isdecimal() or len(text) > 9:
        raise Http404
    return int(text)


@require_safe
@office_required
@read_only
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report section by section, its steps, the reply and the decisions."""
    report = find_report(request, pk)
    user = request.user
    decisions = [
        {
            "decision": decision,
            "moves": [
                (verb, DECISION_VERBS[verb])
                for verb in DECISION_TRANSITIONS[decision.state]
                if is_allowed(policies.can_move_decision, user, decision, verb)
            ],
        }
        for decision in report.decisions.select_related("owner", "report__area")
    ]
    context = {
        "report": report,
        "sections": report.sections.order_by("order"),
        "may_write": is_allowed(policies.can_write, user, report),
        "moves": [
            (verb, REPORT_VERBS[verb])
            for verb in REPORT_TRANSITIONS[report.state]
            if is_allowed(policies.can_move_report, user, report, verb)
        ],
        "decisions": decisions,
        "may_decide": is_allowed(policies.can_decide, user, report),
        "steps": STEPS,
        "step": ReportState.values.index(report.state),
        "history": history_of(report, user),
    }
    return render(request, "liaison/annual_reports/report_detail.html", context)


@require_http_methods(["GET", "POST"])
@office_required
def report_head(request: HttpRequest, pk: int) -> HttpResponse:
    """Change title, number, addressee and signer."""
    report = find_report(request, pk)
    policies.can_write(request.user, report)
    form = HeadForm(request.POST if request.method == "POST" else None, instance=report)
    if form.is_valid():
        workflow.edit_head(report, by=request.user, **form.cleaned_data)
        messages.success(request, "已保存。")
        return redirect(report)
    return render(
        request, "liaison/annual_reports/report_form.html", {"form": form, "report": report, "label": "修改标题和主送"}
    )


@require_http_methods(["GET", "POST"])
@office_required
def section_edit(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Write on in one section, beside what the data says now."""
    report = find_report(request, pk)
    policies.can_write(request.user, report)
    section = get_object_or_404(report.sections, key=key)
    form = SectionForm(request.POST if request.method == "POST" else None, initial={"text": section.text})
    if request.method == "POST" and "reset" in request.POST:
        workflow.reset_section(report, key, by=request.user)
        messages.success(request, f"“{section.heading}”已恢复为数据草稿。")
        return redirect(report)
    if form.is_valid():
        workflow.edit_section(report, key, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, f"“{section.heading}”已保存。")
        return redirect(f"{report.get_absolute_url()}#{key}")
    context = {"form": form, "report": report, "section": section, "hint": sections.hint_of(key)}
    return render(request, "liaison/annual_reports/section_form.html", context)


@require_POST
@office_required
def report_refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """Count again."""
    report = find_report(request, pk)
    changed = workflow.refresh(report, by=request.user)
    said = f"已重新取数，{changed} 节的数据有变化。" if changed else "已重新取数，数据没有变化。"
    messages.success(request, f"{said}您改过的章节保留您的文字。")
    return redirect(report)


@require_http_methods(["GET", "POST"])
@office_required
def report_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Hand in, take back, or note the reply."""
    if verb not in MOVES:
        raise Http404
    report = find_report(request, pk)
    policies.can_move_report(request.user, report, verb)
    form = MOVE_FORMS[verb](request.POST if request.method == "POST" else None)
    if form.is_valid() and _carried_out(form, lambda: MOVES[verb](report, by=request.user, **form.cleaned_data)):
        messages.success(request, f"{REPORT_VERBS[verb]}：已保存。")
        return redirect(report)
    return render(
        request,
        "liaison/annual_reports/report_form.html",
        {"form": form, "report": report, "label": REPORT_VERBS[verb]},
    )


def _carried_out(form, write) -> bool:
    """Call `write`; put a refusal into the form and return False."""
    try:
        write()
    except (workflow.ReportRefused, ValidationError) as error:
        form.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))
        return False
    return True


@require_http_methods(["GET", "POST"])
@office_required
def decision_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Note something that was decided."""
    report = find_report(request, pk)
    policies.can_decide(request.user, report)
    form = DecisionForm(request.POST if request.method == "POST" else None, report=report)
    if form.is_valid() and _carried_out(
        form, lambda: workflow.add_decision(report, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "批复事项已登记。")
        return redirect(f"{report.get_absolute_url()}#decisions")
    return render(
        request, "liaison/annual_reports/report_form.html", {"form": form, "report": report, "label": "登记批复事项"}
    )


@require_http_methods(["GET", "POST"])
@office_required
def decision_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Say how a decision was carried out, or take it up again."""
    if verb not in DECISION_MOVES:
        raise Http404
    rows = Decision.objects.visible_to(request.user).select_related("report__area__parent", "owner")
    decision = get_object_or_404(rows, pk=pk)
    policies.can_move_decision(request.user, decision, verb)
    form = DECISION_FORMS[verb](request.POST if request.method == "POST" else None)
    if form.is_valid() and _carried_out(
        form, lambda: DECISION_MOVES[verb](decision, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{DECISION_VERBS[verb]}：已保存。")
        may_read = AnnualReport.objects.visible_to(request.user).filter(pk=decision.report_id).exists()
        return redirect(decision) if may_read else redirect("annual_reports:decision-list")
    context = {"form": form, "report": decision.report, "label": DECISION_VERBS[verb], "decision": decision}
    return render(request, "liaison/annual_reports/report_form.html", context)


@require_safe
@office_required
@read_only
def decision_list(request: HttpRequest) -> HttpResponse:
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


@require_safe
@office_required
@read_only
def report_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report as it is printed."""
    report = find_report(request, pk)
    return render(request, "liaison/annual_reports/report_print.html", {"report": report, "letter": letter_of(report)})


@require_safe
@office_required
@read_only
def report_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a report as a Word file."""
    report = find_report(request, pk)
    return letter_response(letter_of(report), str(report))
