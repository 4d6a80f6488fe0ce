"""Stating facts: the form, one tap, the keeper's list and the deputy's own page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from deputies.people.own import own_deputy
from liaison.discrepancies import queries, workflow
from liaison.discrepancies.enums import Fact
from liaison.discrepancies.forms import StatementForm
from liaison.discrepancies.models import Discrepancy
from liaison.discrepancies.policies import speaking_side
from liaison.registration.enums import RegistrationState, Side
from liaison.registration.models import Registration
from yunhe.accounts.decorators import asks, deputy_required, reads, roles_required, staff_or_deputy_required, writes
from yunhe.accounts.enums import Role
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.pager import page_of
from yunhe.web.forms.page import FormPage, act

find_registration = in_scope(
    Registration.objects, "deputy__residence__unit", "origin__parent", "residence", "community__unit"
)


def _known(registration: Registration) -> list[tuple[str, str]]:
    """Return what the register says of each fact, masked."""
    known = {found.fact: found for found in Discrepancy.objects.filter(registration=registration)}
    values = [(fact, queries.register_value(registration, fact, known.get(fact))[0]) for fact in Fact]
    return [(fact.label, queries.shown(fact, value) if value else "") for fact, value in values]


@asks(staff_or_deputy_required, find_registration)
def statement_create(request: Request, registration: Registration) -> HttpResponse:
    """State what has changed."""
    side = speaking_side(request.user, registration)
    is_own, places = side == Side.DEPUTY, queries.places_of(registration)
    own, office = ("我的情况", "discrepancies:my-statements"), ("双向共管", "registration:registration-list")
    page = FormPage(
        request,
        "说明变化" if is_own else "说明情况",
        StatementForm,
        of=registration,
        crumbs=[own] if is_own else [office, (registration.deputy.name, registration)],
        heading="说明变化" if is_own else f"说明情况：{registration.deputy.name}",
        note=places if is_own else f"{places}　您代表：{Side(side).label}",
        submit="提交说明",
        icon="send",
        context={"known": _known(registration)},
        before="liaison/discrepancies/_still_here.html" if registration.state == RegistrationState.CO_MANAGED else "",
        beside="liaison/discrepancies/_known.html",
        registration=registration,
    )
    return page.does(
        workflow.state,
        said="已记下您的说明。与其他方说法不同的，会列入“信息不一致”，由人大核定。",
        to="discrepancies:my-statements" if is_own else registration,
    )


@writes(staff_or_deputy_required, find_registration)
def statement_still_here(request: Request, registration: Registration) -> HttpResponse:
    """One tap: still here. Leads back to where the button stood."""
    back = request.POST.get("next", "")
    return act(
        request,
        lambda: workflow.confirm_still_here(registration, by=request.user),
        said=lambda _: f"已确认：{registration.deputy.name}还在{registration.community.full_name}。",
        to=back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else registration,
    )


@reads(roles_required(Role.POINT_KEEPER))
def still_here_list(request: Request) -> HttpResponse:
    """Show the keeper the deputies of the community, the longest unconfirmed first, each with one button."""
    is_due = request.GET.get("due") == "1"
    page = page_of(queries.files_to_confirm(request.user, only_due=is_due), request.GET)
    rows = [(registration, queries.is_due(registration.confirmed_at)) for registration in page.rows]
    due, everybody = (queries.files_to_confirm(request.user, only_due=only).count() for only in (True, False))
    here = reverse("discrepancies:still-here-list")
    tabs = [("", "全部", here, everybody), ("1", "该确认了", f"{here}?due=1", due)]
    context = {"page": page, "rows": rows, "tabs": tabs, "current_tab": "1" if is_due else ""}
    return render(request, "liaison/discrepancies/still_here_list.html", context)


@reads(deputy_required)
def my_statements(request: Request) -> HttpResponse:
    """Show a deputy what the registration says, with one button for "nothing has changed"."""
    deputy = own_deputy(request.user)
    registration = (
        deputy.registrations.open()
        .select_related("deputy__residence__unit", "origin__parent", "residence", "community__unit")
        .first()
    )
    context = {
        "registration": registration,
        "known": _known(registration) if registration else [],
        "may_tap": bool(registration and registration.state == RegistrationState.CO_MANAGED),
        "last": registration.statements.filter(side=Side.DEPUTY, fact=Fact.STILL_HERE).first()
        if registration
        else None,
        "open_ones": registration.discrepancies.open() if registration else [],
    }
    return render(request, "liaison/discrepancies/my_statements.html", context)
