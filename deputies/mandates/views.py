"""Pages of terms and districts."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from deputies.mandates.enums import CongressLevel
from deputies.mandates.forms import DistrictsForm, NewTermForm, TermForm
from deputies.mandates.models import CongressTerm
from deputies.mandates.workflow import add_districts, can_keep_term, save_term
from deputies.people.workflow import RegisterRefused
from yunhe.accounts.decorators import office_required
from yunhe.accounts.enums import Role
from yunhe.accounts.policies import is_allowed
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import AreaKind
from yunhe.kit.readonly import read_only


def _terms(request: HttpRequest):
    """Return the terms of the user's areas and of the counties above them."""
    scope = scope_of(request.user)
    above = Q(pk__in=[])
    for area in scope.areas(Role.COUNTY_OFFICE, Role.OFFICE_STAFF):
        above |= Q(area_id__in=[int(pk) for pk in area.path.strip("/").split("/")])
    return CongressTerm.objects.filter(scope.q("area") | above).select_related("area")


@require_safe
@office_required
@read_only
def term_list(request: HttpRequest) -> HttpResponse:
    """Show the terms with their districts and deputies in office."""
    terms = (
        _terms(request)
        .annotate(
            district_count=Count("districts", distinct=True),
            serving_count=Count("mandates", filter=Q(mandates__ended_on__isnull=True), distinct=True),
        )
        .order_by("area__order", "area__code", "-number")
    )
    return render(request, "deputies/mandates/term_list.html", {"terms": terms})


@office_required
def term_create(request: HttpRequest) -> HttpResponse:
    """Enter a term."""
    form = NewTermForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        area = data.pop("area")
        level = CongressLevel.COUNTY if area.kind == AreaKind.COUNTY else CongressLevel.TOWNSHIP
        return _save(request, CongressTerm(area=area, level=level), form, data)
    return render(request, "deputies/mandates/term_form.html", {"form": form, "title": "新增届次"})


@require_safe
@office_required
@read_only
def term_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a term: its districts with their deputies in office; correct it, add districts."""
    term = get_object_or_404(_terms(request), pk=pk)
    districts = term.districts.select_related("area").annotate(
        serving_count=Count("mandates", filter=Q(mandates__ended_on__isnull=True))
    )
    known = {"number": term.number, "begins_on": term.begins_on, "ends_on": term.ends_on}
    context = {
        "term": term,
        "districts": districts,
        "may_keep": is_allowed(can_keep_term, request.user, term.area, term.level),
        "form": TermForm(initial=known),
        "districts_form": DistrictsForm(term=term),
    }
    return render(request, "deputies/mandates/term_detail.html", context)


@office_required
def term_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct number and dates of a term."""
    term = get_object_or_404(_terms(request), pk=pk)
    can_keep_term(request.user, term.area, term.level)
    form = TermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _save(request, term, form, form.cleaned_data)
    return render(request, "deputies/mandates/term_form.html", {"form": form, "title": f"修改{term}"})


def _save(request: HttpRequest, term: CongressTerm, form: TermForm, data: dict) -> HttpResponse:
    try:
        save_term(term, by=request.user, **data)
    except RegisterRefused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "deputies/mandates/term_form.html", {"form": form, "title": "届次"})
    messages.success(request, f"已保存{term}。")
    return redirect("mandates:term-detail", term.pk)


@office_required
def district_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add districts to a term."""
    term = get_object_or_404(_terms(request), pk=pk)
    can_keep_term(request.user, term.area, term.level)
    form = DistrictsForm(request.POST or None, term=term)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            number = add_districts(term, by=request.user, area=data["area"], names=data["names"].splitlines())
        except RegisterRefused as refusal:
            form.add_error("names", str(refusal))
        else:
            messages.success(request, f"新增 {number} 个选区。")
            return redirect("mandates:term-detail", term.pk)
    return render(request, "deputies/mandates/term_form.html", {"form": form, "title": f"{term}：新增选区"})
