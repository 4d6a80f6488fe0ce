"""Joint meetings: the list, one meeting, its moves, its minutes on paper and as a Word registration."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from liaison.joint_meetings import letters, queries, workflow
from liaison.joint_meetings.enums import MEETING_VERBS
from liaison.joint_meetings.forms import MEETING_FORMS, ProposeForm
from liaison.joint_meetings.models import JointMeeting
from liaison.joint_meetings.policies import acting_side, can_edit_agenda, can_resolve, proposing_side
from liaison.joint_meetings.tables import MeetingListing
from liaison.joint_meetings.views.pairs import find_pair
from yunhe.accounts.decorators import office_required
from yunhe.accounts.policies import is_allowed
from yunhe.kit.readonly import read_only
from yunhe.kit.refusals import IllegalMove
from yunhe.letters import letter_response


def find_meeting(request: HttpRequest, pk: int) -> JointMeeting:
    """Return a meeting in scope, or 404."""
    rows = JointMeeting.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("origin__parent", "residence", "body"), pk=pk)


@office_required
@read_only
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Show the joint meetings in scope."""
    return MeetingListing.of(request).answer(request, "liaison/joint_meetings/meeting_list.html", {})


@require_safe
@office_required
@read_only
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one meeting: whose turn it is, the agenda, the minutes, what was resolved."""
    meeting = find_meeting(request, pk)
    context = {
        "meeting": meeting,
        "steps": [state.label for state in queries.MEETING_STEPS],
        "step": queries.step_of(meeting),
        "turn": queries.turn_of(meeting),
        "actions": queries.actions_for(request.user, meeting),
        "items": meeting.items.all(),
        "may_edit": is_allowed(can_edit_agenda, request.user, meeting),
        "may_resolve": is_allowed(can_resolve, request.user, meeting),
        "people": letters.people_of(meeting),
        "resolutions": meeting.resolutions.select_related("unit", "owner"),
        "timeline": queries.timeline_of(meeting),
    }
    return render(request, "liaison/joint_meetings/meeting_detail.html", context)


@office_required
def meeting_propose(request: HttpRequest, origin: int, residence: int) -> HttpResponse:
    """Propose a meeting to the other side."""
    pair = find_pair(request, origin, residence, timezone.localdate().year)
    proposing_side(request.user, pair.origin, pair.residence)
    posted = request.POST if request.method == "POST" else None
    form = ProposeForm(posted, origin=pair.origin, residence=pair.residence)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = workflow.propose(pair.origin, pair.residence, by=request.user, **form.cleaned_data)
        except workflow.JointRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已向{meeting.waits_for_label}提议，议题已按现有数据拟好，可以修改。")
            return redirect(meeting)
    context = {
        "form": form,
        "title": f"提议开会：{pair}",
        "crumb": str(pair),
        "back": pair.get_absolute_url(),
        "action": "提议",
        "removes": False,
    }
    return render(request, "liaison/joint_meetings/joint_form.html", context)


@office_required
def meeting_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask what a move needs, and make it."""
    if verb not in MEETING_FORMS:
        raise Http404
    meeting = find_meeting(request, pk)
    acting_side(request.user, meeting, verb)
    form = MEETING_FORMS[verb](request.POST if request.method == "POST" else None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            getattr(workflow, verb)(meeting, by=request.user, **form.facts())
        except IllegalMove as refusal:
            messages.error(request, str(refusal))
            return redirect(meeting)
        except workflow.JointRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已办理：{MEETING_VERBS[verb]}。对方会收到通知。")
            return redirect(meeting)
    context = {
        "form": form,
        "title": f"{MEETING_VERBS[verb]}：{meeting}",
        "crumb": str(meeting),
        "back": meeting.get_absolute_url(),
        "action": MEETING_VERBS[verb],
        "meeting": meeting,
        "people": letters.people_of(meeting),
        "shows_minutes": verb == "confirm",
    }
    return render(request, "liaison/joint_meetings/meeting_move.html", context)


def _held(request: HttpRequest, pk: int) -> JointMeeting:
    meeting = find_meeting(request, pk)
    if not meeting.is_held:
        raise IllegalMove("会议还没有召开，没有纪要。")
    return meeting


@require_safe
@office_required
@read_only
def minutes_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes as they are printed."""
    meeting = _held(request, pk)
    context = {
        "meeting": meeting,
        "people": letters.people_of(meeting),
        "items": meeting.items.all(),
        "resolutions": meeting.resolutions.select_related("unit", "owner"),
    }
    return render(request, "liaison/joint_meetings/minutes_print.html", context)


@require_safe
@office_required
@read_only
def minutes_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out the minutes as a Word registration."""
    meeting = _held(request, pk)
    return letter_response(letters.minutes_letter(meeting), f"{meeting.title}纪要")
