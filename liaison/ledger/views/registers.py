"""The printed 《流动代表登记册》: choosing a unit, the whole register, one sheet."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from deputies.people.models import Deputy
from deputies.people.policies import can_reveal_contact
from liaison.ledger import queries, sheets
from liaison.ledger.enums import EntryState
from liaison.ledger.forms import FullPrintForm
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.ledger.policies import can_print_in_full
from liaison.ledger.views.entries import find_entry
from yunhe.accounts.decorators import asks, reads, staff_or_deputy_required, staff_required
from yunhe.accounts.models import User
from yunhe.accounts.requests import Request
from yunhe.areas.models import Area
from yunhe.audit.record import record, record_many
from yunhe.kit.refusals import Refused, is_allowed

FULL_SHEET = "打印登记表（完整联系方式）"


@reads(staff_required)
def register_list(request: Request, half: str) -> HttpResponse:
    """Let the user choose whose register to print, masked or in full."""
    opened = get_object_or_404(LedgerRound, half=half)
    numbers = queries.by_origin(opened, request.user)
    areas = Area.objects.in_bulk([row["origin_id"] for row in numbers])
    rows = [
        {
            **row,
            "area": areas[row["origin_id"]],
            "in_full": is_allowed(can_print_in_full, request.user, areas[row["origin_id"]]),
        }
        for row in numbers
    ]
    return render(
        request, "liaison/ledger/register_list.html", {"round": opened, "rows": rows, "form": FullPrintForm()}
    )


@asks(staff_required)
def register_print(request: Request, half: str, pk: int) -> HttpResponse:
    """Show the register of one unit on A4: masked by GET; in full by POST with a reason, recorded."""
    opened = get_object_or_404(LedgerRound, half=half)
    lines = LedgerEntry.objects.visible_to(request.user).counted().filter(round=opened, origin=pk)
    if request.GET.get("only") == EntryState.LOCKED:
        lines = lines.filter(state=EntryState.LOCKED)
    origin = Area.objects.select_related("parent").filter(pk=pk).first()
    if origin is None or not lines.exists():
        raise Http404("没有可打印的登记表。")
    in_full = request.method == "POST"
    if in_full:
        can_print_in_full(request.user, origin)
        _record_full_print(opened, origin, lines, by=request.user, reason=_reason_of(request))
    register = sheets.register_of(opened, origin, lines, in_full=in_full)
    return _paper(request, {"register": register, "sheets": register.sheets, "in_full": in_full, "round": opened})


def _reason_of(request: Request) -> str:
    """Return why phone and address are printed in full. Refused where nothing is said."""
    form = FullPrintForm(request.POST)
    if not form.is_valid():
        raise Refused(f"没有打印：{form.errors['reason'].as_data()[0].messages[0]}")
    return form.cleaned_data["reason"]


def _record_full_print(opened: LedgerRound, origin: Area, lines, *, by: User, reason: str) -> None:
    """Record the print of a whole register in full, and with every deputy of it that the contact was seen."""
    people = [line.deputy for line in lines.select_related("deputy")]
    changes = {"单位": [None, origin.name], "份数": [None, len(people)]}
    with transaction.atomic():
        record(
            "ledger.print_register",
            "打印登记册（完整联系方式）",
            opened,
            by=by,
            areas=[origin],
            changes=changes,
            reason=reason,
        )
        entries = [(deputy.pk, deputy.name, {}, [origin.path]) for deputy in people]
        record_many("ledger.print_sheet", FULL_SHEET, Deputy, entries, by=by, reason=reason)


@asks(staff_or_deputy_required, find_entry)
def entry_print(request: Request, entry: LedgerEntry) -> HttpResponse:
    """Show one sheet on A4: masked by GET; in full by POST with a reason, recorded."""
    in_full = request.method == "POST"
    if in_full:
        can_reveal_contact(request.user, entry.deputy)
        areas, reason = [entry.origin, entry.residence], _reason_of(request)
        record("ledger.print_sheet", FULL_SHEET, entry.deputy, by=request.user, areas=areas, reason=reason)
    line = sheets.with_everything(LedgerEntry.objects.filter(pk=entry.pk))
    context = {"sheets": sheets.sheets_of(line, in_full=in_full), "in_full": in_full, "back": entry.get_absolute_url()}
    return _paper(request, {**context, "round": entry.round})


def _paper(request: Request, context: dict) -> HttpResponse:
    """Answer with sheets that no cache keeps, and who printed them when."""
    facts = {"printed_by": request.user.name, "printed_at": timezone.localtime(), "register": None, "back": ""}
    response = render(request, "liaison/ledger/register_print.html", {**facts, **context})
    response["Cache-Control"] = "no-store"
    return response
