"""Editing the agenda of a meeting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from liaison.joint_meetings import workflow
from liaison.joint_meetings.forms import ItemForm
from liaison.joint_meetings.policies import can_edit_agenda
from liaison.joint_meetings.views.meetings import find_meeting
from yunhe.accounts.decorators import office_required


@require_POST
@office_required
def agenda_redraft(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the agenda anew from today's data."""
    meeting = find_meeting(request, pk)
    number = workflow.redraft(meeting, by=request.user)
    messages.success(request, f"已按最新数据更新，共 {number} 项议题；改过的和自己加的没有动。")
    return redirect(meeting)


@office_required
def item_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an item on the agenda."""
    meeting = find_meeting(request, pk)
    can_edit_agenda(request.user, meeting)
    form = ItemForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        workflow.add_item(meeting, by=request.user, **form.cleaned_data)
        messages.success(request, "已增加议题，对方也能看到。")
        return redirect(meeting)
    context = {
        "form": form,
        "title": "增加议题",
        "crumb": str(meeting),
        "back": meeting.get_absolute_url(),
        "action": "增加",
        "removes": False,
    }
    return render(request, "liaison/joint_meetings/joint_form.html", context)


@office_required
def item_edit(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Change an item, or take it off."""
    meeting = find_meeting(request, pk)
    found = get_object_or_404(meeting.items.all(), pk=item)
    can_edit_agenda(request.user, meeting)
    if request.method == "POST" and "remove" in request.POST:
        workflow.remove_item(found, by=request.user)
        messages.success(request, f"已删除议题“{found.title}”。")
        return redirect(meeting)
    known = {"title": found.title, "text": found.text}
    form = ItemForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        workflow.edit_item(found, by=request.user, **form.cleaned_data)
        messages.success(request, "已保存议题。")
        return redirect(meeting)
    context = {
        "form": form,
        "title": "修改议题",
        "crumb": str(meeting),
        "back": meeting.get_absolute_url(),
        "action": "保存",
        "removes": True,
    }
    return render(request, "liaison/joint_meetings/joint_form.html", context)
