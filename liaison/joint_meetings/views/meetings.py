"""Joint meetings: the list, one meeting, its moves, its minutes on paper and as a Word file."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from liaison.joint_meetings import letters, queries, workflow
from liaison.joint_meetings.enums import MEETING
from liaison.joint_meetings.forms import AgreeForm, CancelForm, ConfirmForm, CounterForm, MinutesForm, ProposeForm
from liaison.joint_meetings.models import JointMeeting
from liaison.joint_meetings.policies import acting_side, can_edit_agenda, can_read_minutes, can_resolve, proposing_side
from liaison.joint_meetings.tables import MeetingListing
from liaison.joint_meetings.views.pairs import find_pair
from yunhe.accounts.decorators import asks, office_required, reads
from yunhe.accounts.pages import list_page, moves
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.moves import events_of
from yunhe.kit.refusals import is_allowed
from yunhe.letters import letter_response
from yunhe.web.forms.moves import Ask
from yunhe.web.forms.page import FormPage

LIST = ("联席会议", "joint_meetings:pair-list")
FORMS = {
    "agree": AgreeForm,
    "counter": CounterForm,
    "cancel": CancelForm,
    "hold": MinutesForm,
    "amend": MinutesForm,
    "confirm": ConfirmForm,
}
ASKS = {
    verb: Ask(form, getattr(workflow, verb), f"已办理：{MEETING.verbs[verb]}。对方会收到通知。")
    for verb, form in FORMS.items()
}


find_meeting = in_scope(JointMeeting.objects, "origin__parent", "residence", "body")
meeting_list = list_page(office_required, MeetingListing, "liaison/joint_meetings/meeting_list.html")


@reads(office_required, find_meeting)
def meeting_detail(request: Request, meeting: JointMeeting) -> HttpResponse:
    """Show one meeting: whose turn it is, the agenda, the minutes, what was resolved."""
    context = {
        "meeting": meeting,
        "steps": [state.label for state in queries.MEETING_STEPS],
        "step": queries.step_of(meeting),
        "turn": queries.turn_of(meeting),
        "actions": MEETING.actions(meeting, partial(acting_side, request.user, meeting), among=ASKS),
        "items": meeting.items.all(),
        "may_edit": is_allowed(can_edit_agenda, request.user, meeting),
        "may_resolve": is_allowed(can_resolve, request.user, meeting),
        "people": letters.people_of(meeting),
        "resolutions": meeting.resolutions.select_related("unit", "owner"),
        "timeline": events_of(meeting.steps.all()),
    }
    return render(request, "liaison/joint_meetings/meeting_detail.html", context)


@asks(office_required)
def meeting_propose(request: Request, origin: int, residence: int) -> HttpResponse:
    """Propose a meeting to the other side."""
    pair = find_pair(request, origin, residence, timezone.localdate().year)
    proposing_side(request.user, pair.origin, pair.residence)
    page = FormPage(
        request,
        "提议开会",
        ProposeForm,
        of=pair,
        origin=pair.origin,
        residence=pair.residence,
        crumbs=[LIST, pair],
        heading=f"提议开会：{pair}",
        submit="提议",
    )
    return page.run(
        lambda facts: workflow.propose(pair.origin, pair.residence, by=request.user, **facts),
        said=lambda meeting: f"已向{meeting.waits_for_label}提议，议题已按现有数据拟好，可以修改。",
    )


def _move_page(request: Request, meeting: JointMeeting, verb: str) -> dict[str, Any]:
    """Return what the pages of the moves have in common; who confirms the minutes sees them."""
    shows_minutes = verb == "confirm"
    return {
        "meeting": meeting,
        "crumbs": [LIST, meeting],
        "heading": f"{MEETING.verbs.get(verb, '')}：{meeting}",
        "note": f"{meeting.when} · {meeting.place}",
        "before": "liaison/joint_meetings/_minutes.html" if shows_minutes else "",
        "context": {"meeting": meeting, "people": letters.people_of(meeting)} if shows_minutes else {},
    }


meeting_move = moves(office_required, find_meeting, ASKS, machine=MEETING, policy=acting_side, page=_move_page)


@reads(office_required, find_meeting, can_read_minutes)
def minutes_print(request: Request, meeting: JointMeeting) -> HttpResponse:
    context = {
        "meeting": meeting,
        "people": letters.people_of(meeting),
        "items": meeting.items.all(),
        "resolutions": meeting.resolutions.select_related("unit", "owner"),
    }
    return render(request, "liaison/joint_meetings/minutes_print.html", context)


@reads(office_required, find_meeting, can_read_minutes)
def minutes_word(request: Request, meeting: JointMeeting) -> HttpResponseBase:
    return letter_response(letters.minutes_letter(meeting), f"{meeting.title}纪要")
