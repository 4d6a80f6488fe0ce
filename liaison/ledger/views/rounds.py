"""Pages of rounds: the list, one round, opening one by hand, countersigning several lines."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from liaison.ledger import queries, workflow
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.ledger.tables import EntryListing
from yunhe.accounts.decorators import county_required, lists, office_required, staff_required, writes
from yunhe.accounts.requests import Request
from yunhe.kit.asked import numbers
from yunhe.kit.refusals import Refused
from yunhe.web.forms.many import asked_first
from yunhe.web.forms.page import act
from yunhe.web.lists.pages import page_of_figures

STATES = ((EntryState.OPEN, "open"), (EntryState.CONFIRMED, "confirmed"), (EntryState.LOCKED, "locked"))


@lists(staff_required)
def round_list(request: Request) -> HttpResponseBase:
    """Show every round with how far it is."""
    rounds = queries.rounds_for(request.user)
    context = {
        "rounds": rounds,
        "newest": rounds[0] if rounds else None,
        "numbers": queries.by_origin(rounds[0]["round"], request.user) if rounds else [],
        "to_open": [(str(half), half.last) for half in queries.halves_to_open(request.user)],
    }
    return page_of_figures(request, "liaison/ledger/round_list.html", context, title="半年台账轮次")


@lists(staff_required)
def round_detail(request: Request, half: str) -> HttpResponse:
    """Show one round: numbers per origin, and its lines."""
    opened = get_object_or_404(LedgerRound, half=half)
    here = reverse("ledger:round-detail", args=[half])
    numbers = queries.by_origin(opened, request.user)
    totals = {key: sum(row[key] for row in numbers) for key in (*queries.NUMBERS, "late")}
    tabs = [("", "全部", f"{here}?all=1", totals["expected"])]
    tabs += [(state.value, state.label, f"{here}?state={state.value}", totals[key]) for state, key in STATES]
    if opened.has_closed:
        tabs.append(("overdue", "逾期", f"{here}?late=overdue", totals["late"]))
    context = {
        "round": opened,
        "numbers": numbers,
        "totals": totals,
        "not_yet": [deputy.name for deputy in queries.not_yet_in(opened, request.user)],
        "tabs": tabs,
        "current_tab": request.GET.get("state") or request.GET.get("late", ""),
    }
    return EntryListing.of(request, half=half).answer(request, "liaison/ledger/round_detail.html", context)


@writes(county_required)
def round_open(request: Request) -> HttpResponse:
    """Open a round by hand, where beat has not."""
    half = request.POST.get("half", "")

    def verb() -> LedgerRound:
        if half not in map(str, queries.halves_to_open(request.user)):
            raise Refused("这一轮已经开启，或还没有到时间。")
        return workflow.open_round(half, by=request.user)

    def said(opened: LedgerRound) -> str:
        return f"已开启{opened}，共 {opened.entries.count()} 条。代表和登记管理人会收到提醒。"

    return act(request, verb, said=said, back="ledger:round-list")


@writes(office_required)
def countersign_many(request: Request) -> HttpResponse:
    """Countersign the ticked lines in which nothing has changed."""
    chosen = LedgerEntry.objects.visible_to(request.user).filter(pk__in=numbers(request.POST, "pk"))
    first = chosen.select_related("round").first()
    lines = chosen.select_related("deputy", "origin")
    names, groups = [line.deputy.name for line in lines], [line.origin.name for line in lines]
    note = "会签后锁定，代表更正的内容写入档案；有误的由县人大退回。代表有更正的条目不会一并会签。"
    back = first.round if first else "ledger:round-list"
    if asked := asked_first(request, "会签", names, groups=groups, note=note, back=back):
        return asked

    def verb() -> workflow.Countersigned:
        result = workflow.countersign_unchanged(chosen, by=request.user)
        if not any(result):
            raise Refused("没有可会签的条目。请勾选“待登记管理人会签”的条目。")
        return result

    return act(request, verb, said=_countersigned, to=first.round if first else "ledger:round-list")


def _countersigned(result: workflow.Countersigned) -> str:
    """Say what became of the ticked lines."""
    parts = (
        (result.done, "已会签 {} 条。"),
        (result.changed, "{} 条代表有更正，请逐条核对后会签。"),
        (result.others, "{} 条由流出地登记管理人会签，没有改动。"),
    )
    return "".join(text.format(number) for number, text in parts if number)
