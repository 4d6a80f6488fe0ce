"""Pages of visits: writing one down, what was found, coverage."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from deputies.people.models import Deputy
from deputies.people.own import deputy_of
from liaison.concerns.queries import public_timeline
from liaison.concerns.workflow.steps import RELATED as CONCERN_RELATED
from liaison.households.models import Household, HouseholdPair
from liaison.households.views.mine import asked_households
from liaison.visits import policies, queries, workflow
from liaison.visits.concerns import seen_concern
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
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.refusals import is_allowed
from yunhe.kit.words import full_day
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage
from yunhe.web.lists.pages import page_of_figures


@asks(staff_or_deputy_required)
def visit_create(request: Request) -> HttpResponse:
    """Write down a visit to one or several households: by the deputy, or by staff for the deputy who keeps in touch.

    A form that was kept on a phone without signal is sent later with the header X-Queued; it gets 200 with the address that shows it, or 422 with the reason.
    """
    households = asked_households(request)
    own = deputy_of(request.user)
    if not households:
        messages.warning(request, "请先勾选走访了哪几户。")
        return redirect("households:my-households" if own else "households:household-list")
    is_own = own is not None and HouseholdPair.objects.open().filter(deputy=own, household=households[0]).exists()
    keepers = Deputy.objects.filter(household_pairs__in=HouseholdPair.objects.open().filter(household__in=households))
    people = None if is_own else keepers.distinct().order_by("name_pinyin", "pk")
    if people is not None and not people.exists():
        messages.warning(request, "这一户还没有联系代表，先安排代表再记走访。")
        return redirect(households[0])
    beside = queries.may_come_along(households, own if is_own else None)
    page = FormPage(request, "记走访", VisitForm, deputies=people, companions=beside)
    form = page.form
    queued = "X-Queued" in request.headers
    if page.holds:
        whose: dict[str, Any] = {"deputy": own} if is_own else {}
        done = page.done(
            lambda facts: workflow.log_visits(households, by=request.user, **facts, **whose),
            said="",
            to=lambda made: reverse("visits:visit-done", args=[made[0].nonce]),
        )
        if done is not None:
            return HttpResponse(done["Location"], content_type="text/plain") if queued else done
    if queued:
        reasons = "；".join(error for errors in form.errors.values() for error in errors)
        return HttpResponse(reasons, status=422, content_type="text/plain; charset=utf-8")
    context = {
        "form": form,
        "households": households,
        "is_own": is_own,
        "ways": ContactWay.choices,
        "may_come_along": beside.exists(),
    }
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


find_visit = in_scope(Visit.objects, "deputy", "household__village__unit", "household__community__unit")


@writes(staff_or_deputy_required, find_visit)
def visit_undo(request: Request, visit: Visit) -> HttpResponse:
    workflow.undo_visit(visit, by=request.user)
    messages.success(request, "已撤销这条走访。")
    own = visit.deputy.user_id == request.user.pk
    return redirect("households:my-households") if own else redirect(visit.household)


@asks(staff_or_deputy_required, find_visit, policies.can_raise_finding)
def finding_create(request: Request, visit: Visit) -> HttpResponse:
    note = f"{full_day(visit.on)} · {visit.household}"
    page = FormPage(
        request, "发现问题", FindingForm, heading="走访发现问题", note=note, submit="登记", cancel=visit.household
    )
    return page.run(
        lambda facts: workflow.raise_finding(visit, by=request.user, **facts),
        said="已登记，户籍地和现居住地都能看到处理情况。",
        to=lambda finding: finding.concern if seen_concern(finding, request.user) else finding,
    )


class FindingPage(FormPage):
    """What a visit found and how it was dealt with, with the form in which an office writes that down."""

    template = "liaison/visits/finding_detail.html"


@asks(
    staff_or_deputy_required,
    in_scope(
        VisitFinding.objects,
        *("visit__deputy", "visit__household__village__unit", "visit__household__community__unit"),
        *(f"concern__{name}" for name in CONCERN_RELATED),
    ),
)
def finding_detail(request: Request, finding: VisitFinding) -> HttpResponse:
    """Show what a visit found and how it was dealt with; offices of both sides write that down."""
    if request.method == "POST":
        policies.can_sort_finding(request.user, finding)
    may_sort = is_allowed(policies.can_sort_finding, request.user, finding)
    context = {
        "finding": finding,
        "may_sort": may_sort,
        "sees_concern": seen_concern(finding, request.user),
        "timeline": public_timeline(finding.concern) if finding.concern else [],
        "history": history_of(finding, request.user),
    }
    page = FindingPage(request, "走访发现", SortForm, of=finding, context=context)
    return page.does(workflow.sort_finding, said="处理结果已登记，代表能看到。", to=finding)


visit_list = list_page(staff_required, VisitListing, "liaison/visits/visit_list.html")
finding_list = list_page(office_required, FindingListing, "liaison/visits/finding_list.html")


@lists(staff_required)
def coverage(request: Request) -> HttpResponseBase:
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
    return page_of_figures(request, "liaison/visits/coverage.html", context, title="走访覆盖")
