"""Pages of rotas: planning a year, one reception day, the notice, a deputy's own watches and swaps."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from deputies.people.own import own_deputy_or_404
from stations.places.models import Station
from stations.places.views.stations import find_station
from stations.rotas import policies, queries, workflow
from stations.rotas.enums import SWAP, SwapState
from stations.rotas.forms import CancelForm, HoldForm, RotaForm, ShiftForm, StationChoiceForm, SwapForm
from stations.rotas.models import Rota, Shift, Swap, Watch
from stations.rotas.tables import ShiftListing
from yunhe.accounts.decorators import asks, deputy_required, reads, staff_required, writes
from yunhe.accounts.pages import button, list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.asked import number
from yunhe.kit.refusals import is_allowed, reason_against
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage, act
from yunhe.web.forms.refusable import refuse

SHIFTS = ("值班接待", "rotas:shift-list")


find_shift = in_scope(Shift.objects, "station__organising_area", "station__location_area__unit", "rota")
shift_list = list_page(staff_required, ShiftListing, "stations/rotas/shift_list.html")


@asks(staff_required)
def rota_create(request: Request) -> HttpResponse:
    """Plan a station's year: choose the station, set the rule, look at the days, confirm."""
    chosen = number(request.GET, "station")
    if chosen is None:
        form = StationChoiceForm(request.GET or None, user=request.user)
        return TemplateResponse(request, "stations/rotas/rota_station.html", {"form": form})
    station = find_station(request, chosen)
    policies.can_plan_rota(request.user, station)
    page = FormPage(
        request,
        "编排值班表",
        RotaForm,
        note=str(station),
        submit="预览",
        icon="",
        crumbs=[SHIFTS],
        actions="stations/rotas/_draft_actions.html",
        after="stations/rotas/_draft.html",
        station=station,
    )
    if page.form.is_valid():
        if "confirm" in request.POST and "preview" not in request.POST:
            done = page.done(
                lambda facts: workflow.plan_rota(by=request.user, station=station, **facts),
                said=lambda rota: f"{rota}已编排，共 {rota.shifts.count()} 个接待日。",
            )
            if done is not None:
                return done
        elif draft := _draft(page.form, station):
            page.context = {"draft": draft, "left_out": draft.left_out(page.facts["deputies"])}
            page.submit, page.icon = "确认编排", "check"
    return page.show()


def _draft(form: Any, station: Station) -> workflow.RotaDraft | None:
    """Return the year that a RotaForm would write, None when the form refuses it."""
    rota = Rota(station=station, created_by="", **form.rule())
    try:
        rota.full_clean(exclude=["created_by"])
    except ValidationError as error:
        refuse(form, error)
        return None
    draft = workflow.draft_rota(rota, form.facts()["deputies"])
    if not draft.days:
        form.add_error(None, workflow.NO_DAYS)
    return draft if draft.days else None


@reads(staff_required, in_scope(Rota.objects, "station__organising_area", station=Station.objects))
def rota_detail(request: Request, rota: Rota) -> HttpResponse:
    """Show a station's year: every day with who serves, and how often each deputy does."""
    context = {
        "rota": rota,
        "shifts": rota.shifts.prefetch_related("deputies"),
        "counts": queries.watch_counts(rota),
        "history": history_of(rota, request.user),
    }
    return TemplateResponse(request, "stations/rotas/rota_detail.html", context)


@reads(staff_required, find_shift)
def shift_detail(request: Request, shift: Shift) -> HttpResponse:
    """Show one reception day and what may be done with it."""
    user = request.user
    may_change = is_allowed(policies.can_change_shift, user, shift)
    context = {
        "shift": shift,
        "watches": list(shift.watches.select_related("deputy__origin").order_by("deputy__name_pinyin", "pk")),
        "helpers": shift.helpers.select_related("area").order_by("name_pinyin", "pk"),
        "swaps": Swap.objects.filter(watch__shift=shift).select_related("asked_by", "colleague"),
        "receptions": shift.station.receptions.filter(received_on=shift.on).select_related("concern").order_by("pk"),
        "may_change": may_change,
        "sees_rota": Station.objects.visible_to(user).filter(pk=shift.station_id).exists(),
        "hold_refusal": reason_against(policies.can_move_shift, user, shift, "hold"),
        "hold_form": HoldForm(shift=shift),
        "cancel_form": CancelForm(),
        "history": history_of(shift, user),
    }
    return TemplateResponse(request, "stations/rotas/shift_detail.html", context)


@asks(staff_required, find_shift, policies.can_change_shift)
def shift_edit(request: Request, shift: Shift) -> HttpResponse:
    """Change one reception day."""
    note = f"{shift.station} · {shift.times_label}"
    crumbs = [SHIFTS, ("接待日", shift)]
    page = FormPage(request, "调整", ShiftForm, of=shift, heading="调整接待日", note=note, crumbs=crumbs, shift=shift)
    return page.does(workflow.change_shift, said="接待日已调整。")


shift_hold = button(
    staff_required,
    find_shift,
    workflow.hold_shift,
    form=HoldForm,
    of="shift",
    said="到岗已登记。接待了选民的，请一件事记一份接待记录。",
)


@writes(staff_required, find_shift)
def shift_cancel(request: Request, shift: Shift) -> HttpResponse:
    """Cancel a reception day, perhaps with another in its place."""
    form = CancelForm(request.POST)
    return act(
        request,
        lambda: workflow.cancel_shift(shift, by=request.user, **form.cleaned_data),
        said=lambda instead: f"已取消，改在{instead.times_label}。" if instead else "接待日已取消。",
        to=lambda instead: instead or shift,
        back=shift,
        form=form,
    )


@reads(staff_required, find_shift)
def shift_notice(request: Request, shift: Shift) -> HttpResponse:
    """Show the notice of a reception day for the printer: time, place, deputies, topic."""
    people = shift.deputies.select_related("origin").order_by("name_pinyin", "pk")
    helpers = shift.helpers.order_by("name_pinyin", "pk")
    context = {"shift": shift, "people": people, "helpers": helpers, "today": timezone.localdate()}
    return TemplateResponse(request, "stations/rotas/shift_notice.html", context)


@reads(deputy_required)
def my_shifts(request: Request) -> HttpResponse:
    """Show the signed-in deputy the own coming watches, swaps that wait for an answer, and how often this year."""
    deputy = own_deputy_or_404(request.user)
    today = timezone.localdate()
    mine = Watch.objects.filter(deputy=deputy).select_related("shift__station__location_area")
    coming = list(mine.filter(shift__in=Shift.objects.coming()).order_by("shift__on", "shift__starts"))
    asked = Swap.objects.filter(state=SwapState.ASKED).select_related("watch__shift__station", "asked_by", "colleague")
    waiting = {swap.watch_id: swap for swap in asked.filter(watch__in=coming)}
    context = {
        "coming": [(watch, waiting.get(watch.pk)) for watch in coming],
        "to_answer": asked.filter(colleague=deputy, watch__shift__in=Shift.objects.coming()),
        "done": mine.filter(was_present=True, shift__on__year=today.year).count(),
        "year": today.year,
    }
    return TemplateResponse(request, "stations/rotas/my_shifts.html", context)


@asks(deputy_required)
def swap_ask(request: Request, pk: int) -> HttpResponse:
    """Ask a colleague to take an own watch over."""
    mine = Watch.objects.filter(deputy__user=request.user).select_related("shift__station", "deputy")
    watch = get_object_or_404(mine, pk=pk)
    policies.can_ask_swap(request.user, watch)
    shift = watch.shift
    note = f"{shift.times_label}，{shift.station}。对方同意后才算换班，同意前仍由您值班。"
    crumbs = [("我的值班", "rotas:my-shifts")]
    page = FormPage(
        request, "申请换班", SwapForm, note=note, submit="发出申请", icon="send", crumbs=crumbs, watch=watch
    )
    return page.run(
        lambda facts: workflow.ask_swap(watch, by=request.user, **facts),
        said="已告诉对方，对方同意后才算换班。",
        to="rotas:my-shifts",
    )


@writes(deputy_required)
def swap_answer(request: Request, pk: int, answer: str) -> HttpResponse:
    """Accept, decline or withdraw a swap."""
    if answer not in SWAP.verbs:
        raise Http404
    mine = Swap.objects.filter(colleague__user=request.user) | Swap.objects.filter(asked_by__user=request.user)
    swap = get_object_or_404(mine.select_related("watch__shift"), pk=pk)
    return act(
        request,
        lambda: workflow.answer_swap(swap, by=request.user, verb=answer),
        said=lambda done: f"{done.get_state_display()}。",
        to="rotas:my-shifts",
    )
