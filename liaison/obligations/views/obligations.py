"""Pages of obligations: the list, one obligation, closing it, its evidence."""

from functools import partial

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from liaison.obligations import evidence, policies, queries, workflow
from liaison.obligations.enums import Standing
from liaison.obligations.forms import CompleteForm, EvidenceForm, OwnerForm, ReasonForm
from liaison.obligations.models import Obligation, ObligationEvidence
from liaison.obligations.panels import pages
from liaison.obligations.tables import ObligationListing
from yunhe.accounts.decorators import asks, lists, office_required, reads
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.files import download
from yunhe.kit.refusals import is_allowed, reason_against
from yunhe.kit.words import full_day, listed
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage

find_obligation = in_scope(Obligation.objects, *queries.RELATED)
find_evidence = in_scope(ObligationEvidence.objects, "obligation", obligation=Obligation.objects)


@lists(office_required)
def obligation_list(request: Request) -> HttpResponse:
    tabs = [("", "全部", queries.list_url()), ("todo", "待办", queries.list_url(todo=1))]
    tabs += [(standing.value, standing.label, queries.list_url(standing=standing.value)) for standing in Standing]
    current = "todo" if request.GET.get("todo") else request.GET.get("standing", "")
    context = {"tabs": tabs, "current": current}
    return ObligationListing.of(request).answer(request, "liaison/obligations/obligation_list.html", context)


@reads(office_required, find_obligation)
def obligation_detail(request: Request, obligation: Obligation) -> HttpResponse:
    """Show one obligation: what it asks for, evidence, reminders, the other periods, and what may be done."""
    user = request.user
    may_keep = is_allowed(policies.can_keep_obligation, user, obligation)
    context = {
        "obligation": obligation,
        "evidence": list(obligation.evidence.all()),
        "reminders": queries.reminders_of(obligation),
        "others": queries.other_periods(obligation),
        "finds_itself": queries.has_finder(obligation.template),
        "needed": evidence.needed(obligation),
        "may_keep": may_keep,
        "complete_refusal": reason_against(policies.can_complete, user, obligation),
        "may_skip": is_allowed(policies.acting_side, user, obligation, "skip"),
        "may_reopen": is_allowed(policies.acting_side, user, obligation, "reopen"),
        "owner_form": OwnerForm(obligation=obligation) if may_keep else None,
        "reason_form": ReasonForm(),
        "panels": pages.of(obligation, user),
        "history": history_of(obligation, user),
    }
    return TemplateResponse(request, "liaison/obligations/obligation_detail.html", context)


def _evidence_page(request: Request, obligation: Obligation, title: str, form: type[CompleteForm]) -> FormPage:
    """Return the page on which evidence of `obligation` is handed in."""
    known = listed(obligation.evidence.all())
    note = f"{obligation} · {obligation.owed_label} · 期限 {full_day(obligation.due_on)}"
    crumbs = [("任务清单", "obligations:obligation-list"), (obligation.title, obligation)]
    hint = f"已有佐证：{known}" if known else ""
    return FormPage(
        request, title, form, of=obligation, obligation=obligation, crumbs=crumbs, note=note, hint=hint, submit=title
    )


@asks(office_required, find_obligation, policies.can_complete)
def obligation_complete(request: Request, obligation: Obligation) -> HttpResponse:
    """Say that an obligation was done, with evidence."""
    page = _evidence_page(request, obligation, "登记完成", CompleteForm)
    return page.does(workflow.complete_obligation, said="已登记完成。")


@asks(office_required, find_obligation, policies.can_keep_obligation)
def evidence_add(request: Request, obligation: Obligation) -> HttpResponse:
    """Add evidence while the obligation stays to be done."""
    page = _evidence_page(request, obligation, "登记佐证", EvidenceForm)
    return page.does(workflow.add_evidence, said="佐证已登记，任务仍待完成。")


on_obligation = partial(button, office_required, find_obligation)
obligation_skip = on_obligation(workflow.skip_obligation, form=ReasonForm, said="这一期已免办。")
obligation_reopen = on_obligation(workflow.reopen_obligation, form=ReasonForm, said="已退回重办，并通知承担单位。")
owner_name = on_obligation(workflow.name_owner, form=OwnerForm, of="obligation", said="负责人已更新。")
evidence_remove = button(
    office_required, find_evidence, workflow.remove_evidence, said=lambda item: f"已撤下“{item.label}”。"
)


@reads(office_required, find_evidence)
def evidence_file(request: Request, item: ObligationEvidence) -> HttpResponseBase:
    """Download a file that was handed in as evidence, under the name it came with."""
    return download(item.file, item.label)
