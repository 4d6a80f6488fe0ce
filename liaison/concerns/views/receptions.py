"""Pages of receptions: the list, one record with what became of the matter, the printed form, a deputy's own."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from deputies.people.own import own_deputy_or_404
from liaison.concerns import following, policies
from liaison.concerns.enums import CONCERN, OPEN_STATES
from liaison.concerns.forms import ReceptionForm
from liaison.concerns.models import Concern, VoterReception
from liaison.concerns.tables import VoterReceptionListing
from liaison.concerns.views.concerns import ASKS
from liaison.concerns.workflow import receptions as workflow
from liaison.concerns.workflow.steps import RELATED as WITH
from yunhe.accounts.decorators import (
    asks,
    deputy_required,
    opens,
    reads,
    staff_or_deputy_required,
    staff_required,
    writes,
)
from yunhe.accounts.pages import list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.audit.record import record_view
from yunhe.kit.moves import events_of
from yunhe.kit.pager import page_of
from yunhe.kit.refusals import is_allowed
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage

NOTE = "选民的姓名、电话、住址可以不填。诉讼、仲裁、行政复议事项联络站不受理。"


find_reception = in_scope(
    VoterReception.objects,
    *("station__organising_area", "station__location_area", "household_area__unit", "residence_area__unit"),
    *(f"concern__{name}" for name in WITH),
)
reception_list = list_page(staff_required, VoterReceptionListing, "liaison/concerns/reception_list.html")


@reads(deputy_required)
def my_receptions(request: Request) -> HttpResponse:
    """Show the signed-in deputy the own receptions, newest first, and how many this year."""
    deputy = own_deputy_or_404(request.user)
    mine = deputy.receptions.select_related("station", "concern__place").order_by("-received_on", "-pk")
    year = timezone.localdate().year
    context = {
        "page": page_of(mine, request.GET),
        "year": year,
        "this_year": mine.filter(received_on__year=year).count(),
        "waiting": mine.filter(concern__state__in=OPEN_STATES, concern__told_on=None).count(),
    }
    return TemplateResponse(request, "liaison/concerns/my_receptions.html", context)


def _page(request: Request, title: str, **given: Any) -> FormPage:
    is_staff = opens(staff_required, request.user)
    crumbs = [("接待选民", "concerns:reception-list" if is_staff else "concerns:my-receptions")]
    if "of" in given:
        crumbs.append(("接待记录", given["of"]))
    return FormPage(request, title, ReceptionForm, user=request.user, crumbs=crumbs, note=NOTE, **given)


@asks(staff_or_deputy_required)
def reception_create(request: Request) -> HttpResponse:
    """Take down what a voter said; afterwards number and secret are shown to be handed to the voter."""
    page = _page(request, "登记接待", initial={"station": request.GET.get("station")}, submit="登记")

    def take_down(facts: dict[str, Any]) -> Concern:
        received = workflow.record_reception(by=request.user, **facts)
        concern = received.reception.concern
        following.grant(request, concern, received.secret, following.OWNER)
        return concern

    return page.run(take_down, said="", to=lambda concern: reverse("concerns:concern-entered", args=[concern.pk]))


@asks(staff_or_deputy_required, find_reception, policies.can_edit_reception)
def reception_edit(request: Request, reception: VoterReception) -> HttpResponse:
    """Correct a record with whose matter nobody has begun."""
    if request.method == "GET":  # the form shows who came, in full
        record_view(reception, "选民联系方式", by=request.user, areas=[reception.station.organising_area])
    page = _page(request, "修改接待记录", of=reception, reception=reception)
    return page.does(workflow.edit_reception)


def _record(
    request: Request, reception: VoterReception, template: str = "reception_detail", *, shows_voter: bool = False
) -> HttpResponse:
    user = request.user
    context = {
        "reception": reception,
        "list_page": "concerns:reception-list" if opens(staff_required, user) else "concerns:my-receptions",
        "people": list(reception.deputies.select_related("origin").order_by("name_pinyin", "pk")),
        "concern": reception.concern,
        "actions": CONCERN.actions(
            reception.concern, lambda verb: policies.acting_side(user, reception.concern, verb), among=ASKS
        ),
        "timeline": events_of(reception.concern.steps.all()),
        "may_edit": is_allowed(policies.can_edit_reception, user, reception),
        "may_reveal": is_allowed(policies.can_reveal_received, user, reception),
        "shows_voter": shows_voter,
        "history": history_of(reception, user),
    }
    return TemplateResponse(request, f"liaison/concerns/{template}.html", context)


@reads(staff_or_deputy_required, find_reception)
def reception_detail(request: Request, reception: VoterReception) -> HttpResponse:
    """Show one record, where it stands and what may be done."""
    return _record(request, reception)


@writes(staff_or_deputy_required, find_reception, policies.can_reveal_received)
def reception_reveal(request: Request, reception: VoterReception) -> HttpResponse:
    """Show the voter's name, phone and address in full, and record that they were seen."""
    record_view(reception, "选民联系方式", by=request.user, areas=[reception.station.organising_area])
    return _record(request, reception, shows_voter=True)


@reads(staff_or_deputy_required, find_reception)
def reception_print(request: Request, reception: VoterReception) -> HttpResponse:
    """Show the record as 《人大代表接待选民记录表》 for the printer; the voter stays masked."""
    return _record(request, reception, "reception_print")
