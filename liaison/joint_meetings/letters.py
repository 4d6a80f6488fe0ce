"""The minutes of a joint meeting as a letter."""

from django.utils import timezone

from liaison.joint_meetings.models import JointMeeting
from liaison.registration.enums import Side
from yunhe.letters import Heading, Letter, Paragraph, Table


def people_of(meeting: JointMeeting) -> dict[str, str]:
    """Return who took part, by side, in one line each: 张三（乡人大主席）、李四."""
    lines = {}
    for side in (Side.ORIGIN, Side.RESIDENCE):
        own = [person for person in meeting.attendees.all() if person.side == side]
        lines[str(side)] = "、".join(f"{one.name}（{one.post}）" if one.post else one.name for one in own)
    return lines


def minutes_letter(meeting: JointMeeting) -> Letter:
    """Return the minutes: time, place, who took part, agenda, what was said, what was resolved, the next meeting."""
    people = people_of(meeting)
    blocks: list = [
        Paragraph(meeting.when, lead="时间："),
        Paragraph(meeting.place, lead="地点："),
        Paragraph(people[Side.ORIGIN], lead=f"{meeting.origin.name}出席："),
        Paragraph(people[Side.RESIDENCE], lead=f"{meeting.residence.name}出席："),
        Heading("一、议题"),
        *[Paragraph(f"{number}. {item.title}") for number, item in enumerate(meeting.items.all(), start=1)],
        Heading("二、会议情况"),
        Paragraph(meeting.minutes),
        Heading("三、议定事项"),
    ]
    resolutions = list(meeting.resolutions.select_related("unit", "owner"))
    if resolutions:
        rows = [
            (number, one.text, one.owner_label, one.due_on.isoformat(), one.get_state_display())
            for number, one in enumerate(resolutions, start=1)
        ]
        blocks.append(Table(("序号", "事项", "责任", "期限", "情况"), rows, widths=(14, 70, 32, 24, 16)))
    else:
        blocks.append(Paragraph("本次会议没有议定事项。"))
    if meeting.next_plan:
        blocks.append(Paragraph(meeting.next_plan, lead="下次会议："))
    return Letter(
        title=f"{meeting.title}纪要",
        blocks=blocks,
        signer=f"{meeting.origin.office_label}　{meeting.residence.office_label}",
        on=timezone.localdate(meeting.starts_at),
    )
