"""Pages of entering who is elected, of mandates, terms and districts."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from deputies.mandates import workflow
from deputies.mandates.forms import DistrictsForm, EnterForm, MandateForm, NewTermForm, OriginForm, TermForm
from deputies.mandates.models import CongressTerm, ElectoralDistrict
from deputies.mandates.policies import can_change_term
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from deputies.people.policies import can_create_deputy, can_edit_deputy
from deputies.people.views import find_deputy, page_about
from yunhe.accounts.decorators import asks, office_required, reads, staff_required, writes
from yunhe.accounts.requests import Request, in_scope
from yunhe.areas.enums import AreaKind
from yunhe.kit.refusals import is_allowed
from yunhe.web.forms.page import FormPage, act

REGISTER = ("代表名册", "deputies:deputy-list")
TERMS = ("届次与选区", "mandates:term-list")


@asks(staff_required)
def deputy_create(request: Request) -> HttpResponse:
    """Enter a deputy: first the place and level, then the record with the mandate."""
    can_create_deputy(request.user)
    chosen = OriginForm(request.GET or None, user=request.user)
    if not chosen.is_valid():
        return render(request, "deputies/mandates/deputy_create.html", {"chosen": chosen})
    origin, level = chosen.cleaned_data["origin"], chosen.cleaned_data["level"]
    heading = f"新增{origin}{CongressLevel(level).label}人大代表"
    body = "deputies/people/_record_form.html"
    page = FormPage(
        request, "新增代表", EnterForm, heading=heading, crumbs=[REGISTER], body=body, origin=origin, level=level
    )
    return page.run(
        lambda facts: workflow.enter_deputy(by=request.user, origin=origin, **facts),
        said=lambda deputy: f"已建立{deputy.name}的代表档案。",
    )


@asks(staff_required, find_deputy, can_edit_deputy)
def mandate_create(request: Request, deputy: Deputy, level: str) -> HttpResponse:
    """Give the deputy a mandate at another level."""
    title = f"新增{CongressLevel(level).label}人大代表资格"
    page = page_about(request, deputy, title, MandateForm, origin=deputy.origin, level=level)
    return page.does(workflow.add_mandate, said="已新增代表资格。", to=deputy)


find_term = in_scope(CongressTerm.objects, "area")


@reads(office_required)
def term_list(request: Request) -> HttpResponse:
    """Show the terms with their districts and deputies in office."""
    serving = Count("mandates", filter=Q(mandates__ended_on__isnull=True), distinct=True)
    terms = CongressTerm.objects.visible_to(request.user).select_related("area")
    terms = terms.annotate(district_count=Count("districts", distinct=True), serving_count=serving)
    context = {"terms": terms.order_by("area__order", "area__code", "-number"), "current": _current()}
    return render(request, "deputies/mandates/term_list.html", context)


def _current() -> set[int]:
    """Return the terms that serve today."""
    return set(CongressTerm.objects.serving_on(timezone.localdate()).values_list("pk", flat=True))


@asks(office_required)
def term_create(request: Request) -> HttpResponse:
    page = FormPage(request, "新增届次", NewTermForm, crumbs=[TERMS], user=request.user)

    def enter(facts: dict) -> CongressTerm:
        area = facts.pop("area")
        level = CongressLevel.COUNTY if area.kind == AreaKind.COUNTY else CongressLevel.TOWNSHIP
        return workflow.save_term(CongressTerm(area=area, level=level), by=request.user, **facts)

    return page.run(enter, said=lambda term: f"已保存{term}。")


@reads(office_required, find_term)
def term_detail(request: Request, term: CongressTerm) -> HttpResponse:
    """Show a term: its districts with their deputies in office; correct it, add districts."""
    used = workflow.what_uses(term)
    districts = term.districts.select_related("area").annotate(
        serving_count=Count("mandates", filter=Q(mandates__ended_on__isnull=True)), held=Count("mandates")
    )
    context = {
        "term": term,
        "districts": districts.order_by("area__order", "number", "name"),
        "used": used,
        "remove_refusal": f"{term}还有 {used}，不能删除。",
        "current": term.pk if term.pk in _current() else None,
        "may_keep": is_allowed(can_change_term, request.user, term),
        "form": TermForm(initial=_known(term)),
        "districts_form": DistrictsForm(term=term),
    }
    return render(request, "deputies/mandates/term_detail.html", context)


def _known(term: CongressTerm) -> dict:
    return {"number": term.number, "begins_on": term.begins_on, "ends_on": term.ends_on}


@asks(office_required, find_term, can_change_term)
def term_edit(request: Request, term: CongressTerm) -> HttpResponse:
    """Correct number and dates of a term."""
    page = FormPage(request, f"修改{term}", TermForm, of=term, crumbs=[TERMS], initial=_known(term))
    return page.does(workflow.save_term, said=lambda term: f"已保存{term}。")


@asks(office_required, find_term, can_change_term)
def district_create(request: Request, term: CongressTerm) -> HttpResponse:
    """Add districts to a term."""
    page = FormPage(request, f"{term}：新增选区", DistrictsForm, of=term, crumbs=[TERMS], term=term)
    return page.does(workflow.add_districts, said=lambda number: f"新增 {number} 个选区。", to=term)


@writes(office_required, find_term)
def term_remove(request: Request, term: CongressTerm) -> HttpResponse:
    """Delete a term that nothing uses."""
    said = f"已删除{term}。"
    return act(
        request, lambda: workflow.remove_term(term, by=request.user), said=said, to="mandates:term-list", back=term
    )


@writes(office_required, in_scope(ElectoralDistrict.objects, "term__area", term=CongressTerm.objects))
def district_remove(request: Request, district: ElectoralDistrict) -> HttpResponse:
    """Delete a district that nothing uses."""
    said = f"已删除{district}。"
    return act(request, lambda: workflow.remove_district(district, by=request.user), said=said, to=district.term)
