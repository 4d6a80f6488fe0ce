"""Pages of elections."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from liaison.elections import jobs, policies, queries, workflow
from liaison.elections.enums import ElectionState, Outcome
from liaison.elections.forms import PrepareForm
from liaison.elections.models import Election, ElectionLine
from liaison.elections.tables import ElectionLineListing
from yunhe.accounts.decorators import asks, lists, office_required, reads, writes
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.asked import numbers
from yunhe.kit.refusals import is_allowed
from yunhe.trail.queries import history_of
from yunhe.web.forms.many import asked_first
from yunhe.web.forms.page import FormPage, act

find_election = in_scope(Election.objects, "area", "old", "new")


@reads(office_required)
def election_list(request: Request) -> HttpResponse:
    rows = Election.objects.visible_to(request.user).select_related("area", "old", "new")
    counted = rows.annotate(line_count=Count("lines"), **queries.numbers("lines__"))
    return render(request, "liaison/elections/election_list.html", {"elections": list(counted)})


@asks(office_required)
def election_create(request: Request) -> HttpResponse:
    page = FormPage(
        request,
        "登记换届",
        PrepareForm,
        terms=queries.terms_to_end(request.user),
        crumbs=[("换届", "elections:election-list")],
        note="选区按名称转入新一届。登记后代表资格不变，开始办理时才终止。",
        submit="登记",
    )
    return page.run(
        lambda facts: workflow.prepare(by=request.user, **facts),
        said="换届已登记。请逐名确定连任还是离任，新当选的代表在换届后导入。",
    )


@lists(office_required, find_election)
def election_detail(request: Request, election: Election) -> HttpResponseBase:
    """Show an election: who stays, who leaves; done, the old term's volume."""
    counted = election.lines.aggregate(all=Count("pk"), refused=Count("pk", filter=~Q(refusal="")), **queries.numbers())
    context = {
        "election": election,
        "numbers": counted,
        "not_yet": queries.not_yet_in(election).count() if election.state == ElectionState.PREPARING else 0,
        "may_decide": is_allowed(policies.can_decide, request.user, election),
        "may_begin": is_allowed(policies.can_take, request.user, election, "begin"),
        "may_go_on": is_allowed(policies.can_take, request.user, election, "complete"),
        "history": history_of(election, request.user),
    }
    listing = ElectionLineListing.of(request, election=election.pk)
    return listing.answer(request, "liaison/elections/election_detail.html", context)


@writes(office_required)
def decide(request: Request, outcome: str) -> HttpResponse:
    """Set what becomes of the ticked deputies."""
    wanted = numbers(request.POST, "pk")
    lines = ElectionLine.objects.visible_to(request.user).filter(pk__in=wanted)
    election = Election.objects.visible_to(request.user).filter(lines__in=lines).distinct().first()
    if election is None:
        messages.warning(request, "请先勾选代表。")
        return redirect("elections:election-list")
    label = f"定为{Outcome(outcome).label}"
    names = [line.mandate.deputy.name for line in lines.select_related("mandate__deputy")]
    note = "换届开始之前可以随时改定。"
    if asked := asked_first(request, label, names, note=note, back=election):
        return asked
    return act(
        request,
        lambda: workflow.decide(election, wanted, by=request.user, outcome=outcome),
        said=lambda number: f"{number} 名代表已定为{Outcome(outcome).label}。",
        to=election,
    )


election_top_up = button(office_required, find_election, workflow.top_up, said="新登记的代表已补入名单，请确定去留。")


@writes(office_required, find_election)
def election_begin(request: Request, election: Election) -> HttpResponse:
    """Begin the election, or go on with it, in a job."""
    if election.state == ElectionState.PREPARING and (added := workflow.top_up(election, by=request.user)):
        messages.error(request, f"登记以后又有 {added} 名代表列入本届，已补进名单，请先确定去留。")
        return redirect(election)
    return act(request, lambda: jobs.start_election(election, by=request.user), said="", back=election)
