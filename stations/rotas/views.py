"""Pages of rota: planning a year, one reception day, the notice, a deputy's own watches and swaps."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.people.models import Deputy
from stations.places.models import Station
from stations.places.views.stations import find_station
from stations.rotas import policies, queries, workflow
from stations.rotas.enums import SwapState
from stations.rotas.forms import CancelForm, HoldForm, RotaForm, ShiftForm, StationChoiceForm, SwapForm
from stations.rotas.models import Rota, Shift, Swap, Watch
from stations.rotas.tables import ShiftListing
from yunhe.accounts.decorators import deputy_required, staff_required
from yunhe.accounts.policies import Denied, is_allowed, reason_against
from yunhe.kit.readonly import read_only
from yunhe.trail.queries import history_of

ANSWERS = {"accept": SwapState.ACCEPTED, "decline": SwapState.DECLINED, "withdraw": SwapState.WITHDRAWN}


def find_shift(request: HttpRequest, pk: int) -> Shift:
    """Return a reception day in scope, or 404."""
    related = ("station__organising_area", "station__location_area__unit", "rota")
    return get_object_or_404(Shift.objects.visible_to(request.user).select_related(*related), pk=pk)


@staff_required
@read_only
def shift_list(request: HttpRequest) -> HttpResponse:
    """List the reception days in scope; ?station= narrows it to one."""
    return ShiftListing.of(request).answer(request, "stations/rotas/shift_list.html")


@require_http_methods(["GET", "POST"])
@staff_required
def rota_create(request: HttpRequest) -> HttpResponse:
    """Plan a station's year: choose the station, set the rule, look at the days, confirm."""
    choice = StationChoiceForm(request.GET or None, user=request.user)
    number = request.GET.get("station", "")
    if not number.isdigit():
        return TemplateResponse(request, "stations/rotas/rota_station.html", {"form": choice})
    station = find_station(request, int(number))
    policies.can_plan_rota(request.user, station)
    form = RotaForm(request.POST or None, station=station)
    draft, left_out = None, []
    if form.is_valid():
        people, facts = list(form.cleaned_data["deputies"]), form.rule_facts()
        if "confirm" in request.POST:
            rota = _plan(request, form, station, people, facts)
            if rota:
                messages.success(request, f"{rota}已编排，共 {rota.shifts.count()} 个接待日。")
                return redirect(rota)
        else:
            draft, left_out = _draft(form, station, people, facts)
    context = {"form": form, "station": station, "draft": draft, "left_out": left_out}
    return TemplateResponse(request, "stations/rotas/rota_form.html", context)


def _draft(form: RotaForm, station: Station, people: list[Deputy], facts: dict):
    rota = Rota(station=station, created_by="", **facts)
    try:
        rota.full_clean(exclude=["created_by"])
    except ValidationError as error:
        form.refuse(error)
        return None, []
    draft = workflow.draft_rota(rota, people)
    if not draft.days:
        form.add_error(None, "按这个规则，这一年剩下的日子里没有接待日，请换一个年度或规则。")
        return None, []
    return draft, draft.left_out(people)


def _plan(request: HttpRequest, form: RotaForm, station: Station, people: list[Deputy], facts: dict) -> Rota | None:
    try:
        return workflow.plan_rota(by=request.user, station=station, deputies=people, **facts)
    except ValidationError as error:
        form.refuse(error)
    except Denied as denied:
        form.add_error(None, str(denied))
    return None


@require_safe
@staff_required
@read_only
def rota_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a station's year: every day with who serves, and how often each deputy does."""
    rota = get_object_or_404(Rota.objects.select_related("station__organising_area"), pk=pk)
    find_station(request, rota.station_id)
    context = {
        "rota": rota,
        "shifts": rota.shifts.prefetch_related("deputies"),
        "counts": queries.watch_counts(rota),
        "history": history_of(rota, request.user),
    }
    return TemplateResponse(request, "stations/rotas/rota_detail.html", context)


@require_safe
@staff_required
@read_only
def shift_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one reception day and what may be done with it."""
    shift, user = find_shift(request, pk), request.user
    may_change = is_allowed(policies.can_change_shift, user, shift)
    context = {
        "shift": shift,
        "watches": list(shift.watches.select_related("deputy__origin").order_by("deputy__name_pinyin", "pk")),
        "swaps": Swap.objects.filter(watch__shift=shift).select_related("asked_by", "colleague"),
        "receptions": shift.station.receptions.filter(received_on=shift.on).order_by("pk"),
        "may_change": may_change,
        "hold_refusal": reason_against(policies.can_hold_shift, user, shift),
        "hold_form": HoldForm(shift=shift),
        "cancel_form": CancelForm(),
        "history": history_of(shift, user),
    }
    return TemplateResponse(request, "stations/rotas/shift_detail.html", context)


@require_http_methods(["GET", "POST"])
@staff_required
def shift_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one reception day."""
    shift = find_shift(request, pk)
    policies.can_change_shift(request.user, shift)
    form = ShiftForm(request.POST or None, shift=shift)
    if form.is_valid():
        try:
            workflow.change_shift(shift, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, "接待日已调整。")
            return redirect(shift)
    return TemplateResponse(request, "stations/rotas/shift_form.html", {"form": form, "shift": shift})


@require_POST
@staff_required
def shift_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Note who was there."""
    shift = find_shift(request, pk)
    form = HoldForm(request.POST, shift=shift)
    if not form.is_valid():
        messages.error(request, "没有登记：请从本班代表里勾选到岗的。")
        return redirect(shift)
    workflow.hold_shift(shift, by=request.user, present=form.cleaned_data["present"])
    messages.success(request, "到岗已登记。接待了选民的，请一件事记一份接待记录。")
    return redirect(shift)


@require_POST
@staff_required
def shift_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a reception day, perhaps with another in its place."""
    shift = find_shift(request, pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有取消：请写明取消原因，补接待日期请按年月日填写。")
        return redirect(shift)
    try:
        instead = workflow.cancel_shift(shift, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, f"没有取消：{'；'.join(error.messages)}")
        return redirect(shift)
    messages.success(request, f"已取消，改在{instead.times_label}。" if instead else "接待日已取消。")
    return redirect(instead or shift)


@require_safe
@staff_required
@read_only
def shift_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the notice of a reception day for the printer: time, place, deputies, topic."""
    shift = find_shift(request, pk)
    people = shift.deputies.select_related("origin").order_by("name_pinyin", "pk")
    context = {"shift": shift, "people": people, "today": timezone.localdate()}
    return TemplateResponse(request, "stations/rotas/shift_notice.html", context)


@require_safe
@deputy_required
@read_only
def my_shifts(request: HttpRequest) -> HttpResponse:
    """Show the signed-in deputy the own coming watches, swaps that wait for an answer, and how often this year."""
    deputy = get_object_or_404(Deputy, user=request.user)
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


@require_http_methods(["GET", "POST"])
@deputy_required
def swap_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a colleague to take an own watch over."""
    mine = Watch.objects.filter(deputy__user=request.user).select_related("shift__station", "deputy")
    watch = get_object_or_404(mine, pk=pk)
    policies.can_ask_swap(request.user, watch)
    form = SwapForm(request.POST or None, watch=watch)
    if form.is_valid():
        try:
            workflow.ask_swap(watch, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, "已告诉对方，对方同意后才算换班。")
            return redirect("rotas:my-shifts")
    return TemplateResponse(request, "stations/rotas/swap_form.html", {"form": form, "watch": watch})


@require_POST
@deputy_required
def swap_answer(request: HttpRequest, pk: int, answer: str) -> HttpResponse:
    """Accept, decline or withdraw a swap."""
    if answer not in ANSWERS:
        raise Http404
    mine = Swap.objects.filter(colleague__user=request.user) | Swap.objects.filter(asked_by__user=request.user)
    swap = get_object_or_404(mine.select_related("watch__shift"), pk=pk)
    done = workflow.answer_swap(swap, by=request.user, to=ANSWERS[answer])
    messages.success(request, f"{done.get_state_display()}。")
    return redirect("rotas:my-shifts")
