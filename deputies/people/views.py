"""Pages of the register of deputies."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from deputies.people import workflow
from deputies.people.additions import successors
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
from yunhe.accounts.requests import Request, in_scope
from yunhe.audit.record import record, record_view
from yunhe.kit.refusals import Refused, is_allowed
from yunhe.trail.queries import history_of, views_of
from yunhe.web.forms.page import FormPage


def page_about(request: Request, deputy: Deputy, title: str, form_class: Any, /, **page: Any) -> FormPage:
    """Return a form page about `deputy`, named before what is done; page: what FormPage and the form take."""
    crumbs = [("代表名册", "deputies:deputy-list"), (deputy.name, deputy)]
    given = {"heading": f"{deputy.name}：{title}", "crumbs": crumbs, **page}
    return FormPage(request, title, form_class, of=deputy, **given)


_find_row = in_scope(Deputy.objects, "origin__parent", "residence__unit", "home_village", "user")


def find_deputy(request: Request, pk: int) -> Deputy:
    """Return the deputy of key `pk` in scope, or the one into whose record that one was joined: links of long ago still lead there."""
    try:
        return _find_row(request, pk)
    except Http404:
        now = next((key for successor in successors if (key := successor(pk))), None)
        if now is None:
            raise
        return _find_row(request, now)


@lists(staff_required)
def deputy_list(request: Request) -> HttpResponse:
    context = {"may_create": is_allowed(can_create_deputy, request.user)}
    return DeputyListing.of(request).answer(request, "deputies/people/deputy_list.html", context)


@reads(staff_or_deputy_required, find_deputy)
def deputy_detail(request: Request, deputy: Deputy) -> HttpResponse:
    return _file(request, deputy)


def _file(request: Request, deputy: Deputy) -> HttpResponse:
    held = deputy.mandates.select_related("term__area", "district").order_by("ended_on", "level")
    serving_township = any(m.level == CongressLevel.TOWNSHIP and m.ended_on is None for m in held)
    context = {
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
    return render(request, "deputies/people/deputy_detail.html", context)


@reads(deputy_required)
def my_record(request: Request) -> HttpResponse:
    return _file(request, find_deputy(request, own_deputy(request.user).pk))


@writes(staff_or_deputy_required, find_deputy)
def deputy_reveal(request: Request, deputy: Deputy) -> HttpResponse:
    """Show one contact value in full and record that it was seen."""
    name = request.POST.get("field", "")
    can_reveal_field(request.user, deputy, name)
    record("deputies.reveal_contact", f"查看{CONTACTS[name]}", deputy, by=request.user)
    context = {"deputy": deputy, "label": CONTACTS[name], "value": getattr(deputy, name)}
    template = "deputies/people/_revealed.html" if request.htmx else "deputies/people/deputy_revealed.html"
    return render(request, template, context)


def _password_once(request: Request, deputy: Deputy, verb, title: str) -> HttpResponse:
    """Run a verb that makes a first password and show it, once."""
    try:
        made = verb(deputy, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(deputy)
    return render(request, "deputies/people/password_once.html", {"deputy": deputy, "made": made, "title": title})


@writes(staff_required, find_deputy)
def account_open(request: Request, deputy: Deputy) -> HttpResponse:
    return _password_once(request, deputy, workflow.open_account, "账号已开通")


@writes(staff_required, find_deputy)
def account_reset(request: Request, deputy: Deputy) -> HttpResponse:
    """Give the deputy's account a new first password."""
    return _password_once(request, deputy, workflow.reset_password, "密码已重置")


@writes(staff_required, find_deputy)
def account_code(request: Request, deputy: Deputy) -> HttpResponse:
    """Make a code for the deputy, to bind a phone or to set a forgotten password anew, and show it, once."""
    purpose = request.POST.get("purpose", "")
    try:
        issued = workflow.issue_office_code(deputy, purpose=purpose, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(deputy)
    context = {"deputy": deputy, "issued": issued, "site": settings.SITE_URL}
    return render(request, "deputies/people/office_code_once.html", context)


@asks(staff_required, find_deputy, can_edit_deputy)
def deputy_edit(request: Request, deputy: Deputy) -> HttpResponse:
    """Correct a deputy's record."""
    if request.method == "GET":  # the form shows both in full
        record_view(deputy, "手机、住址", by=request.user, areas=deputy.areas)
    known, body = RecordForm.known(deputy), "deputies/people/_record_form.html"
    page = page_about(
        request,
        deputy,
        "修改",
        RecordForm,
        heading=f"修改：{deputy.name}",
        origin=deputy.origin,
        initial=known,
        body=body,
    )
    return page.does(workflow.edit_deputy, said="已保存，改动记入档案历史。")
