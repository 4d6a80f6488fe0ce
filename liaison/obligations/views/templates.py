"""Pages of the rules behind obligations."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liaison.obligations import policies, queries, workflow
from liaison.obligations.forms import NewTemplateForm, ReasonForm, TemplateForm
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.obligations.tables import ObligationTemplateListing
from yunhe.accounts.decorators import office_required
from yunhe.accounts.policies import Denied, reason_against
from yunhe.kit.readonly import read_only
from yunhe.trail.queries import history_of


def _template(request: HttpRequest, pk: int) -> ObligationTemplate:
    rows = ObligationTemplate.objects.visible_to(request.user).select_related("area", "team__area", "team__partner")
    return get_object_or_404(rows, pk=pk)


@office_required
@read_only
def template_list(request: HttpRequest) -> HttpResponse:
    """List the rules that bind the user's offices."""
    return ObligationTemplateListing.of(request).answer(request, "liaison/obligations/template_list.html")


@require_safe
@office_required
@read_only
def template_detail(request: HttpRequest, pk: int) -> HttpResponse:
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


@require_http_methods(["GET", "POST"])
@office_required
def template_create(request: HttpRequest) -> HttpResponse:
    """Set a rule."""
    form = NewTemplateForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            template = workflow.set_template(by=request.user, **form.facts())
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, f"“{template}”已制定，生成任务 {template.occurrences.count()} 项。")
            return redirect(template)
    return TemplateResponse(request, "liaison/obligations/template_form.html", {"form": form, "template": None})


@require_http_methods(["GET", "POST"])
@office_required
def template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a rule from its next period on."""
    template = _template(request, pk)
    policies.can_change_template(request.user, template)
    form = TemplateForm(request.POST or None, template=template)
    if form.is_valid():
        try:
            new = workflow.revise_template(template, by=request.user, **form.rule())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"已修改，从 {new.since:%Y-%m-%d} 起生效；已开始的任务不变。")
            return redirect(new)
    return TemplateResponse(request, "liaison/obligations/template_form.html", {"form": form, "template": template})


@require_POST
@office_required
def template_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a rule."""
    template, form = _template(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有停用：请写明原因。")
        return redirect(template)
    ended = workflow.end_template(template, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, f"已停用，{ended.until:%Y-%m-%d} 以后不再生成任务。")
    return redirect(ended)
