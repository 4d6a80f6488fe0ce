"""Pages of receptions: the list, one record with its moves, the printed form, a deputy's own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deputies.people.models import Deputy
from liaison.concerns import policies
from liaison.concerns.enums import RECEPTION_TRANSITIONS, RECEPTION_VERBS, ReceptionState
from liaison.concerns.forms import ReceptionForm
from liaison.concerns.forms.receptions import MOVE_FORMS
from liaison.concerns.models import VoterReception
from liaison.concerns.tables import VoterReceptionListing
from liaison.concerns.workflow import receptions as workflow
from yunhe.accounts.decorators import deputy_required, staff_or_deputy_required, staff_required
from yunhe.accounts.policies import Denied, is_allowed
from yunhe.audit.record import record_view
from yunhe.kit.pager import page_of
from yunhe.kit.readonly import read_only
from yunhe.trail.queries import history_of

STEPS = [state.label for state in ReceptionState]


def find_reception(request: HttpRequest, pk: int) -> VoterReception:
    """Return a reception in scope, or 404."""
    related = ("station__organising_area", "station__location_area", "household_area__unit", "residence_area__unit")
    return get_object_or_404(VoterReception.objects.visible_to(request.user).select_related(*related), pk=pk)


@staff_required
@read_only
def reception_list(request: HttpRequest) -> HttpResponse:
    """List the receptions in scope; ?station= and ?deputy= narrow it to one."""
    return VoterReceptionListing.of(request).answer(request, "liaison/concerns/reception_list.html")


@require_safe
@deputy_required
@read_only
def my_receptions(request: HttpRequest) -> HttpResponse:
    """Show the signed-in deputy the own receptions, newest first, and how many this year."""
    deputy = get_object_or_404(Deputy, user=request.user)
    mine = deputy.receptions.select_related("station").order_by("-received_on", "-pk")
    year = timezone.localdate().year
    context = {
        "page": page_of(mine, request.GET),
        "year": year,
        "this_year": mine.filter(received_on__year=year).count(),
        "waiting": mine.exclude(state=ReceptionState.TOLD).count(),
    }
    return TemplateResponse(request, "liaison/concerns/my_receptions.html", context)


@require_http_methods(["GET", "POST"])
@staff_or_deputy_required
def reception_create(request: HttpRequest) -> HttpResponse:
    """Take down what a voter said."""
    form = ReceptionForm(request.POST or None, user=request.user, initial={"station": request.GET.get("station")})
    if form.is_valid():
        try:
            reception = workflow.record_reception(by=request.user, **form.facts())
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, "接待记录已保存。")
            return redirect(reception)
    return TemplateResponse(request, "liaison/concerns/reception_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@staff_or_deputy_required
def reception_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a record that has not been handed over."""
    reception = find_reception(request, pk)
    policies.can_edit_reception(request.user, reception)
    form = ReceptionForm(request.POST or None, user=request.user, reception=reception)
    if form.is_valid():
        try:
            workflow.edit_reception(reception, by=request.user, **form.facts())
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, "已保存。")
            return redirect(reception)
    return TemplateResponse(request, "liaison/concerns/reception_form.html", {"form": form, "reception": reception})


def _facts(request: HttpRequest, reception: VoterReception, *, shows_voter: bool = False) -> dict:
    user = request.user
    moves = [
        (verb, RECEPTION_VERBS[verb])
        for verb in RECEPTION_TRANSITIONS[reception.state]
        if is_allowed(policies.can_move_reception, user, reception, verb)
    ]
    if reception.state == ReceptionState.RECORDED:
        fits = "settle" if reception.route == "on_the_spot" else "assign"
        moves = [(verb, label) for verb, label in moves if verb == fits]
    return {
        "reception": reception,
        "people": list(reception.deputies.select_related("origin").order_by("name_pinyin", "pk")),
        "steps": STEPS,
        "step": ReceptionState.values.index(reception.state),
        "moves": moves,
        "may_edit": is_allowed(policies.can_edit_reception, user, reception),
        "may_reveal": is_allowed(policies.can_reveal_received, user, reception),
        "shows_voter": shows_voter,
        "history": history_of(reception, user),
    }


@require_safe
@staff_or_deputy_required
@read_only
def reception_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one record, where it stands and what may be done."""
    reception = find_reception(request, pk)
    return TemplateResponse(request, "liaison/concerns/reception_detail.html", _facts(request, reception))


@require_POST
@staff_or_deputy_required
def reception_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the voter's name, phone and address in full, and record that they were seen."""
    reception = find_reception(request, pk)
    policies.can_reveal_received(request.user, reception)
    record_view(reception, "选民联系方式", by=request.user, areas=[reception.station.organising_area])
    facts = _facts(request, reception, shows_voter=True)
    return TemplateResponse(request, "liaison/concerns/reception_detail.html", facts)


@require_http_methods(["GET", "POST"])
@staff_required
def reception_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask what a move needs, and make it."""
    if verb not in MOVE_FORMS:
        raise Http404
    reception = find_reception(request, pk)
    policies.can_move_reception(request.user, reception, verb)
    known = {"handler": reception.handler} if verb == "redo" else {"result": reception.answer}
    form = MOVE_FORMS[verb](request.POST or None, initial=known)
    if form.is_valid():
        try:
            workflow.MOVES[verb](reception, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, f"已办理：{RECEPTION_VERBS[verb]}。")
            return redirect(reception)
    context = {"form": form, "reception": reception, "label": RECEPTION_VERBS[verb]}
    return TemplateResponse(request, "liaison/concerns/reception_move.html", context)


@require_safe
@staff_or_deputy_required
@read_only
def reception_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the record as 《人大代表接待选民记录表》 for the printer; the voter stays masked."""
    return TemplateResponse(
        request, "liaison/concerns/reception_print.html", _facts(request, find_reception(request, pk))
    )
