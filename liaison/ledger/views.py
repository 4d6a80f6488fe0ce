"""Pages of the ledger: rounds, a round, a line, the deputy's confirmation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from liaison.ledger import queries, workflow
from liaison.ledger.enums import EntryState
from liaison.ledger.facts import completeness, difference, missing
from liaison.ledger.forms import ConfirmForm, NoteForm, QuickConfirmForm
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.ledger.policies import can_confirm_entry, can_countersign_entry, can_unlock_entry
from liaison.ledger.tables import EntryListing
from yunhe.accounts.decorators import roles_required, staff_required
from yunhe.accounts.enums import STAFF_ROLES, Role
from yunhe.accounts.policies import is_allowed
from yunhe.web.readonly import read_only

office_required = roles_required(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
line_readers = roles_required(*STAFF_ROLES, Role.DEPUTY)


def _entry(request: HttpRequest, pk: int) -> LedgerEntry:
    lines = LedgerEntry.objects.visible_to(request.user).select_related(
        "round", "deputy__origin", "deputy__residence__unit", "origin__parent", "residence", "community"
    )
    return get_object_or_404(lines, pk=pk)


@require_safe
@staff_required
@read_only
def round_list(request: HttpRequest) -> HttpResponse:
    """Show every round with how far it is."""
    return render(request, "ledger/round_list.html", {"rounds": queries.rounds_for(request.user)})


@staff_required
@read_only
def round_detail(request: HttpRequest, half: str) -> HttpResponse:
    """Show one round: numbers per origin, and its lines."""
    opened = get_object_or_404(LedgerRound, half=half)
    here = reverse("ledger:round-detail", args=[half])
    numbers = queries.by_origin(opened, request.user)
    totals = {key: sum(row[key] for row in numbers) for key in queries.NUMBERS}
    tabs = [("", "全部", here, totals["expected"])]
    for state, key in ((EntryState.OPEN, "open"), (EntryState.CONFIRMED, "confirmed"), (EntryState.LOCKED, "locked")):
        tabs.append((state.value, state.label, f"{here}?state={state.value}", totals[key]))
    context = {
        "round": opened,
        "numbers": numbers,
        "totals": totals,
        "tabs": tabs,
        "state": request.GET.get("state", ""),
        "days_left": (opened.closes_on - timezone.localdate()).days,
    }
    return EntryListing.of(request, half=half).answer(request, "ledger/round_detail.html", context)


@require_safe
@line_readers
@read_only
def entry_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one line: last half beside this one, who confirmed, what can be done."""
    entry = _entry(request, pk)
    values = entry.confirmed or entry.facts
    context = {
        "entry": entry,
        "rows": difference(queries.previous_values(entry) or entry.facts, values),
        "completeness": completeness(values),
        "missing": missing(values),
        "is_own": entry.deputy.user_id == request.user.pk,
        "may_confirm": is_allowed(can_confirm_entry, request.user, entry),
        "may_countersign": is_allowed(can_countersign_entry, request.user, entry),
        "may_unlock": is_allowed(can_unlock_entry, request.user, entry),
        "quick": QuickConfirmForm(),
        "note_form": NoteForm(),
        "late": entry.round.closes_on < timezone.localdate(),
    }
    return render(request, "ledger/entry_detail.html", context)


@line_readers
def entry_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or correct a line."""
    entry = _entry(request, pk)
    can_confirm_entry(request.user, entry)
    is_own = entry.deputy.user_id == request.user.pk
    if is_own and request.method == "POST" and "unchanged" in request.POST:
        quick = QuickConfirmForm(request.POST)
        if quick.is_valid():
            at_home = quick.cleaned_data["household_at_home"] == "true"
            return _confirmed(request, entry, {"household_at_home": at_home, "role_played": entry.role_played})
        messages.error(request, "请先回答户籍是否仍在流出地。")
        return redirect(entry)
    form = ConfirmForm(request.POST or None, entry=entry, is_own=is_own)
    if request.method == "POST" and form.is_valid():
        return _confirmed(request, entry, form.facts())
    return render(request, "ledger/entry_confirm.html", {"entry": entry, "form": form, "is_own": is_own})


def _confirmed(request: HttpRequest, entry: LedgerEntry, facts: dict) -> HttpResponse:
    try:
        workflow.confirm_entry(entry, by=request.user, **facts)
    except workflow.LedgerRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已确认，等登记管理人会签。谢谢！")
        if not facts["household_at_home"]:
            messages.warning(request, "户籍已迁出流出地的乡镇代表，代表资格可能终止，原选区乡镇人大会与您联系。")
    return redirect(entry)


def _verb(request: HttpRequest, pk: int, verb, done: str, **facts) -> HttpResponse:
    """Run a workflow verb on a line and go back to it."""
    entry = _entry(request, pk)
    try:
        verb(entry, by=request.user, **facts)
    except workflow.LedgerRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(entry)


@require_POST
@office_required
def entry_countersign(request: HttpRequest, pk: int) -> HttpResponse:
    """Countersign and lock a line."""
    return _verb(request, pk, workflow.countersign_entry, "已会签，条目锁定，代表档案已更新。")


@require_POST
@office_required
def entry_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the deputy to complete a line."""
    return _verb(request, pk, workflow.send_back_entry, "已退回，代表会收到通知。", note=request.POST.get("note", ""))


@require_POST
@office_required
def entry_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a locked line for correction."""
    return _verb(
        request, pk, workflow.unlock_entry, "已解锁，可以更正后重新会签。", reason=request.POST.get("note", "")
    )


@require_POST
@office_required
def countersign_many(request: HttpRequest) -> HttpResponse:
    """Countersign the ticked lines in which nothing has changed."""
    chosen = LedgerEntry.objects.visible_to(request.user).filter(pk__in=request.POST.getlist("pk"))
    first = chosen.select_related("round").first()
    done, left = workflow.countersign_unchanged(chosen, by=request.user)
    if done:
        messages.success(request, f"已会签 {done} 条。")
    if left:
        messages.warning(request, f"{left} 条有变化，请逐条核对后会签。")
    if not done and not left:
        messages.warning(request, "没有可会签的条目。请勾选“待登记管理人会签”的条目。")
    return redirect(first.round if first else "ledger:round-list")
