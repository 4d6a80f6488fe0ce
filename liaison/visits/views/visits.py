"""Pages of visits: writing one down, what was found, coverage."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.households.models import Household, HouseholdPair
from liaison.households.views.mine import _asked_households
from liaison.visits import policies, queries, workflow
from liaison.visits.enums import ContactWay
from liaison.visits.forms import FindingForm, SortForm, VisitForm
from liaison.visits.models import Visit, VisitFinding
from liaison.visits.tables import FindingListing, VisitListing
from yunhe.accounts.decorators import (
    asks,
    lists,
    office_required,
    reads,
    staff_or_deputy_required,
    staff_required,
    writes,
)
from yunhe.accounts.requests import Request
from yunhe.kit.refusals import Denied, is_allowed
from yunhe.kit.words import full_day
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage


@asks(staff_or_deputy_required)
def visit_create(request: Request) -> HttpResponse:
    """Write down a visit to one or several households: by the deputy, or by staff for the deputy who keeps in touch.

    A form that was kept on a phone without signal is sent later with the header X-Queued; it gets 204 or 422 with the reason.
    """
    households = _asked_households(request)
    own = Deputy.objects.filter(user=request.user).first()
    if not households:
        messages.warning(request, "请先勾选走访了哪几户。")
        return redirect("households:my-households" if own else "households:household-list")
    is_own = own is not None and HouseholdPair.objects.open().filter(deputy=own, household=households[0]).exists()
    keepers = Deputy.objects.filter(household_pairs__in=HouseholdPair.objects.open().filter(household__in=households))
    people = None if is_own else keepers.distinct().order_by("name_pinyin", "pk")
    if people is not None and not people.exists():
        messages.warning(request, "这一户还没有联系代表，先安排代表再记走访。")
        return redirect(households[0])
    form = VisitForm(request.POST if request.method == "POST" else None, deputies=people)
    queued = "X-Queued" in request.headers
    if form.is_valid():
        facts = dict(form.cleaned_data)
        deputy = own if is_own else facts.pop("deputy")
        try:
            made = workflow.log_visits(households, by=request.user, deputy=deputy, **facts)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            if queued:
                return HttpResponse(status=204)
            return redirect("visits:visit-done", made[0].nonce)
    if queued:
        reasons = "；".join(error for errors in form.errors.values() for error in errors)
        return HttpResponse(reasons, status=422, content_type="text/plain; charset=utf-8")
    context = {"form": form, "households": households, "is_own": is_own, "ways": ContactWay.choices}
    return render(request, "liaison/visits/visit_form.html", context)


@reads(staff_or_deputy_required)
def visit_done(request: Request, nonce: uuid.UUID) -> HttpResponse:
    """Say what was written down, and lead on: the next household, or what was found."""
    visits = Visit.objects.visible_to(request.user).filter(nonce=nonce)
    made = list(
        visits.select_related("household__village__unit", "household__community__unit", "deputy").order_by("pk")
    )
    if not made:
        raise Http404
    own = made[0].deputy.user_id == request.user.pk
    first, _ = queries.quarter_of(timezone.localdate())
    due = queries.due_for(made[0].deputy) if own else Household.objects.none()
    seen = [visit.household_id for visit in made]
    following = next((one for one in due if one.pk not in seen and not (one.last_met and one.last_met >= first)), None)
    context = {"visits": made, "own": own, "following": following}
    return render(request, "liaison/visits/visit_done.html", context)


@writes(staff_or_deputy_required)
def visit_undo(request: Request, pk: int) -> HttpResponse:
    """Take a visit back."""
    visits = Visit.objects.visible_to(request.user).select_related(
        "deputy", "household__village", "household__community"
    )
    visit = get_object_or_404(visits, pk=pk)
    workflow.undo_visit(visit, by=request.user)
    messages.success(request, "已撤销这条走访。")
    own = visit.deputy.user_id == request.user.pk
    return redirect("households:my-households") if own else redirect(visit.household)


@asks(staff_or_deputy_required)
def finding_create(request: Request, pk: int) -> HttpResponse:
    """Say what a visit found."""
    visits = Visit.objects.visible_to(request.user).select_related(
        "deputy", "household__village", "household__community__unit"
    )
    visit = get_object_or_404(visits, pk=pk)
    policies.can_raise_finding(request.user, visit)
    page = FormPage(
        request,
        "发现问题",
        FindingForm,
        heading="走访发现问题",
        note=f"{full_day(visit.on)} · {visit.household}",
        submit="登记",
        cancel=visit.household,
    )
    return page.run(
        lambda facts: workflow.raise_finding(visit, by=request.user, **facts),
        said="已登记，户籍地和现居住地都能看到处理情况。",
        to=lambda finding: finding.matter_url or finding,
    )


@asks(staff_or_deputy_required)
def finding_detail(request: Request, pk: int) -> HttpResponse:
    """Show what a visit found and how it was dealt with; offices of both sides write that down."""
    related = ("visit__deputy", "visit__household__village__unit", "visit__household__community__unit")
    finding = get_object_or_404(VisitFinding.objects.visible_to(request.user).select_related(*related), pk=pk)
    may_sort = is_allowed(policies.can_sort_finding, request.user, finding)
    form = SortForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        policies.can_sort_finding(request.user, finding)
    if form.is_valid():
        try:
            workflow.sort_finding(finding, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "处理结果已登记，代表能看到。")
            return redirect(finding)
    context = {"finding": finding, "form": form, "may_sort": may_sort, "history": history_of(finding, request.user)}
    return render(request, "liaison/visits/finding_detail.html", context)


@lists(staff_required)
def visit_list(request: Request) -> HttpResponse:
    """List the visits in scope."""
    return VisitListing.of(request).answer(request, "liaison/visits/visit_list.html")


@lists(office_required)
def finding_list(request: Request) -> HttpResponse:
    """List what visits have found, in scope."""
    return FindingListing.of(request).answer(request, "liaison/visits/finding_list.html")


@reads(staff_required)
def coverage(request: Request) -> HttpResponse:
    """Show per village and community how many households were met this quarter, ever, never."""
    today = timezone.localdate()
    rows = Household.objects.visible_to(request.user).current()
    villages = queries.coverage(rows, "village", today)
    context = {
        "villages": villages,
        "communities": queries.coverage(rows, "community", today),
        "total": queries.total_of(villages),
        "quarter": queries.quarter_of(today),
    }
    return render(request, "liaison/visits/coverage.html", context)
