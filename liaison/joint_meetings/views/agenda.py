"""Editing the agenda of a meeting."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from liaison.joint_meetings import workflow
from liaison.joint_meetings.forms import ItemForm
from liaison.joint_meetings.models import JointMeeting
from liaison.joint_meetings.policies import can_edit_agenda
from liaison.joint_meetings.views.meetings import LIST, find_meeting
from yunhe.accounts.decorators import asks, office_required
from yunhe.accounts.pages import button
from yunhe.accounts.requests import Request
from yunhe.web.forms.page import FormPage, act

agenda_redraft = button(
    office_required,
    find_meeting,
    workflow.redraft,
    said=lambda number: f"已按最新数据更新，共 {number} 项议题；改过的和自己加的没有动。",
)


def _page(request: Request, meeting: JointMeeting, title: str, **facts: Any) -> FormPage:
    return FormPage(request, title, ItemForm, of=meeting, crumbs=[LIST, meeting], **facts)


@asks(office_required, find_meeting, can_edit_agenda)
def item_create(request: Request, meeting: JointMeeting) -> HttpResponse:
    page = _page(request, meeting, "增加议题", submit="增加")
    return page.does(workflow.add_item, said="已增加议题，对方也能看到。")


@asks(office_required, find_meeting, can_edit_agenda)
def item_edit(request: Request, meeting: JointMeeting, item: int) -> HttpResponse:
    """Change an item, or take it off."""
    found = get_object_or_404(meeting.items.all(), pk=item)
    if request.method == "POST" and "remove" in request.POST:
        said = f"已删除议题“{found.title}”。"
        return act(request, lambda: workflow.remove_item(found, by=request.user), said=said, to=meeting)
    initial, remove = {"title": found.title, "text": found.text}, "liaison/joint_meetings/_remove.html"
    page = _page(request, meeting, "修改议题", initial=initial, actions=remove)
    return page.run(lambda facts: workflow.edit_item(found, by=request.user, **facts), said="已保存议题。", to=meeting)
