"""Pages of changes of term."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from liaison.elections import jobs, policies, queries, workflow
from liaison.elections.enums import ElectionState, Outcome
from liaison.elections.forms import PrepareForm
from liaison.elections.models import Election, ElectionLine
from liaison.elections.tables import ElectionLineListing
from yunhe.accounts.decorators import asks, lists, office_required, reads, writes
from yunhe.accounts.requests import Request
from yunhe.kit.asked import numbers
from yunhe.kit.refusals import is_allowed
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage, act


def _changes(request: Request):
    return Election.objects.visible_to(request.user).select_related("area", "old", "new")


@reads(office_required)
def change_list(request: Request) -> HttpResponse:
    """Show the changes of term in scope."""
    counted = _changes(request).annotate(line_count=Count("lines"), **queries.numbers("lines__"))
    return render(request, "liaison/elections/change_list.html", {"changes": list(counted)})


@asks(office_required)
def change_create(request: Request) -> HttpResponse:
    """Prepare a change of term."""
    page = FormPage(
        request,
        "登记换届",
        PrepareForm,
        terms=queries.terms_to_change(request.user),
        crumbs=[("换届", "elections:change-list")],
        note="选区按名称转入新一届。登记后代表资格不变，开始办理时才终止。",
        submit="登记",
    )
    return page.run(
        lambda facts: workflow.prepare(by=request.user, **facts),
        said="换届已登记。请逐名确定连任还是离任，新当选的代表在换届后导入。",
    )


@lists(office_required)
def change_detail(request: Request, pk: int) -> HttpResponse:
    """Show a change: who stays, who leaves; done, the old term's volume."""
    change = get_object_or_404(_changes(request), pk=pk)
    counted = change.lines.aggregate(all=Count("pk"), refused=Count("pk", filter=~Q(refusal="")), **queries.numbers())
    context = {
        "change": change,
        "numbers": counted,
        "may_begin": change.state == ElectionState.PREPARING
        and is_allowed(policies.can_take, request.user, change, "begin"),
        "may_go_on": change.state == ElectionState.RUNNING and is_allowed(policies.can_handle, request.user, change),
        "history": history_of(change, request.user),
    }
    return ElectionLineListing.of(request, change=change.pk).answer(
        request, "liaison/elections/change_detail.html", context
    )


@writes(office_required)
def decide(request: Request, outcome: str) -> HttpResponse:
    """Set what becomes of the ticked deputies."""
    wanted = numbers(request.POST, "pk")
    lines = ElectionLine.objects.visible_to(request.user).filter(pk__in=wanted)
    change = _changes(request).filter(lines__in=lines).distinct().first()
    if change is None:
        messages.warning(request, "请先勾选代表。")
        return redirect("elections:change-list")
    return act(
        request,
        lambda: workflow.decide(change, wanted, by=request.user, outcome=outcome),
        said=lambda number: f"{number} 名代表已定为{Outcome(outcome).label}。",
        to=change,
    )


@writes(office_required)
def change_begin(request: Request, pk: int) -> HttpResponse:
    """Begin the change, or go on with it, in a job."""
    change = get_object_or_404(_changes(request), pk=pk)
    if change.state == ElectionState.PREPARING and (added := workflow.top_up(change, by=request.user)):
        messages.error(request, f"登记以后又有 {added} 名代表列入本届，已补进名单，请先确定去留。")
        return redirect(change)
    return act(request, lambda: jobs.start_change(change, by=request.user), said="", back=change)
