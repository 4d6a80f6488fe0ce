"""Ending, suspending and resuming a mandate. The pages stand here because the dual-management registration may end with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from deputies.mandates.models import Mandate
from deputies.mandates.policies import can_end_mandate
from deputies.mandates.workflow import mandates
from deputies.people.models import Deputy
from liaison.registration import queries, workflow
from liaison.registration.enums import EndReason
from liaison.registration.forms import EndMandateForm, ResumeForm, SuspendForm
from liaison.registration.handover import mechanism as handover
from liaison.registration.models import Registration
from yunhe.accounts.decorators import office_required
from yunhe.kit.refusals import Refused


def _mandate(request: HttpRequest, pk: int) -> Mandate:
    held = Mandate.objects.serving().filter(deputy__in=Deputy.objects.visible_to(request.user))
    mandate = get_object_or_404(held.select_related("deputy__origin__parent", "deputy__residence__unit"), pk=pk)
    can_end_mandate(request.user, mandate.deputy)
    return mandate


def _file_that_ends_with(mandate: Mandate) -> Registration | None:
    """Return the open registration that ends together with `mandate`, None when another mandate keeps it open."""
    registration = (
        Registration.objects.open().filter(deputy=mandate.deputy).select_related("origin", "residence").first()
    )
    if registration is None or any(seat.pk != mandate.pk for seat in queries.seats_elsewhere(registration)):
        return None
    return registration


@office_required
def mandate_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one mandate with reason and date; with the last one that lives elsewhere the registration ends, after its handover list."""
    mandate = _mandate(request, pk)
    deputy, registration = mandate.deputy, _file_that_ends_with(mandate)
    form = EndMandateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if registration:
            departure = queries.departure_of(registration, EndReason.MANDATE_ENDED, None, form.cleaned_data["on"])
            form.add_offers(handover.offers_of(departure))
        if not form.offers or "confirmed" in request.POST:
            try:
                workflow.end_mandate(mandate, by=request.user, **form.facts())
            except (Refused, workflow.RegistrationRefused) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"已终止{mandate}资格，档案和历史保留。")
                return redirect(deputy)
    context = {
        "form": form,
        "deputy": deputy,
        "registration": registration,
        "mandate": mandate,
        "label": f"终止{mandate}资格",
    }
    page = "registration_handover" if form.offers else "mandate_end"
    return render(request, f"registration/{page}.html", context)


@office_required
def mandate_suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Suspend one mandate (代表法 61); the registration stays."""
    return _pause(request, _mandate(request, pk), SuspendForm, mandates.suspend_mandate, "暂停执行代表职务")


@office_required
def mandate_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a suspended deputy act again."""
    return _pause(request, _mandate(request, pk), ResumeForm, mandates.resume_mandate, "恢复执行代表职务")


def _pause(request: HttpRequest, mandate: Mandate, form_class, verb, label: str) -> HttpResponse:
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verb(mandate, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已办理：{label}。")
            return redirect(mandate.deputy)
    context = {"form": form, "deputy": mandate.deputy, "title": f"{label}：{mandate}", "action": label}
    return render(request, "liaison/registration/deputy_form.html", context)
