"""Pages of one line: last half beside this one, the deputy's confirmation, the keeper's countersign."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from deputies.people.enums import CongressLevel
from deputies.people.policies import can_reveal_contact
from liaison.ledger import queries, workflow
from liaison.ledger.enums import EntryState
from liaison.ledger.facts import difference, missing
from liaison.ledger.forms import ConfirmForm, NoteForm, QuickConfirmForm, RemarkForm
from liaison.ledger.models import LedgerEntry
from liaison.ledger.policies import can_confirm_entry, can_countersign_entry, can_remark_entry, can_unlock_entry
from liaison.ledger.sheets import check_code
from yunhe.accounts.decorators import (
    deputy_required,
    office_required,
    reads,
    staff_or_deputy_required,
    staff_required,
    writes,
)
from yunhe.accounts.requests import Request
from yunhe.audit.record import record
from yunhe.kit.refusals import Denied, is_allowed, reason_against

HOUSEHOLD_WARNING = (
    "户籍已不在流出地。乡镇代表迁出本行政区域的，代表资格终止（代表法第六十二条），请流出地提请代表资格审查委员会核实。"
)


def find_entry(request: Request, pk: int) -> LedgerEntry:
    """Return a line in scope with what its pages need, or 404."""
    lines = LedgerEntry.objects.visible_to(request.user).select_related(
        "round", "deputy__origin", "deputy__residence__unit", "origin__parent", "residence", "community__unit"
    )
    return get_object_or_404(lines, pk=pk)


def _facts(request: Request, entry: LedgerEntry, *, in_full: bool) -> dict:
    """Return the context of a line's page; phone and address in full for the deputy, or after the audited click."""
    values, is_own = queries.values_of(entry), entry.deputy.user_id == request.user.pk
    last = queries.previous_entry(entry)
    before = last.confirmed if last else None
    on_file = difference(entry.facts, values, in_full=in_full)
    since_last = difference(before, values, in_full=in_full)
    rows = [
        {**row, "last": old["before"], "differs": old["changed"]} for row, old in zip(on_file, since_last, strict=True)
    ]
    serves_township = entry.deputy.mandates.serving().filter(level=CongressLevel.TOWNSHIP).exists()
    initial = {"role_played": entry.role_played or queries.suggested_role(entry)}
    if entry.confirmed and entry.household_at_home is not None:
        initial["household_at_home"] = "true" if entry.household_at_home else "false"
    return {
        "entry": entry,
        "rows": rows,
        "last": last,
        "shows_file": not is_own and (last is None or any(row["before"] != row["last"] for row in rows)),
        "missing": missing(values, entry.role_played),
        "history": queries.history_of(entry, request.user),
        "check_code": check_code(entry),
        "household_warning": HOUSEHOLD_WARNING if serves_township and entry.household_at_home is False else "",
        "is_own": is_own,
        "in_full": in_full,
        "may_reveal": not in_full and is_allowed(can_reveal_contact, request.user, entry.deputy),
        "may_confirm": is_allowed(can_confirm_entry, request.user, entry),
        "may_countersign": is_allowed(can_countersign_entry, request.user, entry),
        "countersign_reason": reason_against(can_countersign_entry, request.user, entry),
        "may_unlock": is_allowed(can_unlock_entry, request.user, entry),
        "may_remark": is_allowed(can_remark_entry, request.user, entry),
        "quick": QuickConfirmForm(initial=initial),
        "note_form": NoteForm(),
        "remark_form": RemarkForm(initial={"remark": entry.residence_remark}),
    }


@reads(staff_or_deputy_required)
def entry_detail(request: Request, pk: int) -> HttpResponse:
    """Show one line: last half beside this one, who confirmed, what can be done."""
    entry = find_entry(request, pk)
    in_full = entry.deputy.user_id == request.user.pk
    return render(request, "liaison/ledger/entry_detail.html", _facts(request, entry, in_full=in_full))


@reads(deputy_required)
def my_ledger(request: Request) -> HttpResponse:
    """Show a deputy the line that waits, and the lines of former halves."""
    deputy = getattr(request.user, "deputy", None)
    if deputy is None:
        raise Denied("您的账号还没有关联代表档案，请联系原选区所在乡镇人大。")
    lines = list(deputy.ledger_entries.counted().select_related("round", "origin").order_by("-round__half"))
    waiting = next((line for line in lines if line.state == EntryState.OPEN), None)
    context = {"entries": lines}
    if waiting:
        context |= _facts(request, find_entry(request, waiting.pk), in_full=True)
    return render(request, "liaison/ledger/my_ledger.html", context)


@writes(staff_required)
def entry_reveal(request: Request, pk: int) -> HttpResponse:
    """Show the line with phone and address in full, and record that they were seen."""
    entry = find_entry(request, pk)
    can_reveal_contact(request.user, entry.deputy)
    areas = [entry.origin, entry.residence]
    record("ledger.reveal_contact", "查看台账联系方式", entry.deputy, by=request.user, areas=areas)
    return render(request, "liaison/ledger/entry_detail.html", _facts(request, entry, in_full=True))


@staff_or_deputy_required
def entry_confirm(request: Request, pk: int) -> HttpResponse:
    """Confirm or correct a line."""
    entry = find_entry(request, pk)
    can_confirm_entry(request.user, entry)
    is_own = entry.deputy.user_id == request.user.pk
    if is_own and request.method == "POST" and "unchanged" in request.POST:
        quick = QuickConfirmForm(request.POST)
        if quick.is_valid():
            data = quick.cleaned_data
            at_home = data["household_at_home"] == "true"
            return _confirmed(request, entry, {"household_at_home": at_home, "role_played": data["role_played"]})
        return render(
            request,
            "liaison/ledger/entry_detail.html",
            {**_facts(request, entry, in_full=True), "quick": quick},
            status=422,
        )
    form = ConfirmForm(
        request.POST or None, entry=entry, is_own=is_own, suggested=queries.suggested_role(entry) if is_own else ""
    )
    if request.method == "POST" and form.is_valid():
        return _confirmed(request, entry, form.facts(), form=form)
    return render(request, "liaison/ledger/entry_confirm.html", {"entry": entry, "form": form, "is_own": is_own})


def _confirmed(request: Request, entry: LedgerEntry, facts: dict, form: ConfirmForm | None = None) -> HttpResponse:
    try:
        entry = workflow.confirm_entry(entry, by=request.user, **facts)
    except workflow.LedgerRefused as refusal:
        if form is not None:
            form.add_error(None, str(refusal))
            context = {"entry": entry, "form": form, "is_own": entry.deputy.user_id == request.user.pk}
            return render(request, "liaison/ledger/entry_confirm.html", context)
        messages.error(request, str(refusal))
        return redirect(entry)
    is_own = entry.deputy.user_id == request.user.pk
    messages.success(request, "已确认，等登记管理人会签。谢谢您！" if is_own else "已代为确认，等登记管理人会签。")
    if not facts["household_at_home"] and entry.deputy.mandates.serving().filter(level=CongressLevel.TOWNSHIP).exists():
        messages.warning(request, HOUSEHOLD_WARNING)
    return redirect(entry)


def _verb(request: Request, pk: int, verb, done: str, **facts) -> HttpResponse:
    """Run a workflow verb on a line and go back to it."""
    entry = find_entry(request, pk)
    try:
        verb(entry, by=request.user, **facts)
    except workflow.LedgerRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(entry)


@writes(office_required)
def entry_countersign(request: Request, pk: int) -> HttpResponse:
    """Countersign and lock a line."""
    seen = request.POST.get("seen", "")
    answer = _verb(request, pk, workflow.countersign_entry, "已会签，条目锁定，代表档案已更新。", seen=seen)
    entry = find_entry(request, pk)
    file = queries.file_to_move(entry) if entry.state == EntryState.LOCKED else None
    if file:
        messages.warning(
            request,
            f"现居住地已不在{file.residence.name}，请在双向共管档案里结束与{file.residence.name}的共管并重新登记。",
        )
    return answer


@writes(office_required)
def entry_send_back(request: Request, pk: int) -> HttpResponse:
    """Ask the deputy to complete a line."""
    note = request.POST.get("note", "")[:200]
    return _verb(request, pk, workflow.send_back_entry, "已退回，代表会收到通知。", note=note)


@writes(office_required)
def entry_unlock(request: Request, pk: int) -> HttpResponse:
    """Open a locked line for correction."""
    reason = request.POST.get("note", "")[:200]
    return _verb(request, pk, workflow.unlock_entry, "已解锁，可以更正后重新会签。", reason=reason)


@writes(staff_required)
def entry_remark(request: Request, pk: int) -> HttpResponse:
    """Write the residence side's remark."""
    remark = request.POST.get("remark", "")[:200]
    return _verb(request, pk, workflow.add_remark, "备注已保存，流出地也能看到。", remark=remark)
