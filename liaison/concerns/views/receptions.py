"""Pages of receptions: the list, one record with its moves, the printed form, a deputy's own."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from deputies.people.own import own_deputy_or_404
from liaison.concerns import policies
from liaison.concerns.enums import RECEPTION, ReceptionState
from liaison.concerns.forms import ReceptionAssignForm, ReceptionForm, ReceptionTellForm, SettleForm
from liaison.concerns.models import VoterReception
from liaison.concerns.tables import VoterReceptionListing
from liaison.concerns.workflow import receptions as workflow
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
from yunhe.kit.pager import page_of
from yunhe.kit.refusals import is_allowed
from yunhe.kit.words import full_day
from yunhe.trail.queries import history_of
from yunhe.web.forms.moves import Ask, move_page
from yunhe.web.forms.page import FormPage

STEPS = [state.label for state in ReceptionState]
NOTE = "选民的姓名、电话、住址可以不填。诉讼、仲裁、行政复议事项联络站不受理。"
ASKS = {
    "assign": Ask(ReceptionAssignForm, workflow.assign_reception),
    "settle": Ask(SettleForm, workflow.settle_reception),
    "tell": Ask(ReceptionTellForm, workflow.tell_reception),
    "redo": Ask(ReceptionAssignForm, workflow.redo_reception),
}


find_reception = in_scope(
    VoterReception.objects,
    *("station__organising_area", "station__location_area", "household_area__unit", "residence_area__unit"),
)
reception_list = list_page(staff_required, VoterReceptionListing, "liaison/concerns/reception_list.html")


@reads(deputy_required)
def my_receptions(request: Request) -> HttpResponse:
    """Show the signed-in deputy the own receptions, newest first, and how many this year."""
    deputy = own_deputy_or_404(request.user)
    mine = deputy.receptions.select_related("station").order_by("-received_on", "-pk")
    year = timezone.localdate().year
    context = {
        "page": page_of(mine, request.GET),
        "year": year,
        "this_year": mine.filter(received_on__year=year).count(),
        "waiting": mine.exclude(state=ReceptionState.TOLD).count(),
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
    """Take down what a voter said."""
    page = _page(request, "登记接待", initial={"station": request.GET.get("station")})
    return page.run(lambda facts: workflow.record_reception(by=request.user, **facts), said="接待记录已保存。")


@asks(staff_or_deputy_required, find_reception, policies.can_edit_reception)
def reception_edit(request: Request, reception: VoterReception) -> HttpResponse:
    """Correct a record that has not been assigned."""
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
        "steps": STEPS,
        "step": ReceptionState.values.index(reception.state),
        "actions": RECEPTION.actions(reception, lambda verb: policies.can_move_reception(user, reception, verb)),
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


@asks(staff_required, find_reception)
def reception_move(request: Request, reception: VoterReception, verb: str) -> HttpResponse:
    """Ask what a move needs, and make it."""
    known = {"handler": reception.handler} if verb == "redo" else {"result": reception.answer}
    return move_page(
        request,
        reception,
        verb,
        ASKS,
        machine=RECEPTION,
        policy=policies.can_move_reception,
        initial=known,
        submit="保存",
        note=f"{full_day(reception.received_on)} · {reception.station} · {reception.get_category_display()}",
        crumbs=[("接待选民", "concerns:reception-list"), ("接待记录", reception)],
        before="liaison/concerns/_reception_text.html",
    )


@reads(staff_or_deputy_required, find_reception)
def reception_print(request: Request, reception: VoterReception) -> HttpResponse:
    """Show the record as 《人大代表接待选民记录表》 for the printer; the voter stays masked."""
    return _record(request, reception, "reception_print")
