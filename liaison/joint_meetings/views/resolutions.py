"""Resolutions: the list, one of them, what becomes of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from liaison.joint_meetings import queries, workflow
from liaison.joint_meetings.enums import RESOLUTION_VERBS, ResolutionState
from liaison.joint_meetings.forms import RESOLUTION_FORMS, ResolutionForm
from liaison.joint_meetings.models import Resolution
from liaison.joint_meetings.policies import acting_side_on_resolution, can_resolve
from liaison.joint_meetings.tables import ResolutionListing
from liaison.joint_meetings.views.meetings import find_meeting
from yunhe.accounts.decorators import office_required
from yunhe.kit.readonly import read_only
from yunhe.kit.refusals import IllegalMove


def find_resolution(request: HttpRequest, pk: int) -> Resolution:
    """Return a resolution in scope, or 404."""
    rows = Resolution.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("meeting__origin", "meeting__residence", "unit", "owner"), pk=pk)


@office_required
@read_only
def resolution_list(request: HttpRequest) -> HttpResponse:
    """Show the resolutions in scope, with a tab per state."""
    here = reverse("joint_meetings:resolution-list")
    counts = queries.resolution_counts(request.user)
    tabs = [("", "全部", here, sum(counts.values()))]
    tabs += [(state.value, state.label, f"{here}?state={state.value}", counts[state]) for state in ResolutionState]
    context = {"tabs": tabs, "state": request.GET.get("state", "")}
    return ResolutionListing.of(request).answer(request, "liaison/joint_meetings/resolution_list.html", context)


@require_safe
@office_required
@read_only
def resolution_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one resolution and what became of it."""
    resolution = find_resolution(request, pk)
    context = {
        "resolution": resolution,
        "actions": queries.resolution_actions_for(request.user, resolution),
        "timeline": queries.resolution_timeline_of(resolution),
    }
    return render(request, "liaison/joint_meetings/resolution_detail.html", context)


@office_required
def resolution_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what a meeting has resolved."""
    meeting = find_meeting(request, pk)
    can_resolve(request.user, meeting)
    form = ResolutionForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.resolve(meeting, by=request.user, **form.cleaned_data)
        except workflow.JointRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已登记议定事项，双方和责任人会收到通知。")
            return redirect(meeting)
    context = {
        "form": form,
        "title": "登记议定事项",
        "crumb": str(meeting),
        "back": meeting.get_absolute_url(),
        "action": "登记",
        "removes": False,
    }
    return render(request, "liaison/joint_meetings/joint_form.html", context)


@office_required
def resolution_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Finish, postpone or drop."""
    if verb not in RESOLUTION_FORMS:
        raise Http404
    resolution = find_resolution(request, pk)
    acting_side_on_resolution(request.user, resolution, verb)
    form = RESOLUTION_FORMS[verb](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            getattr(workflow, verb)(resolution, by=request.user, **form.cleaned_data)
        except IllegalMove as refusal:
            messages.error(request, str(refusal))
            return redirect(resolution)
        except workflow.JointRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已办理：{RESOLUTION_VERBS[verb]}。")
            return redirect(resolution)
    context = {
        "form": form,
        "title": f"{RESOLUTION_VERBS[verb]}：{resolution.text}",
        "crumb": "议定事项",
        "back": resolution.get_absolute_url(),
        "action": RESOLUTION_VERBS[verb],
        "removes": False,
    }
    return render(request, "liaison/joint_meetings/joint_form.html", context)
