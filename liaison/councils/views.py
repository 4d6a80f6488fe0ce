"""Pages of council meetings: the list, a meeting with its agenda, the roll, votes."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from liaison.councils import policies, workflow
from liaison.councils.enums import SeatStatus
from liaison.councils.forms import (
    CancelForm,
    ConclusionForm,
    CountForm,
    ItemForm,
    MeetingForm,
    MembersForm,
    RollForm,
)
from liaison.councils.models import AgendaItem, CouncilMeeting
from liaison.councils.tables import CouncilListing
from yunhe.accounts.decorators import asks, lists, office_required, reads
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request, in_scope
from yunhe.kit.refusals import is_allowed, reason_against
from yunhe.trail.queries import history_of
from yunhe.web.forms.page import FormPage

LIST = ("议事会会议", "councils:meeting-list")
find_meeting = in_scope(CouncilMeeting.objects, "area")
find_item = in_scope(AgendaItem.objects, "meeting__area", meeting=CouncilMeeting.objects)


@lists(office_required)
def meeting_list(request: Request) -> HttpResponseBase:
    context = {"may_convene": is_allowed(policies.can_convene, request.user)}
    return CouncilListing.of(request).answer(request, "liaison/councils/meeting_list.html", context)


@reads(office_required, find_meeting)
def meeting_detail(request: Request, meeting: CouncilMeeting) -> HttpResponse:
    """Show one meeting: its agenda with what was agreed and chosen, who was there, what is to be done."""
    user = request.user
    seats = list(meeting.seats.select_related("associate__area"))
    items = list(meeting.items.prefetch_related("projects"))
    context = {
        "meeting": meeting,
        "items": items,
        "seats": seats,
        "present": sum(seat.status == SeatStatus.PRESENT for seat in seats),
        "is_called": bool(seats) and all(seat.status for seat in seats),
        "may_prepare": is_allowed(policies.can_prepare, user, meeting),
        "may_call": is_allowed(policies.can_call_roll, user, meeting),
        "hold_refusal": reason_against(policies.can_move, user, meeting, "hold"),
        "may_cancel": is_allowed(policies.can_move, user, meeting, "cancel"),
        "cancel_form": CancelForm(),
        "history": history_of(meeting, user),
    }
    return TemplateResponse(request, "liaison/councils/meeting_detail.html", context)


@asks(office_required)
def meeting_create(request: Request) -> HttpResponse:
    policies.can_convene(request.user)
    note = "本单位在任的议事员全部列入应到名单，保存后可以调整，再列议程。"
    page = FormPage(request, "筹备会议", MeetingForm, crumbs=[LIST], note=note, submit="筹备", user=request.user)
    return page.run(
        lambda facts: workflow.convene(by=request.user, **facts),
        said=lambda meeting: f"已登记{meeting}，应到 {meeting.seats.count()} 人。接着列入议程。",
    )


def _about(request: Request, meeting: CouncilMeeting, title: str, form_class, /, **page) -> FormPage:
    return FormPage(request, title, form_class, crumbs=[LIST, meeting], **{"of": meeting, **page})


@asks(office_required, find_meeting, policies.can_prepare)
def meeting_edit(request: Request, meeting: CouncilMeeting) -> HttpResponse:
    page = _about(request, meeting, "日期和应到人员", MembersForm, meeting=meeting, is_single=True)
    return page.does(workflow.change_meeting)


@asks(office_required, find_meeting, policies.can_call_roll)
def meeting_roll(request: Request, meeting: CouncilMeeting) -> HttpResponse:
    """Call the roll, or correct it."""
    note = "先都按到会，把请假、缺席的改过来。到会超过应到的半数才能开会。"
    page = _about(request, meeting, "点名", RollForm, meeting=meeting, note=note)
    return page.does(workflow.call_roll, said=lambda number: f"已点名，到会 {number} 人。", to=meeting)


@asks(office_required, find_meeting, policies.can_prepare)
def item_add(request: Request, meeting: CouncilMeeting) -> HttpResponse:
    """Put an item on the agenda."""
    page = _about(request, meeting, "列入议程", ItemForm, is_single=True, submit="列入")
    return page.does(workflow.add_item, said=lambda item: f"已列入：{item.title}。", to=meeting)


@asks(office_required, find_item, policies.can_prepare_item)
def item_edit(request: Request, item: AgendaItem) -> HttpResponse:
    page = _about(request, item.meeting, "修改议程", ItemForm, of=item, item=item, is_single=True)
    return page.does(workflow.edit_item, to=item.meeting)


item_drop = button(office_required, find_item, workflow.drop_item, said="已从议程撤下。", to=lambda meeting: meeting)


@asks(office_required, find_item, policies.can_write_result)
def item_conclude(request: Request, item: AgendaItem) -> HttpResponse:
    """Write down what was said and agreed."""
    page = _about(
        request,
        item.meeting,
        "讨论结论",
        ConclusionForm,
        of=item,
        heading=item.title,
        is_single=True,
        initial={"conclusion": item.conclusion},
    )
    return page.does(workflow.conclude, to=item.meeting)


@asks(office_required, find_item, policies.can_write_result)
def item_count(request: Request, item: AgendaItem) -> HttpResponse:
    """Write down the ballots and votes."""
    note = f"应选 {item.places} 个。到会成员过半数赞成的当选；最后一名得票相同的，对它们再投一次票后重新登记。"
    page = _about(request, item.meeting, "登记计票", CountForm, of=item, heading=item.title, note=note, item=item)
    return page.does(workflow.count_votes, said="计票结果已登记。", to=item.meeting)


meeting_hold = button(office_required, find_meeting, workflow.hold, said="已登记召开。")
meeting_cancel = button(office_required, find_meeting, workflow.cancel, form=CancelForm, said="会议已取消。")
