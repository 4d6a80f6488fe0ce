"""Pages of one line: last half beside this one, the deputy's confirmation, the keeper's countersign."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render

from deputies.people.enums import CongressLevel
from deputies.people.own import own_deputy
from deputies.people.policies import can_reveal_contact
from liaison.ledger import queries, workflow
from liaison.ledger.enums import ENTRY, EntryState
from liaison.ledger.facts import difference, missing
from liaison.ledger.forms import ConfirmForm, NoteForm, QuickConfirmForm, RemarkForm, SeenForm
from liaison.ledger.models import LedgerEntry
from liaison.ledger.policies import acting_side, can_remark_entry
from liaison.ledger.sheets import check_code
from yunhe.accounts.decorators import (
    asks,
    deputy_required,
    office_required,
    reads,
    staff_or_deputy_required,
    staff_required,
    writes,
)
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.audit.record import record
from yunhe.kit.refusals import is_allowed, reason_against
from yunhe.web.forms.page import FormPage

HOUSEHOLD_WARNING = (
    "户籍已不在流出地。乡镇代表迁出本行政区域的，代表资格终止（代表法第六十二条），请流出地提请代表资格审查委员会核实。"
)


find_entry = in_scope(
    LedgerEntry.objects,
    "round",
    "deputy__origin",
    "deputy__residence__unit",
    "origin__parent",
    "residence",
    "community__unit",
)


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
    return {
        "entry": entry,
        "rows": rows,
        "last": last,
        "shows_file": not is_own and (last is None or any(row["before"] != row["last"] for row in rows)),
        "missing": missing(entry.deputy, values, entry.role_played),
        "history": queries.history_of(entry, request.user),
        "check_code": check_code(entry),
        "household_warning": HOUSEHOLD_WARNING if serves_township and entry.household_at_home is False else "",
        "is_own": is_own,
        "in_full": in_full,
        "may_reveal": not in_full and is_allowed(can_reveal_contact, request.user, entry.deputy),
        "may": {verb: is_allowed(acting_side, request.user, entry, verb) for verb in ENTRY.verbs},
        "countersign_reason": reason_against(acting_side, request.user, entry, "countersign"),
        "may_remark": is_allowed(can_remark_entry, request.user, entry),
        "quick": QuickConfirmForm(entry=entry, suggested=queries.suggested_role(entry)),
        "note_form": NoteForm(),
        "remark_form": RemarkForm(initial={"remark": entry.residence_remark}),
    }


@reads(staff_or_deputy_required, find_entry)
def entry_detail(request: Request, entry: LedgerEntry) -> HttpResponse:
    """Show one line: last half beside this one, who confirmed, what can be done."""
    in_full = entry.deputy.user_id == request.user.pk
    return render(request, "liaison/ledger/entry_detail.html", _facts(request, entry, in_full=in_full))


@reads(deputy_required)
def my_ledger(request: Request) -> HttpResponse:
    """Show a deputy the line that waits, and the lines of former halves."""
    deputy = own_deputy(request.user)
    lines = list(deputy.ledger_entries.counted().select_related("round", "origin").order_by("-round__half"))
    waiting = next((line for line in lines if line.state == EntryState.OPEN), None)
    context = {"entries": lines}
    if waiting:
        context |= _facts(request, find_entry(request, waiting.pk), in_full=True)
    return render(request, "liaison/ledger/my_ledger.html", context)


@writes(staff_required, find_entry)
def entry_reveal(request: Request, entry: LedgerEntry) -> HttpResponse:
    """Show the line with phone and address in full, and record that they were seen."""
    can_reveal_contact(request.user, entry.deputy)
    areas = [entry.origin, entry.residence]
    record("ledger.reveal_contact", "查看台账联系方式", entry.deputy, by=request.user, areas=areas)
    return render(request, "liaison/ledger/entry_detail.html", _facts(request, entry, in_full=True))


@asks(staff_or_deputy_required, find_entry, partial(acting_side, verb="confirm"))
def entry_confirm(request: Request, entry: LedgerEntry) -> HttpResponse:
    """Confirm or correct a line; the deputy may say on the line's own page that nothing has changed."""
    is_own = entry.deputy.user_id == request.user.pk
    is_quick = is_own and request.method == "POST" and "unchanged" in request.POST
    page = FormPage(
        request,
        "确认台账",
        QuickConfirmForm if is_quick else partial(ConfirmForm, is_own=is_own),
        of=entry,
        crumbs=[(entry.deputy.name, entry)],
        heading="确认我的台账" if is_own else f"代{entry.deputy.name}确认台账",
        note=f"{entry.round}。只改有变化的地方。",
        submit="确认",
        entry=entry,
        suggested=queries.suggested_role(entry) if is_own else "",
    )
    said = "已确认，等登记管理人会签。谢谢您！" if is_own else "已代为确认，等登记管理人会签。"
    if not is_quick:
        return page.does(workflow.confirm_entry, said=said)
    verb = partial(workflow.confirm_entry, entry, by=request.user)
    done = page.done(lambda facts: verb(**facts), said=said) if page.holds else None
    context = {**_facts(request, entry, in_full=True), "quick": page.form}
    return done or render(request, "liaison/ledger/entry_detail.html", context, status=422)


def _countersigned(entry: LedgerEntry) -> str:
    """Say that a line is countersigned, and which registration a move leaves behind."""
    said, left = "已会签，条目锁定，代表档案已更新。", queries.file_to_move(entry)
    if left is None:
        return said
    name = left.residence.name
    return f"{said}现居住地已不在{name}，请在双向共管档案里结束与{name}的共管并重新登记。"


on_entry = partial(button, office_required, find_entry)
entry_countersign = on_entry(workflow.countersign_entry, form=SeenForm, said=_countersigned)
entry_send_back = on_entry(workflow.send_back_entry, form=NoteForm, said="已退回，代表会收到通知。")
entry_unlock = on_entry(workflow.unlock_entry, form=NoteForm, said="已解锁，可以更正后重新会签。")
entry_remark = button(
    staff_required, find_entry, workflow.add_remark, form=RemarkForm, said="备注已保存，流出地也能看到。"
)
