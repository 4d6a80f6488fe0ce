"""Resolutions: the list, one of them, what becomes of it."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from liaison.joint_meetings import workflow
from liaison.joint_meetings.enums import RESOLUTION, ResolutionState
from liaison.joint_meetings.forms import DropForm, FinishForm, PostponeForm, ResolutionForm
from liaison.joint_meetings.models import JointMeeting, Resolution
from liaison.joint_meetings.policies import acting_side_on_resolution, can_resolve
from liaison.joint_meetings.tables import ResolutionListing
from liaison.joint_meetings.views.meetings import LIST, find_meeting
from yunhe.accounts.decorators import asks, office_required, reads
from yunhe.accounts.pages import list_by_state, moves
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.moves import events_of
from yunhe.web.forms.moves import Ask
from yunhe.web.forms.page import FormPage

ASKS = {
    "finish": Ask(FinishForm, workflow.finish),
    "postpone": Ask(PostponeForm, workflow.postpone),
    "drop": Ask(DropForm, workflow.drop),
}


find_resolution = in_scope(Resolution.objects, "meeting__origin", "meeting__residence", "unit", "owner")


resolution_list = list_by_state(
    office_required,
    ResolutionListing,
    "liaison/joint_meetings/resolution_list.html",
    rows=Resolution.objects,
    states=ResolutionState,
    page="joint_meetings:resolution-list",
)


@reads(office_required, find_resolution)
def resolution_detail(request: Request, resolution: Resolution) -> HttpResponse:
    context = {
        "resolution": resolution,
        "actions": RESOLUTION.actions(resolution, partial(acting_side_on_resolution, request.user, resolution)),
        "timeline": events_of(resolution.steps.all()),
    }
    return render(request, "liaison/joint_meetings/resolution_detail.html", context)


@asks(office_required, find_meeting, can_resolve)
def resolution_create(request: Request, meeting: JointMeeting) -> HttpResponse:
    """Write down what a meeting has resolved."""
    crumbs = [LIST, meeting]
    page = FormPage(request, "登记议定事项", ResolutionForm, of=meeting, meeting=meeting, crumbs=crumbs, submit="登记")
    return page.does(workflow.resolve, said="已登记议定事项，双方和责任人会收到通知。", to=meeting)


def _move_page(request: Request, resolution: Resolution, verb: str) -> dict[str, Any]:
    heading = f"{RESOLUTION.verbs.get(verb, '')}：{resolution.text}"
    return {"crumbs": [LIST, ("议定事项", resolution)], "heading": heading}


resolution_move = moves(
    office_required, find_resolution, ASKS, machine=RESOLUTION, policy=acting_side_on_resolution, page=_move_page
)
