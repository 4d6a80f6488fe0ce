"""Pages of visits: the deputy's own households on the phone, writing a visit down, what was found, coverage."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.models import Deputy
from liaison.contacts import policies, queries, workflow
from liaison.contacts.enums import ContactWay
from liaison.contacts.forms import FindingForm, SortForm, VisitForm
from liaison.contacts.models import DeputyPair, Household, HouseholdPair, Visit, VisitCampaign, VisitFinding
from liaison.contacts.tables import FindingListing, VisitListing
from yunhe.accounts.decorators import deputy_required, office_required, staff_or_deputy_required, staff_required
from yunhe.accounts.policies import Denied, is_allowed
from yunhe.audit.queries import history_of
from yunhe.audit.record import record
from yunhe.web.readonly import read_only


def _own(request: HttpRequest) -> Deputy:
    return get_object_or_404(Deputy.objects.select_related("origin"), user=request.user)


def _mine(request: HttpRequest, deputy: Deputy, *, shows: bool = False) -> HttpResponse:
    today = timezone.localdate()
    households = list(queries.due_for(deputy))
    first, last = queries.quarter_of(today)
    met = sum(1 for household in households if household.last_met and household.last_met >= first)
    campaigns = []
    for campaign in VisitCampaign.objects.running(today).select_related("area").order_by("ends_on", "pk"):
        own = {household.pk for household in households}
        wanted = own & set(queries.households_in(campaign).filter(pk__in=own).values_list("pk", flat=True))
        done = set(queries.visited_in(campaign).filter(household__in=wanted).values_list("household_id", flat=True))
        if wanted:
            campaigns.append((campaign, len(done), len(wanted)))
    context = {
        "deputy": deputy,
        "households": [
            (household, (today - household.last_met).days if household.last_met else None) for household in households
        ],
        "shows": shows,
        "met": met,
        "quarter": (first, last),
        "campaigns": campaigns,
        "leader": DeputyPair.objects.open().filter(member=deputy).select_related("leader").first(),
        "members": DeputyPair.objects.open().filter(leader=deputy).select_related("member__residence__unit"),
    }
    return render(request, "contacts/my_households.html", context)


@require_safe
@deputy_required
@read_only
def my_households(request: HttpRequest) -> HttpResponse:
    """Show the deputy's own households, those longest not visited first, names masked."""
    return _mine(request, _own(request))


@require_POST
@deputy_required
def my_households_reveal(request: HttpRequest) -> HttpResponse:
    """Show names, phones and addresses of the own households; that they were looked at is recorded once."""
    deputy = _own(request)
    number = queries.due_for(deputy).count()
    changes = {"户数": [None, number]}
    record("contacts.reveal_own", "查看本人联系户", deputy, by=request.user, changes=changes, areas=[deputy.origin])
    return _mine(request, deputy, shows=True)


def _asked_households(request: HttpRequest) -> list[Household]:
    source = request.POST if request.method == "POST" else request.GET
    numbers = [number for number in source.getlist("household") if number.isdigit()]
    rows = Household.objects.visible_to(request.user).select_related("village__unit", "community__unit")
    found = list(rows.filter(pk__in=numbers).order_by("village__path", "pk"))
    if len(found) != len(set(numbers)):
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@staff_or_deputy_required
def visit_create(request: HttpRequest) -> HttpResponse:
    """Write down a visit to one or several households: by the deputy, or by staff for the deputy who keeps in touch.

    A form that was kept on a phone without signal is sent later with the header X-Queued; it gets 204 or 422 with the reason.
    """
    households = _asked_households(request)
    own = Deputy.objects.filter(user=request.user).first()
    if not households:
        messages.warning(request, "请先勾选走访了哪几户。")
        return redirect("contacts:my-households" if own else "contacts:household-list")
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
        except (workflow.ContactRefused, Denied) as refusal:
            form.add_error(None, str(refusal))
        else:
            if queued:
                return HttpResponse(status=204)
            return redirect("contacts:visit-done", made[0].nonce)
    if queued:
        reasons = "；".join(error for errors in form.errors.values() for error in errors)
        return HttpResponse(reasons, status=422, content_type="text/plain; charset=utf-8")
    context = {"form": form, "households": households, "is_own": is_own, "ways": ContactWay.choices}
    return render(request, "contacts/visit_form.html", context)


@require_safe
@staff_or_deputy_required
@read_only
def visit_done(request: HttpRequest, nonce: uuid.UUID) -> HttpResponse:
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
    return render(request, "contacts/visit_done.html", context)


@require_POST
@staff_or_deputy_required
def visit_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a visit back."""
    visits = Visit.objects.visible_to(request.user).select_related(
        "deputy", "household__village", "household__community"
    )
    visit = get_object_or_404(visits, pk=pk)
    workflow.undo_visit(visit, by=request.user)
    messages.success(request, "已撤销这条走访。")
    own = visit.deputy.user_id == request.user.pk
    return redirect("contacts:my-households") if own else redirect(visit.household)


@require_http_methods(["GET", "POST"])
@staff_or_deputy_required
def finding_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a visit found."""
    visits = Visit.objects.visible_to(request.user).select_related(
        "deputy", "household__village", "household__community__unit"
    )
    visit = get_object_or_404(visits, pk=pk)
    policies.can_raise_finding(request.user, visit)
    form = FindingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            finding = workflow.raise_finding(visit, by=request.user, **form.cleaned_data)
        except (workflow.ContactRefused, Denied) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已登记，户籍地和现居住地都能看到处理情况。")
            return redirect(finding.matter_url or finding.get_absolute_url())
    return render(request, "contacts/finding_form.html", {"form": form, "visit": visit})


@require_http_methods(["GET", "POST"])
@staff_or_deputy_required
def finding_detail(request: HttpRequest, pk: int) -> HttpResponse:
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
        except workflow.ContactRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "处理结果已登记，代表能看到。")
            return redirect(finding)
    context = {"finding": finding, "form": form, "may_sort": may_sort, "history": history_of(finding, request.user)}
    return render(request, "contacts/finding_detail.html", context)


@staff_required
@read_only
def visit_list(request: HttpRequest) -> HttpResponse:
    """List the visits in scope."""
    return VisitListing.of(request).answer(request, "contacts/visit_list.html")


@office_required
@read_only
def finding_list(request: HttpRequest) -> HttpResponse:
    """List what visits have found, in scope."""
    return FindingListing.of(request).answer(request, "contacts/finding_list.html")


@require_safe
@staff_required
@read_only
def coverage(request: HttpRequest) -> HttpResponse:
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
    return render(request, "contacts/coverage.html", context)
