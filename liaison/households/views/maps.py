"""The contact map (联系图) and the heart cards (连心卡)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from deputies.people.models import Deputy
from deputies.people.own import own_deputy_or_404
from liaison.households import queries
from liaison.households.map_drawing import map_sheets
from liaison.households.views.pairing import asked_unit
from stations.activities.queries import meeting_places
from stations.codes import policies as station_policies
from stations.codes.enums import BatchState, CodeKind, Layout
from stations.codes.models import Code
from stations.codes.workflow import start_batch
from yunhe.accounts.decorators import deputy_required, office_required, reads, writes
from yunhe.accounts.requests import Request
from yunhe.areas.models import Area
from yunhe.kit.asked import number, numbers
from yunhe.kit.refusals import Denied, is_allowed

CARDS_A_SHEET = 10
AT_MOST = 500  # cards in one print


def _only(request: Request, unit: Area) -> Deputy | None:
    asked = request.GET.get("deputy")
    return get_object_or_404(Deputy, pk=number(request.GET, "deputy"), origin=unit) if asked else None


def _title(unit: Area, only: Deputy | None) -> str:
    return f"{unit.name}{only.name if only else ''}代表联系图"


@reads(office_required)
def contact_map(request: Request) -> HttpResponse:
    """Draw the contact map of a township, or of one of its deputies, with a table that says the same."""
    units, unit = asked_unit(request)
    if unit is None:
        context = {"units": units, "unit": None, "sheets": [], "groups": []}
        return render(request, "liaison/households/contact_map.html", context)
    only = _only(request, unit)
    groups = queries.map_of(unit, only)
    context = {
        "units": units,
        "unit": unit,
        "only": only,
        "groups": groups,
        "sheets": map_sheets(_title(unit, only), groups),
    }
    return render(request, "liaison/households/contact_map.html", context)


@reads(office_required)
def contact_map_print(request: Request) -> HttpResponse:
    """Show the contact map on A4 sheets for the printer."""
    _units, unit = asked_unit(request)
    if unit is None:
        raise Http404
    only = _only(request, unit)
    context = {
        "unit": unit,
        "title": _title(unit, only),
        "sheets": map_sheets(_title(unit, only), queries.map_of(unit, only)),
        "today": timezone.localdate(),
    }
    return render(request, "liaison/households/contact_map_print.html", context)


@reads(deputy_required)
def my_map(request: Request) -> HttpResponse:
    """Draw the signed-in deputy's own part of the map."""
    deputy = own_deputy_or_404(request.user)
    groups = queries.map_of(deputy.origin, deputy)
    context = {"deputy": deputy, "groups": groups, "sheets": map_sheets(_title(deputy.origin, deputy), groups)}
    return render(request, "liaison/households/my_map.html", context)


@reads(office_required)
def heart_card_list(request: Request) -> HttpResponse:
    """Choose whose heart cards are printed: one card for each household, without a word about the household."""
    units, unit = asked_unit(request)
    people = [person for person in queries.loads_in(unit) if person.load] if unit else []
    codes = {code.deputy_id: code for code in Code.objects.in_force().filter(deputy__in=people)}
    context = {
        "units": units,
        "unit": unit,
        "people": [(person, codes.get(person.pk)) for person in people],
        "cards": sum(person.load for person in people),
    }
    return render(request, "liaison/households/heart_card_list.html", context)


def _printable(request: Request, deputies: list[int]):
    """Return the deputy codes in force and drawn of the deputies asked for, which the user's office manages."""
    codes = Code.objects.visible_to(request.user).in_force().filter(deputy__in=deputies, images_made_at__isnull=False)
    related = codes.select_related("deputy__origin", "deputy__residence").order_by("deputy__name_pinyin", "pk")
    return [code for code in related if is_allowed(station_policies.can_revoke_code, request.user, code)]


@writes(office_required)
def heart_card_print(request: Request) -> HttpResponse:
    """Have the codes of the chosen deputies made, drawn and noted as printed, and lead to the sheets."""
    chosen = queries.loads_of(queries.units_of(request.user)).filter(pk__in=numbers(request.POST, "deputy"), load__gt=0)
    people = list(chosen.order_by("name_pinyin", "pk"))
    if not people:
        messages.error(request, "没有可以打印的：请勾选已有联系户的代表。")
        return redirect("households:heart-card-list")
    plan = [(CodeKind.DEPUTY, person.pk) for person in people]
    names = f"{people[0].name}等 {len(people)} 名代表联系户的连心卡"
    try:
        batch = start_batch(by=request.user, layout=Layout.HEART, plan=plan, choice=names)
    except Denied as refusal:
        messages.error(request, str(refusal))
        return redirect("households:heart-card-list")
    batch.refresh_from_db()  # few codes are prepared at once
    if batch.state != BatchState.PREPARED:
        messages.info(request, "代表码正在制作，备好后再到“连心卡”按户数打印。")
        return redirect(batch)
    query = urlencode({"deputy": ",".join(str(person.pk) for person in people)})
    return redirect(f"{reverse('households:heart-card-sheet')}?{query}")


@reads(office_required)
def heart_card_sheet(request: Request) -> HttpResponse:
    """Show the heart cards at true size, ten a sheet, as many of each deputy as there are households."""
    codes = _printable(request, numbers(request.GET, "deputy"))
    meeting = meeting_places([code.deputy for code in codes if code.deputy])
    loads = {}
    for unit in {code.deputy.origin for code in codes if code.deputy}:
        loads.update({person.pk: person.load for person in queries.loads_in(unit)})
    cards = [(code, meeting.get(code.deputy_id)) for code in codes for _ in range(loads.get(code.deputy_id, 0))]
    shown = cards[:AT_MOST]
    sheets = [shown[start : start + CARDS_A_SHEET] for start in range(0, len(shown), CARDS_A_SHEET)]
    context = {"sheets": sheets, "count": len(shown), "left": len(cards) - len(shown)}
    return render(request, "liaison/households/heart_card_sheet.html", context)
