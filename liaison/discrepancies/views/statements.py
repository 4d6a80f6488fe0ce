"""Stating facts: the form, one tap, the keeper's list and the deputy's own page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from liaison.discrepancies import queries, workflow
from liaison.discrepancies.enums import Fact
from liaison.discrepancies.forms import StatementForm
from liaison.discrepancies.models import Discrepancy
from liaison.discrepancies.policies import speaking_side
from liaison.registration.enums import RegistrationState, Side
from liaison.registration.models import Registration
from yunhe.accounts.decorators import deputy_required, reads, roles_required, staff_or_deputy_required, writes
from yunhe.accounts.enums import Role
from yunhe.accounts.requests import Request
from yunhe.kit.pager import page_of
from yunhe.kit.refusals import Denied


def find_registration(request: Request, pk: int) -> Registration:
    """Return a registration in scope, or 404."""
    registrations = Registration.objects.visible_to(request.user).select_related(
        "deputy__residence__unit", "origin__parent", "residence", "community__unit"
    )
    return get_object_or_404(registrations, pk=pk)


def _known(registration: Registration) -> list[tuple[str, str]]:
    """Return what the register says of each fact, masked."""
    known = {found.fact: found for found in Discrepancy.objects.filter(registration=registration)}
    values = [(fact, queries.register_value(registration, fact, known.get(fact))[0]) for fact in Fact]
    return [(fact.label, queries.shown(fact, value) if value else "") for fact, value in values]


@staff_or_deputy_required
def statement_create(request: Request, pk: int) -> HttpResponse:
    """State what has changed."""
    registration = find_registration(request, pk)
    side = speaking_side(request.user, registration)
    form = StatementForm(request.POST if request.method == "POST" else None, registration=registration)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.state(registration, by=request.user, **form.facts())
        except workflow.DiscrepancyRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已记下您的说明。与其他方说法不同的，会列入“信息不一致”，由人大核定。")
            return redirect("discrepancies:my-statements" if side == Side.DEPUTY else registration.get_absolute_url())
    context = {
        "form": form,
        "registration": registration,
        "side": Side(side).label,
        "known": _known(registration),
        "is_own": side == Side.DEPUTY,
        "may_tap": registration.state == RegistrationState.CO_MANAGED,
    }
    return render(request, "liaison/discrepancies/statement_form.html", context)


@writes(staff_or_deputy_required)
def statement_still_here(request: Request, pk: int) -> HttpResponse:
    """One tap: still here. Leads back to where the button stood."""
    registration = find_registration(request, pk)
    try:
        workflow.confirm_still_here(registration, by=request.user)
    except workflow.DiscrepancyRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已确认：{registration.deputy.name}还在{registration.community.full_name}。")
    back = request.POST.get("next", "")
    return redirect(
        back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else registration.get_absolute_url()
    )


@reads(roles_required(Role.POINT_KEEPER))
def still_here_list(request: Request) -> HttpResponse:
    """Show the keeper the deputies of the community, the longest unconfirmed first, each with one button."""
    page = page_of(queries.files_to_confirm(request.user), request.GET)
    rows = [(registration, queries.is_due(registration.confirmed_at)) for registration in page.rows]
    return render(request, "liaison/discrepancies/still_here_list.html", {"page": page, "rows": rows})


@reads(deputy_required)
def my_statements(request: Request) -> HttpResponse:
    """Show a deputy what the registration says, with one button for "nothing has changed"."""
    deputy = getattr(request.user, "deputy", None)
    if deputy is None:
        raise Denied("您的账号还没有关联代表档案，请联系原选区所在乡镇人大。")
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
