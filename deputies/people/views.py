"""Pages of the register of deputies."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from deputies.mandates.enums import CongressLevel
from deputies.mandates.workflow import mandates
from deputies.people.completeness import missing_of, percent_of
from deputies.people.forms import MandateForm, OriginForm, RecordForm
from deputies.people.models import Deputy
from deputies.people.panels import panels_of
from deputies.people.policies import can_create_deputy, can_edit_deputy, can_reveal_contact
from deputies.people.tables import DeputyListing
from deputies.people.workflow import accounts as account_opening
from deputies.people.workflow import register as registry
from yunhe.accounts.decorators import deputy_required, staff_or_deputy_required, staff_required
from yunhe.accounts.policies import Denied, is_allowed
from yunhe.audit.record import record
from yunhe.kit.readonly import read_only
from yunhe.trail.queries import history_of, views_of

CONTACTS = {"phone": "手机", "short_phone": "短号", "address": "住址"}


def _deputy(request: HttpRequest, pk: int) -> Deputy:
    people = Deputy.objects.visible_to(request.user).select_related(
        "origin__parent", "residence__unit", "home_village", "user"
    )
    return get_object_or_404(people, pk=pk)


@staff_required
@read_only
def deputy_list(request: HttpRequest) -> HttpResponse:
    """Show the register."""
    context = {"may_create": is_allowed(can_create_deputy, request.user)}
    return DeputyListing.of(request).answer(request, "deputies/people/deputy_list.html", context)


@require_safe
@staff_or_deputy_required
@read_only
def deputy_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one deputy's file."""
    deputy = _deputy(request, pk)
    return render(request, "deputies/people/deputy_detail.html", _record_facts(request, deputy))


def _record_facts(request: HttpRequest, deputy: Deputy) -> dict:
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
        "panels": panels_of(deputy, request.user),
        "history": history_of(deputy, request.user, limit=12),
        "views": views_of(deputy, request.user, limit=12),
        "completeness": percent_of(deputy),
        "missing": missing_of(deputy),
    }


@require_safe
@deputy_required
@read_only
def my_record(request: HttpRequest) -> HttpResponse:
    """Show the own file to a deputy."""
    deputy = getattr(request.user, "deputy", None)
    if deputy is None:
        raise Denied("您的账号还没有关联代表档案，请联系原选区所在乡镇人大。")
    return render(request, "deputies/people/deputy_detail.html", _record_facts(request, _deputy(request, deputy.pk)))


@require_POST
@staff_or_deputy_required
def deputy_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one contact value in full and record that it was seen."""
    deputy = _deputy(request, pk)
    name = request.POST.get("field", "")
    if name not in CONTACTS:
        raise Denied("没有这一项。")
    can_reveal_contact(request.user, deputy)
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


def _password_once(request: HttpRequest, pk: int, verb, title: str) -> HttpResponse:
    """Run a verb that makes a first password and show it, once."""
    deputy = _deputy(request, pk)
    try:
        made = verb(deputy, by=request.user)
    except registry.RegisterRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(deputy)
    return render(request, "deputies/people/password_once.html", {"deputy": deputy, "made": made, "title": title})


@require_POST
@staff_required
def account_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the deputy's own account."""
    return _password_once(request, pk, account_opening.open_account, "账号已开通")


@require_POST
@staff_required
def account_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the deputy's account a new first password."""
    return _password_once(request, pk, account_opening.reset_password, "密码已重置")


@staff_required
def deputy_create(request: HttpRequest) -> HttpResponse:
    """Enter a deputy: first the place and level, then the file."""
    can_create_deputy(request.user)
    chosen = OriginForm(request.GET or None, user=request.user)
    if not chosen.is_valid():
        return render(request, "deputies/people/deputy_create.html", {"chosen": chosen})
    origin, level = chosen.cleaned_data["origin"], chosen.cleaned_data["level"]
    form = RecordForm(request.POST or None, origin=origin)
    mandate = MandateForm(request.POST or None, origin=origin, level=level)
    if request.method == "POST" and form.is_valid() and mandate.is_valid():
        try:
            deputy = registry.create_deputy(
                by=request.user,
                origin=origin,
                values=form.cleaned_data,
                level=level,
                term=mandate.cleaned_data["term"],
                district=mandate.cleaned_data["district"],
                **form.place(),
            )
        except registry.RegisterRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已建立{deputy.name}的代表档案。")
            return redirect(deputy)
    context = {"form": form, "mandate": mandate, "deputy": None, "origin": origin, "level": CongressLevel(level).label}
    return render(request, "deputies/people/deputy_edit.html", context)


@staff_required
def deputy_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a deputy's file."""
    deputy = _deputy(request, pk)
    can_edit_deputy(request.user, deputy)
    form = RecordForm(request.POST or None, origin=deputy.origin, initial=RecordForm.known(deputy))
    if request.method == "POST" and form.is_valid():
        try:
            registry.edit_deputy(deputy, by=request.user, values=form.cleaned_data, **form.place())
        except registry.RegisterRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已保存，改动记入档案历史。")
            return redirect(deputy)
    context = {"form": form, "mandate": None, "deputy": deputy, "origin": deputy.origin}
    return render(request, "deputies/people/deputy_edit.html", context)


@staff_required
def mandate_create(request: HttpRequest, pk: int, level: str) -> HttpResponse:
    """Give the deputy a mandate at another level."""
    deputy = _deputy(request, pk)
    can_edit_deputy(request.user, deputy)
    form = MandateForm(request.POST or None, origin=deputy.origin, level=CongressLevel(level))
    if request.method == "POST" and form.is_valid():
        try:
            mandates.add_mandate(deputy, by=request.user, level=level, **form.cleaned_data)
        except registry.RegisterRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已新增代表资格。")
            return redirect(deputy)
    context = {
        "form": form,
        "deputy": deputy,
        "title": f"新增{CongressLevel(level).label}人大代表资格",
        "action": "保存",
    }
    return render(request, "liaison/registration/deputy_form.html", context)
