"""Pages of pairing: the board, loads of deputies, one deputy's contacts, proposals."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from deputies.people.models import Deputy
from liaison.households import policies, queries, workflow
from liaison.households.enums import RowChange
from liaison.households.forms import EndForm, LeaderForm, ProposalForm
from liaison.households.models import DeputyPair, HouseholdPair, PairingProposal, ProposalRow
from liaison.households.tables import DeputyLoadListing, ProposalRowListing
from yunhe.accounts.decorators import asks, lists, office_required, writes
from yunhe.accounts.pages import button, list_page
from yunhe.accounts.requests import Request, in_scope
from yunhe.areas.models import Area
from yunhe.areas.spelling import spoken
from yunhe.kit.asked import number, numbers
from yunhe.kit.refusals import IllegalMove, is_allowed
from yunhe.web.forms.many import asked_first
from yunhe.web.forms.page import FormPage
from yunhe.web.lists.pages import page_of_figures


def asked_unit(request: Request) -> tuple[list[Area], Area | None]:
    """Return the townships the user arranges and the one asked for with ?unit=, else the first; 404 for a foreign one."""
    units = list(queries.units_of(request.user))
    asked = request.GET.get("unit", "")
    if asked:
        found = next((unit for unit in units if str(unit.pk) == asked), None)
        if found is None:
            raise Http404
        return units, found
    return units, units[0] if units else None


@lists(office_required)
def board(request: Request) -> HttpResponseBase:
    """Show a township's pairing: what is covered, doubled, overloaded, and whether the targets can hold."""
    units, unit = asked_unit(request)
    proposals = PairingProposal.objects.visible_to(request.user).filter(unit=unit).select_related("unit")
    context = {
        "units": units,
        "unit": unit,
        "board": queries.board_of(unit) if unit else None,
        "proposals": proposals.order_by("-made_at")[:3],
    }
    title = f"{unit.name if unit else ''}结对总览"
    return page_of_figures(request, "liaison/households/board.html", context, title=title)


deputy_load_list = list_page(office_required, DeputyLoadListing, "liaison/households/deputy_load_list.html")


def _deputy(request: Request, pk: int) -> Deputy:
    people = Deputy.objects.filter(origin__in=queries.units_of(request.user)).select_related(
        "origin", "residence__unit"
    )
    return get_object_or_404(people, pk=pk)


class ContactsPage(FormPage):
    """A deputy's two links, beside the form that arranges the county deputy."""

    template = "liaison/households/deputy_contacts.html"


@asks(office_required, _deputy)
def deputy_contacts(request: Request, deputy: Deputy) -> HttpResponse:
    """Show one deputy's two links, and arrange the county deputy."""
    current = DeputyPair.objects.open().filter(member=deputy).select_related("leader").first()
    pairs = HouseholdPair.objects.open().visible_to(request.user).filter(deputy=deputy)
    context = {
        "deputy": deputy,
        "current": current,
        "end_form": EndForm(),
        "past": DeputyPair.objects.filter(member=deputy, ended_on__isnull=False).select_related("leader"),
        "members": DeputyPair.objects.open().filter(leader=deputy).select_related("member"),
        "pairs": pairs.select_related("household__village", "household__community__unit").order_by(
            "household__village__path", "household_id"
        ),
        "targets": queries.household_targets(),
    }
    page = ContactsPage(request, deputy.name, LeaderForm, member=deputy, current=current, context=context)

    def arrange(facts: dict[str, Any]) -> DeputyPair:
        if current:
            return workflow.transfer_deputy_pair(current, facts["leader"], by=request.user)
        return workflow.pair_deputies(facts["leader"], deputy, by=request.user)

    return page.run(arrange, said=lambda pair: f"已由县代表{pair.leader.name}结对{deputy.name}。", to=request.path)


deputy_pair_end = button(
    office_required,
    in_scope(DeputyPair.objects),
    workflow.end_deputy_pair,
    form=EndForm,
    said="代表结对已结束。",
    to=lambda pair: reverse("households:deputy-contacts", args=[pair.member_id]),
)


@asks(office_required)
def proposal_create(request: Request) -> HttpResponse:
    """Ask for a proposal for one township: targets, whether pairs stay, whether everybody is covered."""
    _, unit = asked_unit(request)
    if unit is None:
        raise Http404
    policies.can_pair_in(request.user, unit)
    board = queries.board_of(unit)
    page = FormPage(
        request,
        "生成结对方案",
        ProposalForm,
        heading=f"{unit.name}：生成结对方案",
        note=f"{board.households} 户、在任乡镇代表 {board.deputies} 名、县代表 {len(board.leaders)} 名。"
        "方案算好后逐项核对，采纳了才生效。",
        crumbs=[("结对总览", "households:board")],
        submit="开始计算",
        icon="compare",
        beside="liaison/households/_how.html",
        context={"board": board},
    )
    return page.run(
        lambda facts: workflow.ask_for_proposal(unit, by=request.user, **facts),
        said="",
        to=lambda proposal: reverse("jobs:job-detail", args=[proposal.job_id]),
    )


find_proposal = in_scope(PairingProposal.objects, "unit", "job")


@lists(office_required, find_proposal)
def proposal_detail(request: Request, proposal: PairingProposal) -> HttpResponse:
    """Show a proposal beside the present state: the figures, the villages, every line."""
    waiting = ProposalRow.objects.waiting()
    villages = (
        proposal.rows.filter(household__isnull=False)
        .order_by("household__village__path")
        .values("household__village", "household__village__name")
        .annotate(
            total=Count("pk"),
            **{change.name.lower(): Count("pk", filter=Q(change=change)) for change in RowChange},
            waiting=Count("pk", filter=Q(pk__in=waiting.values("pk"))),
        )
    )
    context = {
        "proposal": proposal,
        "villages": [{**line, "name": spoken(line["household__village__name"])} for line in villages],
        "waiting": proposal.rows.waiting().count(),
        "waiting_members": proposal.rows.waiting().filter(member__isnull=False).count(),
        "may_accept": proposal.state == "ready" and is_allowed(policies.can_pair_in, request.user, proposal.unit),
    }
    listing = ProposalRowListing.of(request, proposal=proposal.pk)
    return listing.answer(request, "liaison/households/proposal_detail.html", context)


@writes(office_required)
def proposal_accept(request: Request) -> HttpResponse:
    """Accept the ticked lines."""
    chosen = ProposalRow.objects.visible_to(request.user).filter(pk__in=numbers(request.POST, "pk"))
    proposal = PairingProposal.objects.visible_to(request.user).filter(rows__in=chosen).distinct().first()
    if proposal is None:
        messages.warning(request, "没有选中明细。请先勾选要采纳的行。")
        return redirect("households:board")
    return _accept(request, proposal, chosen.filter(proposal=proposal))


@writes(office_required, find_proposal)
def proposal_accept_part(request: Request, proposal: PairingProposal) -> HttpResponse:
    """Accept all lines, those of one village (village=), or those of the county deputies (link=members)."""
    rows = proposal.rows.all()
    if village := number(request.POST, "village"):
        rows = rows.filter(household__village=village)
    elif request.POST.get("link") == "members":
        rows = rows.filter(member__isnull=False)
    return _accept(request, proposal, rows)


def _accept(request: Request, proposal: PairingProposal, rows: QuerySet[ProposalRow]) -> HttpResponse:
    lines = rows.waiting().select_related("household__village", "member")  # type: ignore[attr-defined]
    names = [str(line.household or line.member) for line in lines]
    groups = [line.household.village.short_name if line.household else "县代表结对" for line in lines]
    note = "采纳后即按方案结对，双方代表会收到通知；结对不合适的，可以在联系户或代表页面改派、结束。"
    if asked := asked_first(request, "采纳", names, groups=groups, note=note, back=proposal):
        return asked
    try:
        taken, stale = workflow.accept_rows(proposal, rows.values_list("pk", flat=True), by=request.user)
    except IllegalMove as refusal:
        messages.error(request, str(refusal))
        return redirect(proposal)
    if taken:
        messages.success(request, f"已采纳 {taken} 项。")
    if stale:
        messages.warning(request, f"有 {stale} 项在方案算好之后情况已变，没有改动，已标出。")
    if not taken and not stale:
        messages.info(request, "选中的都不用改动，或已经采纳。")
    return redirect(proposal)


proposal_give_up = button(
    office_required,
    find_proposal,
    workflow.give_up_proposal,
    said="方案已结束，已采纳的结对不受影响。",
    to="households:board",
)
