"""Pages of obligations: the list, one obligation, closing it, its evidence."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liaison.obligations import evidence, policies, queries, workflow
from liaison.obligations.enums import Standing
from liaison.obligations.forms import CompleteForm, EvidenceForm, OwnerForm, ReasonForm
from liaison.obligations.models import Obligation, ObligationEvidence
from liaison.obligations.tables import ObligationListing
from yunhe.accounts.decorators import office_required
from yunhe.accounts.policies import is_allowed, reason_against
from yunhe.kit.readonly import read_only
from yunhe.trail.queries import history_of


def _obligation(request: HttpRequest, pk: int) -> Obligation:
    rows = Obligation.objects.visible_to(request.user).select_related(*queries.RELATED)
    return get_object_or_404(rows, pk=pk)


def _said(error: ValidationError) -> str:
    return "；".join(error.messages)


@office_required
@read_only
def obligation_list(request: HttpRequest) -> HttpResponse:
    """List the obligations in scope."""
    tabs = [("", "全部", queries.list_url()), ("todo", "待办", queries.list_url(todo=1))]
    tabs += [(standing.value, standing.label, queries.list_url(standing=standing.value)) for standing in Standing]
    current = "todo" if request.GET.get("todo") else request.GET.get("standing", "")
    return ObligationListing.of(request).answer(
        request, "liaison/obligations/obligation_list.html", {"tabs": tabs, "current": current}
    )


@require_safe
@office_required
@read_only
def obligation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one obligation: what it asks for, evidence, reminders, the other periods, and what may be done."""
    obligation, user = _obligation(request, pk), request.user
    may_keep = is_allowed(policies.can_keep_obligation, user, obligation)
    context = {
        "obligation": obligation,
        "evidence": list(obligation.evidence.all()),
        "reminders": obligation.reminders.filter(sent_at__isnull=False).order_by("-on", "-pk"),
        "others": queries.other_periods(obligation),
        "finds_itself": queries.has_finder(obligation.template),
        "needed": evidence.needed(obligation),
        "may_keep": may_keep,
        "complete_refusal": reason_against(policies.can_complete_obligation, user, obligation),
        "may_skip": is_allowed(policies.can_skip_obligation, user, obligation),
        "may_reopen": is_allowed(policies.can_reopen_obligation, user, obligation),
        "owner_form": OwnerForm(obligation=obligation) if may_keep else None,
        "reason_form": ReasonForm(),
        "history": history_of(obligation, user),
    }
    return TemplateResponse(request, "liaison/obligations/obligation_detail.html", context)


@require_http_methods(["GET", "POST"])
@office_required
def obligation_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that an obligation was done, with evidence."""
    obligation = _obligation(request, pk)
    policies.can_complete_obligation(request.user, obligation)
    form = CompleteForm(*_input(request), obligation=obligation)
    if form.is_valid():
        facts = {"done_on": form.cleaned_data["done_on"], "note": form.cleaned_data["note"], **form.handed_in()}
        try:
            workflow.complete_obligation(obligation, by=request.user, **facts)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "已登记完成。")
            return redirect(obligation)
    context = {"form": form, "obligation": obligation, "title": "登记完成", "evidence": list(obligation.evidence.all())}
    return TemplateResponse(request, "liaison/obligations/obligation_form.html", context)


@require_http_methods(["GET", "POST"])
@office_required
def evidence_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add evidence while the obligation stays to be done."""
    obligation = _obligation(request, pk)
    policies.can_keep_obligation(request.user, obligation)
    form = EvidenceForm(*_input(request), obligation=obligation)
    if form.is_valid():
        try:
            workflow.add_evidence(obligation, by=request.user, **form.handed_in())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "佐证已登记，任务仍待完成。")
            return redirect(obligation)
    context = {"form": form, "obligation": obligation, "title": "登记佐证", "evidence": list(obligation.evidence.all())}
    return TemplateResponse(request, "liaison/obligations/obligation_form.html", context)


def _input(request: HttpRequest) -> tuple:
    """Return data and files of a POST; a POST without any field is one too."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _with_reason(request: HttpRequest, pk: int, verb: Callable, done: str, undone: str) -> HttpResponse:
    """Run a verb that wants a reason, and say what became of it."""
    obligation, form = _obligation(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, f"{undone}：请写明原因。")
        return redirect(obligation)
    verb(obligation, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, done)
    return redirect(obligation)


@require_POST
@office_required
def obligation_skip(request: HttpRequest, pk: int) -> HttpResponse:
    """Waive an obligation for this period."""
    return _with_reason(request, pk, workflow.skip_obligation, "这一期已免办。", "没有免办")


@require_POST
@office_required
def obligation_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a closed obligation back."""
    return _with_reason(request, pk, workflow.reopen_obligation, "已退回重办，并通知承担单位。", "没有退回")


@require_POST
@office_required
def owner_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who sees to an obligation."""
    obligation = _obligation(request, pk)
    form = OwnerForm(request.POST, obligation=obligation)
    if not form.is_valid():
        messages.error(request, "没有指定：请从承担单位的工作人员里选择。")
        return redirect(obligation)
    workflow.name_owner(obligation, by=request.user, owner=form.cleaned_data["owner"])
    messages.success(request, "负责人已更新。")
    return redirect(obligation)


def _evidence(request: HttpRequest, pk: int) -> ObligationEvidence:
    item = get_object_or_404(ObligationEvidence.objects.select_related("occurrence"), pk=pk)
    _obligation(request, item.occurrence_id)
    return item


@require_safe
@office_required
@read_only
def evidence_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Download a file that was handed in as evidence, under the name it came with."""
    item = _evidence(request, pk)
    if not item.file or not item.file.storage.exists(item.file.name):
        raise Http404("文件已不存在。")
    answer = FileResponse(item.file.open("rb"), as_attachment=True, filename=item.label)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@office_required
def evidence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a piece of evidence away."""
    item = _evidence(request, pk)
    workflow.remove_evidence(item, by=request.user)
    messages.success(request, f"已撤下“{item.label}”。")
    return redirect(item.occurrence)
