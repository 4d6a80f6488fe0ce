"""Wording and recipients of what is said about joint meetings and resolutions. Nothing personal but names of staff."""

from liaison.joint_meetings.deadlines import Slot, due_on
from liaison.joint_meetings.enums import MEETING_VERBS, RESOLUTION_VERBS, MeetingState
from liaison.joint_meetings.models import CoManagement, JointMeeting, JointStep, Resolution, ResolutionStep
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.kit.reminders import Rung
from yunhe.notices.telling import holders as staff_of

NEXT = {
    MeetingState.PROPOSED: "时间：{when}，地点：{place}。请{waits}答复。",
    MeetingState.AGREED: "时间：{when}，地点：{place}。请双方准备议题。",
    MeetingState.HELD: "会议纪要已登记，请{waits}核对确认。",
    MeetingState.CLOSED: "双方已确认纪要，议定事项按期办理。",
    MeetingState.CANCELLED: "原因：{reason}。",
}


Message = tuple[list[User], str, str]  # recipients, title, body


def offices_of(meeting: JointMeeting) -> list[User]:
    """Return the office staff of both sides."""
    return staff_of(meeting.origin, Role.OFFICE_STAFF) + staff_of(meeting.residence, Role.OFFICE_STAFF)


def of_step(step: JointStep) -> Message:
    """Return what to say about one step of a meeting to both offices, except to whoever took it."""
    meeting = step.meeting
    said = NEXT[MeetingState(meeting.state)].format(
        when=meeting.when, place=meeting.place, waits=meeting.waits_for_label, reason=meeting.cancel_reason
    )
    people = [person for person in offices_of(meeting) if person.pk != step.by_user_id]
    title = f"{meeting}：{MEETING_VERBS.get(step.verb, '修改议题')}"
    note = f"说明：{step.note}。" if step.note and step.note != meeting.cancel_reason else ""
    return people, title, f"{step.get_side_display()}{step.by}办理。{note}{said}"


def of_resolution_step(step: ResolutionStep) -> Message:
    """Return what to say about one step of a resolution to both offices and the owner, except to whoever took it."""
    resolution = step.resolution
    people = offices_of(resolution.meeting) + ([resolution.owner] if resolution.owner else [])
    people = [person for person in people if person.pk != step.by_user_id]
    due = f"{resolution.due_on.month}月{resolution.due_on.day}日前办结"
    if step.verb == "resolve":
        return people, f"议定事项：{resolution.text[:60]}", f"由{resolution.owner_label}{due}（{resolution.meeting}）。"
    said = f"{step.get_side_display()}{step.by}：{RESOLUTION_VERBS[step.verb]}。{step.note}"
    return people, f"{RESOLUTION_VERBS[step.verb]}：{resolution.text[:60]}", said


def of_deadline(resolution: Resolution, reminder: Rung) -> Message:
    """Return what a reminder of a resolution says: to its owner or unit, or to the county office when it escalates."""
    meeting = resolution.meeting
    day = f"{resolution.due_on.month}月{resolution.due_on.day}日"
    if reminder.to_county:
        body = f"{meeting}的议定事项应由{resolution.owner_label}于{day}前办结，已逾期 {reminder.days_late} 个工作日，请督办。"
        people = staff_of(meeting.origin.parent, Role.COUNTY_OFFICE)
        return people, f"议定事项逾期：{resolution.text[:60]}", body
    people = [resolution.owner] if resolution.owner else staff_of(resolution.unit, Role.OFFICE_STAFF)
    if reminder.days_late > 0:
        body = f"应于{day}前办结，已逾期 {reminder.days_late} 个工作日，请尽快办理并登记结果。"
        return people, f"议定事项逾期：{resolution.text[:60]}", body
    return people, f"议定事项将到期：{resolution.text[:60]}", f"请在{day}前办结并登记结果。"


def of_missing_meeting(pair: CoManagement, slot: Slot) -> Message:
    """Return what is said to a pair that has not met: to both offices, or to the county office when it escalates."""
    due = due_on(slot.year)
    day = f"{due.month}月{due.day}日"
    if slot.to_county:
        body = f"{slot.year}年度双向共管联席会议应于{day}前召开，已逾期 {slot.days_late} 个工作日，双方都没有约定时间。"
        return staff_of(pair.origin.parent, Role.COUNTY_OFFICE), f"{pair}：联席会议逾期未召开", body
    people = staff_of(pair.origin, Role.OFFICE_STAFF) + staff_of(pair.residence, Role.OFFICE_STAFF)
    if slot.days_late:
        return people, f"{pair}：联席会议逾期未召开", f"每年至少召开一次，应于{day}前召开。请任一方提议时间。"
    return people, f"{pair}：今年还没有召开联席会议", f"每年至少召开一次，请在{day}前召开。任一方都可以提议时间。"
