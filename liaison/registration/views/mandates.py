"""Ending, suspending and resuming a mandate. The pages stand here because the dual-management registration may end with it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from deputies.mandates.models import Mandate
from deputies.mandates.policies import can_end_mandate
from deputies.mandates.workflow import mandates
from deputies.people.models import Deputy
from deputies.people.views import page_about
from liaison.registration import queries, workflow
from liaison.registration.enums import EndReason
from liaison.registration.forms import EndMandateForm, ResumeForm, SuspendForm
from liaison.registration.models import Registration
from liaison.registration.views.handing_over import asks_first
from yunhe.accounts.decorators import asks, office_required
from yunhe.accounts.requests import Request


def _mandate(request: Request, pk: int) -> Mandate:
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


@asks(office_required, _mandate)
def mandate_end(request: Request, mandate: Mandate) -> HttpResponse:
    """End one mandate with reason and date; with the last one that lives elsewhere the registration ends, after its handover list."""
    deputy, registration = mandate.deputy, _file_that_ends_with(mandate)
    page = page_about(
        request,
        deputy,
        f"终止{mandate}资格",
        EndMandateForm,
        submit="终止资格",
        is_danger=True,
        context={"registration": registration},
        beside="liaison/registration/_after_the_mandate.html",
    )
    if page.holds and registration:
        departure = queries.departure_of(registration, EndReason.MANDATE_ENDED, None, page.form.cleaned_data["on"])
        if asks_first(page, departure):
            return page.show()
    said = f"已终止{mandate}资格，档案和历史保留。"
    return page.run(lambda facts: workflow.end_mandate(mandate, by=request.user, **facts), said=said, to=deputy)


@asks(office_required, _mandate)
def mandate_suspend(request: Request, mandate: Mandate) -> HttpResponse:
    """Suspend one mandate (代表法 61); the registration stays."""
    return _pause(request, mandate, SuspendForm, mandates.suspend_mandate, "暂停执行代表职务")


@asks(office_required, _mandate)
def mandate_resume(request: Request, mandate: Mandate) -> HttpResponse:
    """Let a suspended deputy act again."""
    return _pause(request, mandate, ResumeForm, mandates.resume_mandate, "恢复执行代表职务")


def _pause(request: Request, mandate: Mandate, form_class, verb, label: str) -> HttpResponse:
    page = page_about(request, mandate.deputy, f"{label}：{mandate}", form_class, submit=label)
    said = f"已办理：{label}。"
    return page.run(lambda facts: verb(mandate, by=request.user, **facts), said=said, to=mandate.deputy)
