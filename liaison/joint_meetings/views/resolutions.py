"""Resolutions: the list, one of them, what becomes of it."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from liaison.joint_meetings import queries, workflow
from liaison.joint_meetings.enums import RESOLUTION, ResolutionState
from liaison.joint_meetings.forms import DropForm, FinishForm, PostponeForm, ResolutionForm
from liaison.joint_meetings.models import Resolution
from liaison.joint_meetings.policies import acting_side_on_resolution, can_resolve
from liaison.joint_meetings.tables import ResolutionListing
from liaison.joint_meetings.views.meetings import LIST, find_meeting
from yunhe.accounts.decorators import asks, lists, office_required, reads
from yunhe.accounts.requests import Request
from yunhe.kit.moves import events_of
from yunhe.web.forms.moves import Ask, move_page
from yunhe.web.forms.page import FormPage

ASKS = {
    "finish": Ask(FinishForm, workflow.finish),
    "postpone": Ask(PostponeForm, workflow.postpone),
    "drop": Ask(DropForm, workflow.drop),
}


def find_resolution(request: Request, pk: int) -> Resolution:
    """Return a resolution in scope, or 404."""
    rows = Resolution.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("meeting__origin", "meeting__residence", "unit", "owner"), pk=pk)


@lists(office_required)
def resolution_list(request: Request) -> HttpResponse:
    """Show the resolutions in scope, with a tab per state."""
    here = reverse("joint_meetings:resolution-list")
    counts = queries.resolution_counts(request.user)
    tabs = [("", "全部", here, sum(counts.values()))]
    tabs += [(state.value, state.label, f"{here}?state={state.value}", counts[state]) for state in ResolutionState]
    context = {"tabs": tabs, "state": request.GET.get("state", "")}
    return ResolutionListing.of(request).answer(request, "liaison/joint_meetings/resolution_list.html", context)


@reads(office_required)
def resolution_detail(request: Request, pk: int) -> HttpResponse:
    """Show one resolution and what became of it."""
    resolution = find_resolution(request, pk)
    context = {
        "resolution": resolution,
        "actions": RESOLUTION.actions(resolution, partial(acting_side_on_resolution, request.user, resolution)),
        "timeline": events_of(resolution.steps.all()),
    }
    return render(request, "liaison/joint_meetings/resolution_detail.html", context)


@asks(office_required)
def resolution_create(request: Request, pk: int) -> HttpResponse:
    """Write down what a meeting has resolved."""
    meeting = find_meeting(request, pk)
    can_resolve(request.user, meeting)
    page = FormPage(
        request,
        "登记议定事项",
        ResolutionForm,
        of=meeting,
        meeting=meeting,
        crumbs=[LIST, (str(meeting), meeting)],
        submit="登记",
    )
    return page.run(
        lambda facts: workflow.resolve(meeting, by=request.user, **facts),
        said="已登记议定事项，双方和责任人会收到通知。",
        to=meeting,
    )


@asks(office_required)
def resolution_move(request: Request, pk: int, verb: str) -> HttpResponse:
    """Finish, postpone or drop."""
    resolution = find_resolution(request, pk)
    return move_page(
        request,
        resolution,
        verb,
        ASKS,
        machine=RESOLUTION,
        policy=acting_side_on_resolution,
        crumbs=[LIST, ("议定事项", resolution)],
        heading=f"{RESOLUTION.verbs.get(verb, '')}：{resolution.text}",
    )
