"""Editing the agenda: both sides, until the meeting is held."""

from django.db import transaction
from django.db.models import Max

from liaison.joint_meetings.models import JointItem, JointMeeting
from liaison.joint_meetings.policies import can_edit_agenda
from liaison.joint_meetings.workflow.meetings import ROWS, lock, write_drafts
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.kit.refusals import required
from yunhe.kit.verbs import verb


def _record(meeting: JointMeeting, label: str, before: str, after: str, *, by: User) -> None:
    record("joint.edit_agenda", label, meeting, by=by, changes={"议题": [before, after]})


@verb(ROWS, can_edit_agenda)
def redraft(meeting: JointMeeting, *, by: User) -> int:
    """Draft the agenda anew from today's data and return its items; items that somebody has edited or added stay."""
    kept = list(meeting.items.filter(is_edited=True))
    meeting.items.filter(is_edited=False).delete()
    drafts = write_drafts(meeting, but={item.kind for item in kept})
    for number, item in enumerate(kept, start=drafts):
        item.order = number
    JointItem.objects.bulk_update(kept, ["order"])
    _record(meeting, "按最新数据更新议题", "", f"{drafts + len(kept)} 项", by=by)
    return drafts + len(kept)


@verb(ROWS, can_edit_agenda)
def add_item(meeting: JointMeeting, *, title: str, text: str = "", by: User) -> JointItem:
    title = required(title, "请填写议题。")
    last = meeting.items.aggregate(last=Max("order"))["last"] or 0
    item = JointItem.objects.create(meeting=meeting, title=title, text=text.strip(), order=last + 1, is_edited=True)
    _record(meeting, "增加议题", "", title, by=by)
    return item


@transaction.atomic
def edit_item(item: JointItem, *, title: str, text: str = "", by: User) -> JointItem:
    """Change an item; from now on it is not drafted anew."""
    meeting = lock(item.meeting)
    can_edit_agenda(by, meeting)
    before, item.title, item.text = item.title, required(title, "请填写议题。"), text.strip()
    item.is_edited = True
    item.save(update_fields=["title", "text", "is_edited"])
    _record(meeting, "修改议题", before, item.title, by=by)
    return item


@transaction.atomic
def remove_item(item: JointItem, *, by: User) -> None:
    meeting = lock(item.meeting)
    can_edit_agenda(by, meeting)
    _record(meeting, "删除议题", item.title, "", by=by)
    item.delete()
