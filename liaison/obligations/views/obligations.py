"""Pages of obligations: the list, one obligation, closing it, its evidence."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from liaison.obligations import evidence, policies, queries, workflow
from liaison.obligations.enums import Standing
from liaison.obligations.forms import CompleteForm, EvidenceForm, OwnerForm, ReasonForm
from liaison.obligations.models import Obligation, ObligationEvidence
from liaison.obligations.tables import ObligationListing
from yunhe.accounts.decorators import asks, lists, office_required, reads, writes
from yunhe.accounts.requests import Request
from yunhe.kit.files import download
from yunhe.kit.refusals import is_allowed, reason_against
from yunhe.kit.words import full_day, listed
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage, act


def _obligation(request: Request, pk: int) -> Obligation:
    rows = Obligation.objects.visible_to(request.user).select_related(*queries.RELATED)
    return get_object_or_404(rows, pk=pk)


@lists(office_required)
def obligation_list(request: Request) -> HttpResponse:
    """List the obligations in scope."""
    tabs = [("", "全部", queries.list_url()), ("todo", "待办", queries.list_url(todo=1))]
    tabs += [(standing.value, standing.label, queries.list_url(standing=standing.value)) for standing in Standing]
    current = "todo" if request.GET.get("todo") else request.GET.get("standing", "")
    return ObligationListing.of(request).answer(
        request, "liaison/obligations/obligation_list.html", {"tabs": tabs, "current": current}
    )


@reads(office_required)
def obligation_detail(request: Request, pk: int) -> HttpResponse:
    """Show one obligation: what it asks for, evidence, reminders, the other periods, and what may be done."""
    obligation, user = _obligation(request, pk), request.user
    may_keep = is_allowed(policies.can_keep_obligation, user, obligation)
    context = {
        "obligation": obligation,
        "evidence": list(obligation.evidence.all()),
        "reminders": queries.reminders_of(obligation),
        "others": queries.other_periods(obligation),
        "finds_itself": queries.has_finder(obligation.template),
        "needed": evidence.needed(obligation),
        "may_keep": may_keep,
        "complete_refusal": reason_against(policies.acting_side, user, obligation, "complete"),
        "may_skip": is_allowed(policies.acting_side, user, obligation, "skip"),
        "may_reopen": is_allowed(policies.acting_side, user, obligation, "reopen"),
        "owner_form": OwnerForm(obligation=obligation) if may_keep else None,
        "reason_form": ReasonForm(),
        "history": history_of(obligation, user),
    }
    return TemplateResponse(request, "liaison/obligations/obligation_detail.html", context)


def _evidence_page(request: Request, obligation: Obligation, title: str, form: type[CompleteForm]) -> FormPage:
    """Return the page on which evidence of `obligation` is handed in."""
    known = listed(obligation.evidence.all())
    return FormPage(
        request,
        title,
        form,
        of=obligation,
        obligation=obligation,
        crumbs=[("任务清单", "obligations:obligation-list"), (obligation.title, obligation)],
        note=f"{obligation} · {obligation.owed_label} · 期限 {full_day(obligation.due_on)}",
        hint=f"已有佐证：{known}" if known else "",
        submit=title,
    )


@asks(office_required)
def obligation_complete(request: Request, pk: int) -> HttpResponse:
    """Say that an obligation was done, with evidence."""
    obligation = _obligation(request, pk)
    policies.acting_side(request.user, obligation, "complete")
    page = _evidence_page(request, obligation, "登记完成", CompleteForm)
    return page.run(
        lambda facts: workflow.complete_obligation(obligation, by=request.user, **facts), said="已登记完成。"
    )


@asks(office_required)
def evidence_add(request: Request, pk: int) -> HttpResponse:
    """Add evidence while the obligation stays to be done."""
    obligation = _obligation(request, pk)
    policies.can_keep_obligation(request.user, obligation)
    page = _evidence_page(request, obligation, "登记佐证", EvidenceForm)
    return page.run(
        lambda facts: workflow.add_evidence(obligation, by=request.user, **facts), said="佐证已登记，任务仍待完成。"
    )


@writes(office_required)
def obligation_skip(request: Request, pk: int) -> HttpResponse:
    """Waive an obligation for this period."""
    obligation, form = _obligation(request, pk), ReasonForm(request.POST)
    return act(
        request,
        lambda: workflow.skip_obligation(obligation, by=request.user, **form.cleaned_data),
        said="这一期已免办。",
        form=form,
        back=obligation,
    )


@writes(office_required)
def obligation_reopen(request: Request, pk: int) -> HttpResponse:
    """Send a closed obligation back."""
    obligation, form = _obligation(request, pk), ReasonForm(request.POST)
    return act(
        request,
        lambda: workflow.reopen_obligation(obligation, by=request.user, **form.cleaned_data),
        said="已退回重办，并通知承担单位。",
        form=form,
        back=obligation,
    )


@writes(office_required)
def owner_name(request: Request, pk: int) -> HttpResponse:
    """Name who sees to an obligation."""
    obligation = _obligation(request, pk)
    form = OwnerForm(request.POST, obligation=obligation)
    return act(
        request,
        lambda: workflow.name_owner(obligation, by=request.user, **form.cleaned_data),
        said="负责人已更新。",
        form=form,
        back=obligation,
    )


def _evidence(request: Request, pk: int) -> ObligationEvidence:
    item = get_object_or_404(ObligationEvidence.objects.select_related("obligation"), pk=pk)
    _obligation(request, item.obligation_id)
    return item


@reads(office_required)
def evidence_file(request: Request, pk: int) -> HttpResponseBase:
    """Download a file that was handed in as evidence, under the name it came with."""
    item = _evidence(request, pk)
    return download(item.file, item.label)


@writes(office_required)
def evidence_remove(request: Request, pk: int) -> HttpResponse:
    """Take a piece of evidence away."""
    item = _evidence(request, pk)
    return act(
        request,
        lambda: workflow.remove_evidence(item, by=request.user),
        said=f"已撤下“{item.label}”。",
        to=item.obligation,
    )
