"""Handling units and answer templates."""

from django.http import HttpResponse

from liaison.concerns import policies, workflow
from liaison.concerns.forms import TemplateForm, UnitForm
from liaison.concerns.models import AnswerTemplate, HandlingUnit
from liaison.concerns.tables import HandlingUnitListing
from yunhe.accounts.decorators import asks, office_required
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.pages import button, list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.accounts.scope import scope_of
from yunhe.web.forms.page import FormPage

unit_list = list_page(office_required, HandlingUnitListing, "liaison/concerns/unit_list.html")


@asks(office_required)
def unit_create(request: Request) -> HttpResponse:
    """Add a handling unit."""
    return _unit_page(request, None, "新增承办单位")


@asks(office_required, in_scope(HandlingUnit.objects, "area"))
def unit_edit(request: Request, unit: HandlingUnit) -> HttpResponse:
    policies.can_keep_units(request.user, unit.area)
    return _unit_page(request, unit, unit.name)


def _unit_page(request: Request, unit: HandlingUnit | None, title: str) -> HttpResponse:
    crumbs = [("承办单位", "concerns:unit-list")]
    page = FormPage(request, title, UnitForm, user=request.user, unit=unit, crumbs=crumbs)
    return page.run(
        lambda facts: workflow.keep_unit(unit, by=request.user, **facts),
        said=lambda kept: f"已保存“{kept.name}”。",
        to="concerns:unit-list",
    )


class TemplatePage(FormPage):
    """The answer templates in scope, beside the form for a new one."""

    template = "liaison/concerns/template_list.html"


@asks(office_required)
def template_list(request: Request) -> HttpResponse:
    """Show the answer templates in scope, and keep a new one for the own office."""
    own = scope_of(request.user).areas(*OFFICES)
    rows = list(AnswerTemplate.objects.visible_to(request.user).select_related("area"))
    page = TemplatePage(request, "答复模板", TemplateForm, context={"rows": rows, "own": {area.pk for area in own}})
    return page.run(
        lambda facts: workflow.keep_template(by=request.user, area=own[0], **facts),
        said="已保存模板。",
        to="concerns:template-list",
    )


template_delete = button(
    office_required,
    in_scope(AnswerTemplate.objects, "area"),
    workflow.drop_template,
    said=lambda dropped: f"已删除模板“{dropped.title}”。",
    to="concerns:template-list",
)
