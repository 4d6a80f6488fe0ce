"""Reads for the pages of pairs, meetings and resolutions."""

from datetime import date

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from deputies.teams.models import Team
from liaison.joint_meetings.enums import MeetingState
from liaison.joint_meetings.models import CoManagement, JointMeeting
from liaison.registration.enums import Side
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.models import Area
from yunhe.kit.asked import number

FIRST_YEAR = 2023  # when the county began dual management


def turn_of(meeting: JointMeeting) -> str:
    """Return in words what is awaited of whom."""
    return {
        MeetingState.PROPOSED: f"等{meeting.waits_for_label}答复时间地点",
        MeetingState.AGREED: "双方准备议题，开完会登记纪要",
        MeetingState.HELD: f"等{meeting.waits_for_label}确认纪要",
        MeetingState.CLOSED: "双方已确认纪要",
        MeetingState.CANCELLED: f"已取消：{meeting.cancel_reason}",
    }[MeetingState(meeting.state)]


MEETING_STEPS = (MeetingState.PROPOSED, MeetingState.AGREED, MeetingState.HELD, MeetingState.CLOSED)


def step_of(meeting: JointMeeting) -> int:
    """Return the position of `meeting` in MEETING_STEPS; a closed one has passed them all, a cancelled one none."""
    if meeting.state == MeetingState.CANCELLED:
        return 0
    return MEETING_STEPS.index(MeetingState(meeting.state)) + (meeting.state == MeetingState.CLOSED)


def chosen_year(asked: QueryDict) -> int:
    """Return the year that a query names, this year for anything else."""
    this, year = timezone.localdate().year, number(asked, "year")
    return year if year and FIRST_YEAR <= year <= this + 1 else this


def years() -> list[int]:
    """Return the years that may be looked at, newest first."""
    return list(range(timezone.localdate().year + 1, FIRST_YEAR - 1, -1))


def missing_q(today: date) -> dict[str, Q]:
    """Return the conditions of a pair's year on rows with figures: held, planned, missing, and late among the missing.

    A pair younger than the day of the year is late in the next year at the earliest.
    """
    missing = Q(held=0, planned=0, open_registrations__gt=0)
    late = missing & Q(meet_by__lt=today, created_at__date__lte=F("meet_by"))
    return {"held": Q(held__gt=0), "planned": Q(held=0, planned__gt=0), "missing": missing, "late": late}


def standing_of(pair: CoManagement, today: date) -> tuple[str, str]:
    """Return (words, tone) on the meeting of `pair` in the year of its figures."""
    if pair.held:  # type: ignore[attr-defined]
        return "已召开", "success"
    if pair.planned:  # type: ignore[attr-defined]
        return "正在约定", "info"
    if not pair.open_registrations:  # type: ignore[attr-defined]
        return "没有共管代表", "muted"
    if timezone.localdate(pair.created_at) <= pair.meet_by < today:  # type: ignore[attr-defined]
        return "逾期未召开", "danger"
    return "尚未召开", "warning"


def standing_counts(user: User, year: int) -> dict[str, int]:
    """Return how many pairs of `user` there are, and how many have met, arranged, are missing or late in `year`."""
    pairs = CoManagement.objects.pairs_of(user).with_figures(year)
    conditions = missing_q(timezone.localdate())
    counts = {"all": pairs.count()}
    return counts | {name: pairs.filter(condition).count() for name, condition in conditions.items()}


def joint_teams(origin: Area, residence: Area) -> QuerySet[Team]:
    """Return the standing joint teams of two units, which may be the body that meets (共治协作组)."""
    return Team.objects.standing().filter(Q(area=origin, partner=residence) | Q(area=residence, partner=origin))


def people_of_body(meeting: JointMeeting) -> dict[str, list[str]]:
    """Return the members of the body that meets, by side, one line each: name and post."""
    lines: dict[str, list[str]] = {Side.ORIGIN: [], Side.RESIDENCE: []}
    if not meeting.body_id:
        return lines
    members = meeting.body.members.in_force().select_related("deputy", "associate") if meeting.body else []
    for member in members:
        area_id = member.side_id or (member.deputy.origin_id if member.deputy else meeting.residence_id)
        side = Side.ORIGIN if area_id == meeting.origin_id else Side.RESIDENCE
        lines[side].append(f"{member.name} {member.post or member.get_role_display()}".strip())
    return lines


def people_present(meeting: JointMeeting) -> dict[str, list[str]]:
    """Return who took part, by side, one line each: name and post."""
    lines: dict[str, list[str]] = {Side.ORIGIN: [], Side.RESIDENCE: []}
    for one in meeting.attendees.all():
        lines[one.side].append(f"{one.name} {one.post}".strip())
    return lines


def owners_between(origin: Area, residence: Area) -> list[tuple[str, str]]:
    """Return the people of both offices to whom a resolution may be given, as choices: id and 浮云街道 张三."""
    held = Appointment.objects.in_force().filter(
        area__in=(origin, residence), role=Role.OFFICE_STAFF, user__is_active=True
    )
    found = held.select_related("user", "area").order_by("area__order", "user__name", "user_id")
    return [(str(one.user_id), f"{one.area.name} {one.user.name}") for one in found]
