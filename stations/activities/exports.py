"""Minutes as a Word file."""

from django.utils import timezone

from stations.activities.models import Minutes
from stations.activities.queries import Attendance
from yunhe.letters import Heading, Letter, Paragraph


def minutes_letter(minutes: Minutes, attendance: Attendance) -> Letter:
    """Return the minutes as an official letter: time, place, people, what was said, what was agreed."""
    activity = minutes.activity
    present = "、".join(person.deputy.name for person in attendance.people if person.check_in)
    facts = (
        ("时间：", activity.times_label),
        ("地点：", activity.where),
        ("主持：", minutes.chair),
        ("参加代表：", f"{present}（共 {attendance.present} 人）" if present else ""),
        ("列席：", minutes.guests),
        ("记录：", minutes.recorder),
    )
    blocks: list = [Paragraph(text, lead=lead) for lead, text in facts if text]
    blocks += [Heading("一、议事情况"), Paragraph(minutes.body)]
    if minutes.agreed.strip():
        blocks += [Heading("二、议定事项"), Paragraph(minutes.agreed)]
    issued = timezone.localtime(minutes.published_at).date() if minutes.published_at else None
    return Letter(
        title=f"{activity.title}纪要",
        blocks=blocks,
        signer=activity.organising_area.office_name or activity.organising_area.full_name,
        on=issued,
        note="" if minutes.published_at else "草稿，尚未印发。",
    )
