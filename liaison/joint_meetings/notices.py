"""What is said about joint meetings and resolutions, and to whom. Nothing personal but names of staff."""

from collections.abc import Iterator
from datetime import date

from liaison.joint_meetings.deadlines import RESOLUTIONS
from liaison.joint_meetings.enums import MeetingState
from liaison.joint_meetings.models import JointMeeting, JointStep, Resolution, ResolutionStep
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.kit.words import day
from yunhe.notices.telling import Message, holders, reminders

KIND = "joint"
NEXT = {
    MeetingState.PROPOSED: "时间：{when}，地点：{place}。请{waits}答复。",
    MeetingState.AGREED: "时间：{when}，地点：{place}。请双方准备议题。",
    MeetingState.HELD: "会议纪要已登记，请{waits}核对确认。",
    MeetingState.CLOSED: "双方已确认纪要，议定事项按期办理。",
    MeetingState.CANCELLED: "原因：{reason}。",
}


def offices_of(pair: JointMeeting) -> list[User]:
    """Return the office staff of both sides."""
    return holders([pair.origin, pair.residence], Role.OFFICE_STAFF)


def of_step(step: JointStep) -> Iterator[Message]:
    """Tell both offices of one step of a meeting, but not whoever took it."""
    meeting = step.meeting
    said = NEXT[MeetingState(meeting.state)].format(
        when=meeting.when, place=meeting.place, waits=meeting.waits_for_label, reason=meeting.cancel_reason
    )
    note = f"说明：{step.note}。" if step.note and step.note != meeting.cancel_reason else ""
    yield Message(
        offices_of(meeting),
        key=f"joint-step-{step.pk}",
        kind=KIND,
        title=f"{meeting}：{step.label}",
        body=f"{step.side_label}{step.by}办理。{note}{said}",
        url=meeting.get_absolute_url(),
        but=step.by_user_id,
    )


def of_resolution_step(step: ResolutionStep) -> Iterator[Message]:
    """Tell both offices and the owner of one step of a resolution, but not whoever took it."""
    resolution = step.resolution
    due = f"{day(resolution.due_on)}前办结"
    is_new = step.verb == "resolve"
    made = f"由{resolution.owner_label}{due}（{resolution.meeting}）。"
    yield Message(
        [*offices_of(resolution.meeting), resolution.owner],
        key=f"resolution-step-{step.pk}",
        kind=KIND,
        title=f"{'议定事项' if is_new else step.label}：{resolution.text[:60]}",
        body=made if is_new else f"{step.side_label}{step.by}：{step.label}。{step.note}",
        url=resolution.get_absolute_url(),
        but=step.by_user_id,
    )


def of_deadline(resolution: Resolution, on: date) -> Iterator[Message]:
    """Yield what is due on `on` about an open resolution: to its owner or unit, and to the county office when it escalates."""
    meeting, until = resolution.meeting, day(resolution.due_on)
    owners = [resolution.owner] if resolution.owner else holders(resolution.unit, Role.OFFICE_STAFF)
    what = f"{meeting}的议定事项应由{resolution.owner_label}于{until}前办结"
    yield from reminders(
        resolution,
        RESOLUTIONS.due(resolution.due_on, on),
        owners=owners,
        county=meeting.origin.parent,
        key=f"resolution-{resolution.pk}-{resolution.due_on}",
        kind=KIND,
        titles=(f"议定事项将到期：{resolution.text[:60]}", f"议定事项逾期：{resolution.text[:60]}"),
        before=f"请在{until}前办结并登记结果。",
        late=f"应于{until}前办结，已{{late}}，请尽快办理并登记结果。",
        to_county=f"{what}，已{{late}}，请督办。",
    )
