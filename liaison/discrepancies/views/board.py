"""The board, the page with the four sides beside one another, settling, and seeing a value in full."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from liaison.discrepancies import queries, workflow
from liaison.discrepancies.enums import DiscrepancyState, Fact
from liaison.discrepancies.forms import SettleForm
from liaison.discrepancies.models import Discrepancy, Statement
from liaison.discrepancies.policies import can_reveal_statement, settling_side, speaking_side
from liaison.discrepancies.tables import DiscrepancyListing
from yunhe.accounts.decorators import asks, lists, reads, staff_or_deputy_required, staff_required, writes
from yunhe.accounts.requests import Request, in_scope
from yunhe.audit.record import record_view
from yunhe.kit.moves import events_of
from yunhe.kit.refusals import is_allowed, reason_against
from yunhe.web.forms.page import FormPage

find_discrepancy = in_scope(
    Discrepancy.objects,
    "registration__deputy__residence__unit",
    "registration__origin__parent",
    "registration__residence",
    "registration__community__unit",
)
find_statement = in_scope(
    Statement.objects,
    "registration__deputy",
    "registration__origin",
    "registration__residence",
    "registration__community",
)


@lists(staff_required)
def discrepancy_list(request: Request) -> HttpResponse:
    """Show the discrepancies in scope, with a tab per state."""
    here = reverse("discrepancies:discrepancy-list")
    counts = queries.state_counts(request.user)
    tabs = [(state.value, state.label, f"{here}?state={state.value}", counts[state]) for state in DiscrepancyState]
    tabs.append(("", "全部", f"{here}?all=1", sum(counts.values())))
    context = {"tabs": tabs, "state": request.GET.get("state", "" if request.GET else DiscrepancyState.OPEN)}
    return DiscrepancyListing.of(request).answer(request, "liaison/discrepancies/discrepancy_list.html", context)


@reads(staff_or_deputy_required, find_discrepancy)
def discrepancy_detail(request: Request, discrepancy: Discrepancy) -> HttpResponse:
    """Show who says what since when, and what was settled."""
    registration = discrepancy.registration
    value, _ = queries.register_value(registration, discrepancy.fact, discrepancy)
    context = {
        "discrepancy": discrepancy,
        "registration": registration,
        "register": queries.shown(discrepancy.fact, value) if value else "",
        "columns": queries.columns_of(discrepancy),
        "timeline": events_of(discrepancy.steps.all()),
        "refusal": reason_against(settling_side, request.user, discrepancy),
        "may_state": is_allowed(speaking_side, request.user, registration),
        "leaves": discrepancy.fact == Fact.STILL_HERE and discrepancy.settled_value == "no",
        "is_own": registration.deputy.user_id == request.user.pk,
    }
    return render(request, "liaison/discrepancies/discrepancy_detail.html", context)


@asks(staff_required, find_discrepancy, settling_side)
def discrepancy_settle(request: Request, discrepancy: Discrepancy) -> HttpResponse:
    """Ask which value holds and how that was checked, and write it."""
    registration = discrepancy.registration
    newest = list(registration.statements.newest_by_side())
    positions = queries.positions_of(registration, discrepancy.fact, discrepancy, newest)
    page = FormPage(
        request,
        "核定",
        SettleForm,
        of=discrepancy,
        crumbs=[("信息不一致", "discrepancies:discrepancy-list"), (registration.deputy.name, discrepancy)],
        heading=f"核定：{registration.deputy.name} {discrepancy.get_fact_display()}",
        note=queries.places_of(registration),
        submit="核定并写入档案",
        is_single=True,
        context={"positions": positions},
        beside="liaison/discrepancies/_positions.html",
        discrepancy=discrepancy,
        positions=positions,
        initial={"seen": queries.seen_of(discrepancy)},
    )
    return page.does(workflow.settle, said="已核定并写入档案，流出地、流入地、社区和代表本人都会收到通知。")


@writes(staff_or_deputy_required, find_statement, can_reveal_statement)
def statement_reveal(request: Request, statement: Statement) -> HttpResponse:
    """Show one stated value in full and record that it was seen."""
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
