"""Handling units and answer templates."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from liaison.concerns import policies, workflow
from liaison.concerns.forms import TemplateForm, UnitForm
from liaison.concerns.models import AnswerTemplate, HandlingUnit
from liaison.concerns.tables import HandlingUnitListing
from yunhe.accounts.decorators import office_required
from yunhe.accounts.enums import Role
from yunhe.accounts.policies import Denied
from yunhe.accounts.scope import scope_of
from yunhe.kit.readonly import read_only


@office_required
@read_only
def unit_list(request: HttpRequest) -> HttpResponse:
    """List the handling units in scope with what they have open."""
    return HandlingUnitListing.of(request).answer(request, "liaison/concerns/unit_list.html")


@require_http_methods(["GET", "POST"])
@office_required
def unit_create(request: HttpRequest) -> HttpResponse:
    """Add a handling unit."""
    return _unit_form(request, None)


@require_http_methods(["GET", "POST"])
@office_required
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a handling unit and its people."""
    unit = get_object_or_404(HandlingUnit.objects.visible_to(request.user).select_related("area"), pk=pk)
    policies.can_keep_units(request.user, unit.area)
    return _unit_form(request, unit)


def _unit_form(request: HttpRequest, unit: HandlingUnit | None) -> HttpResponse:
    form = UnitForm(request.POST if request.method == "POST" else None, user=request.user, unit=unit)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        members = facts.pop("members")
        kept = unit or HandlingUnit()
        for name, value in facts.items():
            setattr(kept, name, value)
        try:
            workflow.keep_unit(kept, by=request.user, members=members)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, f"已保存“{kept.name}”。")
            return redirect("concerns:unit-list")
    return TemplateResponse(request, "liaison/concerns/unit_form.html", {"form": form, "unit": unit})


@require_http_methods(["GET", "POST"])
@office_required
def template_list(request: HttpRequest) -> HttpResponse:
    """Show the answer templates in scope, and keep a new one for the own office."""
    form = TemplateForm(request.POST if request.method == "POST" else None)
    own = scope_of(request.user).areas(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
    if form.is_valid():
        workflow.keep_template(by=request.user, area=own[0], **form.cleaned_data)
        messages.success(request, "已保存模板。")
        return redirect("concerns:template-list")
    rows = list(AnswerTemplate.objects.visible_to(request.user).select_related("area"))
    context = {"form": form, "rows": rows, "own": {area.pk for area in own}}
    return TemplateResponse(request, "liaison/concerns/template_list.html", context)


@require_POST
@office_required
def template_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a template; answers given with it stay."""
    kept = get_object_or_404(AnswerTemplate.objects.visible_to(request.user).select_related("area"), pk=pk)
    workflow.drop_template(kept, by=request.user)
    messages.success(request, f"已删除模板“{kept.title}”。")
    return redirect("concerns:template-list")
