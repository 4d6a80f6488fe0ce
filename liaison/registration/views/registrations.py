"""Pages of dual management: lists, the one registration that everybody sees, and its moves."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from deputies.people.models import Deputy
from deputies.people.views import find_deputy
from liaison.registration import forms, queries, workflow
from liaison.registration.enums import OPEN_STATES, REGISTRATION, EndReason, RegistrationState, Side
from liaison.registration.models import EligibilityAlarm, Registration
from liaison.registration.panels import pages
from liaison.registration.policies import acting_side, can_edit_part, sides_of
from liaison.registration.tables import RegistrationListing, UnregisteredListing
from liaison.registration.views.handing_over import asks_first
from yunhe.accounts.decorators import (
    asks,
    lists,
    office_required,
    opens,
    reads,
    staff_or_deputy_required,
    staff_required,
    writes,
)
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.moves import events_of
from yunhe.kit.refusals import Refused, is_allowed, reason_against
from yunhe.kit.reminders import in_words
from yunhe.web.forms.many import asked_first
from yunhe.web.forms.moves import Ask, move_page
from yunhe.web.forms.page import FormPage
from yunhe.web.templatetags.ui import state_badge

ASKS = {
    "submit": Ask(forms.SubmitForm, workflow.submit),
    "verify": Ask(forms.VerifyForm, workflow.verify),
    "send_back": Ask(forms.SendBackForm, workflow.send_back),
    "receive": Ask(forms.ReceiveForm, workflow.receive),
    "redirect": Ask(forms.RedirectForm, workflow.redirect),
    "withdraw": Ask(forms.ReasonedForm, workflow.withdraw),
    "correct": Ask(forms.ReasonedForm, workflow.correct),
    "relocate": Ask(forms.RelocateForm, workflow.relocate),
    "end": Ask(forms.EndForm, workflow.end),
}


find_registration = in_scope(
    Registration.objects,
    *("deputy__origin", "deputy__residence__unit", "origin__parent", "residence", "community__unit"),
    *("station", "previous", "team"),
)


@lists(staff_required)
def registration_list(request: Request) -> HttpResponse:
    """Show the registrations in scope, with a tab per state."""
    here = reverse("registration:registration-list")
    counts = queries.state_counts(request.user)
    tabs = [("", "全部", here, sum(counts.values()))]
    tabs += [(state.value, state.label, f"{here}?state={state.value}", counts[state]) for state in RegistrationState]
    context = {"tabs": tabs, "state": request.GET.get("state", ""), "urges": opens(office_required, request.user)}
    return RegistrationListing.of(request).answer(request, "liaison/registration/registration_list.html", context)


#: the deputies who live elsewhere and have no registration, to be urged one by one or together
unregistered_list = list_page(office_required, UnregisteredListing, "liaison/registration/unregistered_list.html")


@reads(staff_or_deputy_required, find_registration)
def registration_detail(request: Request, registration: Registration) -> HttpResponse:
    """Show one registration to whoever is concerned: where it stands, whose turn it is, what may be done, who waited how long."""
    words, tone = in_words(registration.due_on, timezone.localdate())
    context = {
        "registration": registration,
        "deputy": registration.deputy,
        "steps": [state.label for state in queries.STEPS],
        "step": queries.step_of(registration),
        "turn": queries.WHOSE_TURN[RegistrationState(registration.state)],
        "deadline": words,
        "deadline_tone": tone,
        "actions": queries.actions_for(request.user, registration),
        "sides": queries.sides_in_words(request.user, registration),
        "may_complete": registration.state == RegistrationState.CO_MANAGED
        and is_allowed(can_edit_part, request.user, registration, Side.COMMUNITY),
        "panels": pages.of(registration, request.user),
        "timeline": events_of(registration.steps.all()),
        "chain": queries.chain_of(registration),
        "seen": set(
            Registration.objects.visible_to(request.user)
            .filter(deputy=registration.deputy_id)
            .values_list("pk", flat=True)
        ),
        "handovers": registration.handovers.all(),
        "brought": registration.previous.handovers.all() if registration.previous_id else [],
        "alarms": EligibilityAlarm.objects.visible_to(request.user).open().filter(deputy=registration.deputy),
        "discrepancies": registration.discrepancies.open(),
        "may_state": registration.state in OPEN_STATES
        and any(side != Side.COUNTY for side in sides_of(request.user, registration)),
        "is_own": registration.deputy.user_id == request.user.pk,
    }
    return render(request, "liaison/registration/registration_detail.html", context)


def _about(registration: Registration) -> dict[str, Any]:
    """Return what the form pages about `registration` have in common."""
    return {
        "crumbs": [("双向共管", "registration:registration-list"), (registration.deputy.name, registration)],
        "note": format_html("{} → {}　{}", registration.origin, registration.residence, state_badge(registration)),
        "beside": "liaison/registration/_declared.html",
    }


@asks(staff_or_deputy_required, find_registration)
def registration_move(request: Request, registration: Registration, verb: str) -> HttpResponse:
    """Ask what a move needs, and make it."""
    about = {"registration": registration, "heading": "", **_about(registration)}
    if verb in ASKS:
        about["heading"] = f"{REGISTRATION.verbs[verb]}：{registration.deputy.name}"
    if verb == "end":
        return _end(request, registration, about)
    return move_page(
        request, registration, verb, ASKS, machine=REGISTRATION, policy=acting_side, to=registration, **about
    )


def _end(request: Request, registration: Registration, about: dict[str, Any]) -> HttpResponse:
    """Ask how the registration ends; where something is open, show the handover list before the end is written."""
    acting_side(request.user, registration, "end")
    label = REGISTRATION.verbs["end"]
    page = FormPage(request, label, forms.EndForm, of=registration, submit=label, is_danger=True, **about)
    if page.holds and page.form.cleaned_data["reason"] != EndReason.MISTAKE:
        facts = page.form.cleaned_data
        departure = queries.departure_of(registration, facts["reason"], facts["moved_to"], facts["on"])
        if asks_first(page, departure):
            return page.show()
    said = f"已办理：{label}。"
    return page.does(workflow.end, said=said, to=registration)


@asks(staff_or_deputy_required, find_registration)
def registration_reception(request: Request, registration: Registration) -> HttpResponse:
    """Let the community complete grid, team and contact person."""
    can_edit_part(request.user, registration, Side.COMMUNITY)
    known = {"contact_person": registration.contact_person, "grid": registration.grid, "team": registration.team_id}
    label, about = "补充社区接收信息", _about(registration)
    page = FormPage(
        request,
        label,
        forms.ReceptionForm,
        of=registration,
        registration=registration,
        initial=known,
        submit=label,
        **about,
    )
    said = "社区接收信息已保存，流出地和流入地都能看到。"
    return page.does(workflow.complete_reception, said=said, to=registration)


@writes(office_required)
def registration_urge(request: Request) -> HttpResponse:
    """Urge the ticked deputies of the user's own origins; say what was done and what was not."""
    chosen = UnregisteredListing.of(request).rows().filter(pk__in=request.POST.getlist("pk"))
    people = [(deputy.name, deputy.residence.unit.name) for deputy in chosen]
    names, groups = [name for name, _ in people], [f"现居住{unit}" for _, unit in people]
    note = "每名代表建一份档案，对方单位和代表本人会收到通知；督促错了，可以在档案里按“登记有误”结束。"
    back = "registration:unregistered-list"
    if asked := asked_first(request, "督促登记", names, groups=groups, note=note, back=back):
        return asked
    opened, refusals = workflow.urge_many(chosen, by=request.user)
    if opened:
        messages.success(request, f"已督促 {opened} 名代表，对方单位和代表本人会收到通知。")
    for refusal in refusals[:5]:
        messages.warning(request, refusal)
    if not opened and not refusals:
        messages.warning(request, "没有选中代表。请先勾选要督促的代表。")
    return redirect("registration:unregistered-list")


@asks(staff_or_deputy_required, find_deputy)
def deputy_register(request: Request, deputy: Deputy) -> HttpResponse:
    """Open a registration for one deputy: urged by the origin, or registered at once by the residence office or the deputy."""
    current = deputy.registrations.open().first()
    if current:
        return redirect(current)
    unit = deputy.residence.unit if deputy.residence_id else None
    draft = Registration(deputy=deputy, origin=deputy.origin, residence=unit or deputy.origin, state="")
    draft.community = deputy.residence if deputy.residence_id and not deputy.residence.is_unit else None
    form = forms.SubmitForm(request.POST or None, registration=draft)
    if request.method == "POST":
        opened = _open(request, deputy, form)
        if opened:
            messages.success(request, f"已办理：{opened.steps.get().label}。")
            return redirect(opened)
    context = {
        "deputy": deputy,
        "form": form,
        "may_submit": is_allowed(acting_side, request.user, draft, "submit"),
        "urge_refusal": reason_against(acting_side, request.user, draft, "urge"),
        "is_own": deputy.user_id == request.user.pk,
    }
    return render(request, "liaison/registration/deputy_register.html", context)


def _open(request: Request, deputy: Deputy, form: forms.SubmitForm) -> Registration | None:
    """Open the registration as the pressed button says; None with the error on the form when that is not possible."""
    try:
        if request.POST.get("move") == "urge":
            return workflow.urge(deputy, by=request.user)
        if form.is_valid():
            data = form.cleaned_data
            return workflow.register(
                deputy, community=data["community"], address=data["address"], note=data["note"], by=request.user
            )
    except Refused as refusal:
        form.full_clean()
        form.add_error(None, str(refusal))
    return None
