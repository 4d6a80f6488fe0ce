"""Pages of the register of deputies."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from deputies.people import workflow
from deputies.people.completeness import missing_of, percent_of
from deputies.people.enums import CongressLevel
from deputies.people.forms import RecordForm
from deputies.people.models import Deputy
from deputies.people.own import own_deputy
from deputies.people.panels import panels
from deputies.people.policies import CONTACTS, can_create_deputy, can_edit_deputy, can_reveal_contact, can_reveal_field
from deputies.people.tables import DeputyListing
from yunhe.accounts.decorators import (
    asks,
    deputy_required,
    lists,
    reads,
    staff_or_deputy_required,
    staff_required,
    writes,
)
from yunhe.accounts.requests import Request
from yunhe.audit.record import record, record_view
from yunhe.kit.refusals import Refused, is_allowed
from yunhe.trail.queries import history_of, views_of
from yunhe.web.forms.page import FormPage


def find_deputy(request: Request, pk: int) -> Deputy:
    people = Deputy.objects.visible_to(request.user).select_related(
        "origin__parent", "residence__unit", "home_village", "user"
    )
    return get_object_or_404(people, pk=pk)


@lists(staff_required)
def deputy_list(request: Request) -> HttpResponse:
    """Show the register."""
    context = {"may_create": is_allowed(can_create_deputy, request.user)}
    return DeputyListing.of(request).answer(request, "deputies/people/deputy_list.html", context)


@reads(staff_or_deputy_required)
def deputy_detail(request: Request, pk: int) -> HttpResponse:
    """Show one deputy's file."""
    deputy = find_deputy(request, pk)
    return render(request, "deputies/people/deputy_detail.html", _record_facts(request, deputy))


def _record_facts(request: Request, deputy: Deputy) -> dict:
    held = deputy.mandates.select_related("term__area", "district").order_by("ended_on", "level")
    serving_township = any(m.level == CongressLevel.TOWNSHIP and m.ended_on is None for m in held)
    return {
        "deputy": deputy,
        "mandates": held,
        "spells": deputy.residence_spells.select_related("area__unit"),
        "may_edit": is_allowed(can_edit_deputy, request.user, deputy),
        "may_reveal": is_allowed(can_reveal_contact, request.user, deputy),
        "contacts": [(name, label, getattr(deputy, name)) for name, label in CONTACTS.items()],
        "warns_of_household": serving_township and deputy.household_at_home is False,
        "is_own": deputy.user_id == request.user.pk,
        "panels": panels.of(deputy, request.user),
        "history": history_of(deputy, request.user, limit=12),
        "views": views_of(deputy, request.user, limit=12),
        "completeness": percent_of(deputy),
        "missing": missing_of(deputy),
    }


@reads(deputy_required)
def my_record(request: Request) -> HttpResponse:
    """Show the own file to a deputy."""
    deputy = find_deputy(request, own_deputy(request.user).pk)
    return render(request, "deputies/people/deputy_detail.html", _record_facts(request, deputy))


@writes(staff_or_deputy_required)
def deputy_reveal(request: Request, pk: int) -> HttpResponse:
    """Show one contact value in full and record that it was seen."""
    deputy = find_deputy(request, pk)
    name = request.POST.get("field", "")
    can_reveal_field(request.user, deputy, name)
    record(
        "deputies.reveal_contact",
        f"查看{CONTACTS[name]}",
        deputy,
        by=request.user,
        areas=[deputy.origin, deputy.residence],
    )
    context = {"deputy": deputy, "label": CONTACTS[name], "value": getattr(deputy, name)}
    return render(
        request, "deputies/people/_revealed.html" if request.htmx else "deputies/people/deputy_revealed.html", context
    )


def _password_once(request: Request, pk: int, verb, title: str) -> HttpResponse:
    """Run a verb that makes a first password and show it, once."""
    deputy = find_deputy(request, pk)
    try:
        made = verb(deputy, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(deputy)
    return render(request, "deputies/people/password_once.html", {"deputy": deputy, "made": made, "title": title})


@writes(staff_required)
def account_open(request: Request, pk: int) -> HttpResponse:
    """Open the deputy's own account."""
    return _password_once(request, pk, workflow.open_account, "账号已开通")


@writes(staff_required)
def account_reset(request: Request, pk: int) -> HttpResponse:
    """Give the deputy's account a new first password."""
    return _password_once(request, pk, workflow.reset_password, "密码已重置")


@asks(staff_required)
def deputy_edit(request: Request, pk: int) -> HttpResponse:
    """Correct a deputy's record."""
    deputy = find_deputy(request, pk)
    can_edit_deputy(request.user, deputy)
    if request.method == "GET":  # the form shows both in full
        record_view(deputy, "手机、住址", by=request.user, areas=[deputy.origin, deputy.residence])
    page = FormPage(
        request,
        "修改",
        RecordForm,
        of=deputy,
        heading=f"修改：{deputy.name}",
        crumbs=[("代表名册", "deputies:deputy-list"), (deputy.name, deputy)],
        body="deputies/people/_record_form.html",
        origin=deputy.origin,
        initial=RecordForm.known(deputy),
    )
    return page.run(
        lambda facts: workflow.edit_deputy(deputy, by=request.user, **facts), said="已保存，改动记入档案历史。"
    )
