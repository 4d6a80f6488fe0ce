"""The board, the page with the four sides beside one another, settling, and seeing a value in full."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from liaison.discrepancies import queries, workflow
from liaison.discrepancies.enums import DiscrepancyState, Fact
from liaison.discrepancies.forms import SettleForm
from liaison.discrepancies.models import Discrepancy, Statement
from liaison.discrepancies.policies import can_reveal_statement, settling_side, speaking_side
from liaison.discrepancies.tables import DiscrepancyListing
from yunhe.accounts.decorators import lists, reads, staff_or_deputy_required, staff_required, writes
from yunhe.accounts.requests import Request
from yunhe.audit.record import record_view
from yunhe.kit.refusals import IllegalMove, is_allowed, reason_against


def find_discrepancy(request: Request, pk: int) -> Discrepancy:
    """Return a discrepancy in scope, or 404."""
    rows = Discrepancy.objects.visible_to(request.user).select_related(
        "registration__deputy__residence__unit",
        "registration__origin__parent",
        "registration__residence",
        "registration__community__unit",
    )
    return get_object_or_404(rows, pk=pk)


@lists(staff_required)
def discrepancy_list(request: Request) -> HttpResponse:
    """Show the discrepancies in scope, with a tab per state."""
    here = reverse("discrepancies:discrepancy-list")
    counts = queries.state_counts(request.user)
    tabs = [(state.value, state.label, f"{here}?state={state.value}", counts[state]) for state in DiscrepancyState]
    tabs.append(("", "全部", f"{here}?all=1", sum(counts.values())))
    context = {"tabs": tabs, "state": request.GET.get("state", "" if request.GET else DiscrepancyState.OPEN)}
    return DiscrepancyListing.of(request).answer(request, "liaison/discrepancies/discrepancy_list.html", context)


@reads(staff_or_deputy_required)
def discrepancy_detail(request: Request, pk: int) -> HttpResponse:
    """Show who says what since when, and what was settled."""
    discrepancy = find_discrepancy(request, pk)
    registration = discrepancy.registration
    value, _ = queries.register_value(registration, discrepancy.fact, discrepancy)
    context = {
        "discrepancy": discrepancy,
        "registration": registration,
        "register": queries.shown(discrepancy.fact, value) if value else "",
        "columns": queries.columns_of(discrepancy),
        "timeline": queries.timeline_of(discrepancy),
        "refusal": reason_against(settling_side, request.user, discrepancy),
        "may_state": is_allowed(speaking_side, request.user, registration),
        "leaves": discrepancy.fact == Fact.STILL_HERE and discrepancy.settled_value == "no",
        "is_own": registration.deputy.user_id == request.user.pk,
    }
    return render(request, "liaison/discrepancies/discrepancy_detail.html", context)


@staff_required
def discrepancy_settle(request: Request, pk: int) -> HttpResponse:
    """Ask which value holds and how that was checked, and write it."""
    discrepancy = find_discrepancy(request, pk)
    settling_side(request.user, discrepancy)
    registration = discrepancy.registration
    positions = queries.positions_of(
        registration, discrepancy.fact, discrepancy, list(registration.statements.newest_by_side())
    )
    form = SettleForm(
        request.POST if request.method == "POST" else None,
        discrepancy=discrepancy,
        positions=positions,
        initial={"seen": queries.seen_of(discrepancy)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            workflow.settle(discrepancy, by=request.user, **form.settled())
        except IllegalMove as refusal:
            messages.error(request, str(refusal))
            return redirect(discrepancy)
        except workflow.DiscrepancyRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已核定并写入档案，流出地、流入地、社区和代表本人都会收到通知。")
            return redirect(discrepancy)
    context = {"form": form, "discrepancy": discrepancy, "registration": registration, "positions": positions}
    return render(request, "liaison/discrepancies/discrepancy_settle.html", context)


@writes(staff_or_deputy_required)
def statement_reveal(request: Request, pk: int) -> HttpResponse:
    """Show one stated value in full and record that it was seen."""
    rows = Statement.objects.visible_to(request.user).select_related(
        "registration__deputy", "registration__origin", "registration__residence", "registration__community"
    )
    statement = get_object_or_404(rows, pk=pk)
    can_reveal_statement(request.user, statement)
    registration = statement.registration
    record_view(
        registration.deputy,
        f"{statement.get_side_display()}说明的{statement.get_fact_display()}",
        by=request.user,
        areas=[registration.origin, registration.residence, registration.community],
    )
    context = {"deputy": registration.deputy, "label": statement.get_fact_display(), "value": statement.value}
    return render(
        request, "deputies/people/_revealed.html" if request.htmx else "deputies/people/deputy_revealed.html", context
    )
