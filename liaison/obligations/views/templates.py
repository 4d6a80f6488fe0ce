"""Pages of the rules behind obligations."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from liaison.obligations import policies, queries, workflow
from liaison.obligations.forms import NewTemplateForm, ReasonForm, TemplateForm
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.obligations.tables import ObligationTemplateListing
from yunhe.accounts.decorators import asks, lists, office_required, reads, writes
from yunhe.accounts.requests import Request
from yunhe.kit.refusals import reason_against
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage, act

LIST = ("任务规定", "obligations:template-list")


def _template(request: Request, pk: int) -> ObligationTemplate:
    rows = ObligationTemplate.objects.visible_to(request.user).select_related("area", "team__area", "team__partner")
    return get_object_or_404(rows, pk=pk)


@lists(office_required)
def template_list(request: Request) -> HttpResponse:
    """List the rules that bind the user's offices."""
    return ObligationTemplateListing.of(request).answer(request, "liaison/obligations/template_list.html")


@reads(office_required)
def template_detail(request: Request, pk: int) -> HttpResponse:
    """Show one rule: its versions, and how its obligations of this year stand."""
    template, user = _template(request, pk), request.user
    today = timezone.localdate()
    obligations = Obligation.objects.visible_to(user).filter(
        template__area=template.area, template__key=template.key, due_on__year=today.year
    )
    tally = queries.Tally({"rule": template.key, "year": today.year})
    for standing in obligations.with_standing().values_list("standing", flat=True):
        tally.numbers[standing] += 1
    context = {
        "template": template,
        "versions": ObligationTemplate.objects.filter(area=template.area, key=template.key).order_by("-version"),
        "tally": tally,
        "year": today.year,
        "finds_itself": queries.has_finder(template),
        "change_refusal": reason_against(policies.can_change_template, user, template),
        "reason_form": ReasonForm(),
        "history": history_of(template, user),
    }
    return TemplateResponse(request, "liaison/obligations/template_detail.html", context)


@asks(office_required)
def template_create(request: Request) -> HttpResponse:
    """Set a rule."""
    page = FormPage(
        request,
        "制定规定",
        NewTemplateForm,
        user=request.user,
        crumbs=[LIST],
        note="全县的规定由县人大机关制定；单位和团队也可以给自己定任务。",
    )
    return page.run(
        lambda facts: workflow.set_template(by=request.user, **facts),
        said=lambda template: f"“{template}”已制定，生成任务 {template.obligations.count()} 项。",
    )


@asks(office_required)
def template_edit(request: Request, pk: int) -> HttpResponse:
    """Change a rule from its next period on."""
    template = _template(request, pk)
    policies.can_change_template(request.user, template)
    page = FormPage(
        request,
        "修改规定",
        TemplateForm,
        of=template,
        template=template,
        crumbs=[LIST, (template.title, template)],
        note="改动从下一期起生效；已开始的任务保持原样。",
    )
    return page.run(
        lambda facts: workflow.revise_template(template, by=request.user, **facts),
        said=lambda new: f"已修改，从 {new.since:%Y-%m-%d} 起生效；已开始的任务不变。",
    )


@writes(office_required)
def template_end(request: Request, pk: int) -> HttpResponse:
    """End a rule."""
    template, form = _template(request, pk), ReasonForm(request.POST)
    return act(
        request,
        lambda: workflow.end_template(template, by=request.user, **form.cleaned_data),
        said=lambda ended: f"已停用，{ended.until:%Y-%m-%d} 以后不再生成任务。",
        form=form,
        back=template,
    )
