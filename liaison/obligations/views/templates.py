"""Pages of the rules behind obligations."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from liaison.obligations import policies, queries, workflow
from liaison.obligations.forms import NewTemplateForm, ReasonForm, TemplateForm
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.obligations.tables import ObligationTemplateListing
from yunhe.accounts.decorators import asks, office_required, reads
from yunhe.accounts.pages import button, list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.refusals import reason_against
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage

LIST = ("任务规定", "obligations:template-list")


find_template = in_scope(ObligationTemplate.objects, "area", "team__area", "team__partner")
template_list = list_page(office_required, ObligationTemplateListing, "liaison/obligations/template_list.html")


@reads(office_required, find_template)
def template_detail(request: Request, template: ObligationTemplate) -> HttpResponse:
    """Show one rule: its versions, and how its obligations of this year stand."""
    user, year = request.user, timezone.localdate().year
    versions = ObligationTemplate.objects.filter(area=template.area, key=template.key).order_by("-version")
    obligations = Obligation.objects.visible_to(user).filter(template__in=versions, due_on__year=year)
    tally = queries.Tally({"rule": template.key, "year": year})
    for standing in obligations.with_standing().values_list("standing", flat=True):
        tally.numbers[standing] += 1
    context = {
        "template": template,
        "versions": versions,
        "tally": tally,
        "year": year,
        "finds_itself": queries.has_finder(template),
        "change_refusal": reason_against(policies.can_change_template, user, template),
        "reason_form": ReasonForm(),
        "history": history_of(template, user),
    }
    return TemplateResponse(request, "liaison/obligations/template_detail.html", context)


@asks(office_required)
def template_create(request: Request) -> HttpResponse:
    note = "全县的规定由县人大机关制定；单位和团队也可以给自己定任务。"
    page = FormPage(request, "制定规定", NewTemplateForm, user=request.user, crumbs=[LIST], note=note)
    return page.run(
        lambda facts: workflow.set_template(by=request.user, **facts),
        said=lambda template: f"“{template}”已制定，生成任务 {template.obligations.count()} 项。",
    )


@asks(office_required, find_template, policies.can_change_template)
def template_edit(request: Request, template: ObligationTemplate) -> HttpResponse:
    """Change a rule from its next period on."""
    note = "改动从下一期起生效；已开始的任务保持原样。"
    page = FormPage(
        request, "修改规定", TemplateForm, of=template, template=template, crumbs=[LIST, template], note=note
    )
    said = "已修改，从 {:%Y-%m-%d} 起生效；已开始的任务不变。"
    return page.does(workflow.revise_template, said=lambda new: said.format(new.since))


template_end = button(
    office_required,
    find_template,
    workflow.end_template,
    form=ReasonForm,
    said=lambda ended: f"已停用，{ended.until:%Y-%m-%d} 以后不再生成任务。",
)
