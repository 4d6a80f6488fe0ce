"""From a proposal to confirmed minutes."""

from collections.abc import Container, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from deputies.teams.models import Team
from liaison.joint_meetings import tasks
from liaison.joint_meetings.agenda import draft_agenda
from liaison.joint_meetings.enums import MEETING, WAITING_MEETINGS
from liaison.joint_meetings.models import CoManagement, JointAttendee, JointItem, JointMeeting, JointStep
from liaison.joint_meetings.policies import acting_side, proposing_side
from liaison.registration.enums import Side
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.moves import START, locked
from yunhe.kit.refusals import IllegalMove, Refused, required

ROWS = JointMeeting.objects.select_related("origin__parent", "residence", "body")


class Present(NamedTuple):
    """Somebody who took part: of which side, name, post."""

    side: str
    name: str
    post: str


def lock(meeting: JointMeeting, expected: str | None = None) -> JointMeeting:
    """Return the meeting locked; IllegalMove when it is no longer in the state the person saw."""
    return locked(ROWS.all(), meeting, expected)


def other(side: str) -> str:
    """Return the other of the two sides; after the county acted for a proposal both are asked through the residence."""
    return Side.ORIGIN if side == Side.RESIDENCE else Side.RESIDENCE


def _take(meeting: JointMeeting, verb: str, *, by: User, side: str, note: str = "") -> JointMeeting:
    """Put `meeting` (changed, not saved) into the state after `verb`; write the step, the audit event and the notices.

    A proposal and minutes wait for the other side.
    """
    before = meeting.state if meeting.pk else START
    meeting.state = MEETING.after(before, verb)
    meeting.waits_for = other(side) if meeting.state in WAITING_MEETINGS else ""
    meeting.save()
    step = JointStep.write(meeting, verb, before=before, side=side, by=by, note=note)
    changes = {**step.changes, "时间": ["", meeting.when]}
    record(f"joint.{verb}", step.label, meeting, by=by, changes=changes, reason=note)
    later(tasks.tell_of_step, step.pk)
    return meeting


def _arrange(meeting: JointMeeting, starts_at: datetime, place: str) -> None:
    """Set time and place of a meeting to come."""
    if starts_at <= timezone.now():
        raise Refused("会议时间应在现在以后。已经开过的会，请先约定再登记。")
    _place(meeting, starts_at, place)


def _place(meeting: JointMeeting, starts_at: datetime, place: str) -> None:
    meeting.starts_at, meeting.place = starts_at, required(place, "请填写会议地点。")
    meeting.year = timezone.localtime(starts_at).year


@transaction.atomic
def propose(
    origin: Area,
    residence: Area,
    *,
    starts_at: datetime,
    place: str,
    body: Team | None = None,
    note: str = "",
    by: User,
) -> JointMeeting:
    """One side proposes a meeting (→ PROPOSED); the other side is asked. Further side effect: the agenda, drafted from data."""
    side = proposing_side(by, origin, residence)
    if not CoManagement.objects.pairs().filter(origin=origin, residence=residence).exists():
        raise Refused(f"{origin.name}和{residence.name}之间没有共管的代表，不需要开联席会议。")
    if body and {body.area_id, body.partner_id} != {origin.pk, residence.pk}:
        raise Refused("会议主体应是这两个单位的联合团队。")
    waiting = JointMeeting.objects.between(origin, residence).open().first()
    if waiting:
        raise Refused(f"已有一次待召开的联席会议（{waiting.when}），请在那里改时间。")
    meeting = JointMeeting(origin=origin, residence=residence, body=body, state=START, proposed_by=side)
    meeting.created_by = by.display_name
    _arrange(meeting, starts_at, place)
    try:
        with transaction.atomic():
            _take(meeting, "propose", by=by, side=side, note=note)
    except IntegrityError as error:  # both sides have proposed at the same moment
        raise Refused("对方刚刚也提议了一次会议，请刷新页面答复。") from error
    write_drafts(meeting)
    return meeting


def write_drafts(meeting: JointMeeting, *, but: Container[str] = ()) -> int:
    """Write the agenda as the data drafts it, without items of the kinds `but`; returns how many items."""
    drafts = [draft for draft in draft_agenda(meeting.origin, meeting.residence) if draft.kind not in but]
    items = (JointItem(meeting=meeting, order=number, **asdict(draft)) for number, draft in enumerate(drafts))
    return len(JointItem.objects.bulk_create(items))


@transaction.atomic
def agree(
    meeting: JointMeeting, *, by: User, note: str = "", expected: str | None = None, at: str = ""
) -> JointMeeting:
    """The side that is asked agrees to time and place (PROPOSED → AGREED).

    at: the time that the person saw (ISO); when the other side has proposed another one since, it is refused.
    """
    meeting = lock(meeting, expected)
    side = acting_side(by, meeting, "agree")
    if at and meeting.starts_at.isoformat() != at:
        raise IllegalMove(f"时间刚刚改为{meeting.when}，请核对后再答复。")
    return _take(meeting, "agree", by=by, side=side, note=note)


@transaction.atomic
def counter(
    meeting: JointMeeting, *, starts_at: datetime, place: str, note: str = "", by: User, expected: str | None = None
) -> JointMeeting:
    """Propose another time or place (PROPOSED or AGREED → PROPOSED); now the other side is asked."""
    meeting = lock(meeting, expected)
    side = acting_side(by, meeting, "counter")
    _arrange(meeting, starts_at, place)
    return _take(meeting, "counter", by=by, side=side, note=note)


@transaction.atomic
def cancel(meeting: JointMeeting, *, note: str, by: User, expected: str | None = None) -> JointMeeting:
    """Either side cancels a meeting to come, with the reason (PROPOSED or AGREED → CANCELLED)."""
    meeting = lock(meeting, expected)
    side = acting_side(by, meeting, "cancel")
    meeting.cancel_reason = required(note, "请写明取消原因。")
    return _take(meeting, "cancel", by=by, side=side, note=note)


@transaction.atomic
def hold(
    meeting: JointMeeting,
    *,
    starts_at: datetime,
    place: str,
    attendees: Iterable[Present],
    minutes: str,
    next_plan: str = "",
    by: User,
    expected: str | None = None,
) -> JointMeeting:
    """Write down that the meeting took place (AGREED → HELD); the other side is asked to confirm the minutes.

    starts_at: when it really began, not in the future. Further side effect: the attendance.
    """
    meeting = lock(meeting, expected)
    side = acting_side(by, meeting, "hold")
    if starts_at > timezone.now():
        raise Refused("会议还没有开，开完再登记。")
    _place(meeting, starts_at, place)
    _write_down(meeting, attendees, minutes, next_plan)
    return _take(meeting, "hold", by=by, side=side)


@transaction.atomic
def amend(
    meeting: JointMeeting,
    *,
    attendees: Iterable[Present],
    minutes: str,
    next_plan: str = "",
    note: str = "",
    by: User,
    expected: str | None = None,
) -> JointMeeting:
    """Correct the minutes before they are confirmed (HELD → HELD); now the other side is asked."""
    meeting = lock(meeting, expected)
    side = acting_side(by, meeting, "amend")
    _write_down(meeting, attendees, minutes, next_plan)
    return _take(meeting, "amend", by=by, side=side, note=note)


@transaction.atomic
def confirm(
    meeting: JointMeeting, *, by: User, note: str = "", expected: str | None = None, seen: str = ""
) -> JointMeeting:
    """The other side confirms the minutes (HELD → CLOSED); nothing of them changes afterwards.

    seen: the number of the last step that the person saw; when the minutes were amended since, it is refused.
    """
    meeting = lock(meeting, expected)
    side = acting_side(by, meeting, "confirm")
    if seen and str(last_step(meeting)) != seen:
        raise IllegalMove("纪要刚刚被修改过，请核对最新内容再确认。")
    return _take(meeting, "confirm", by=by, side=side, note=note)


def last_step(meeting: JointMeeting) -> int:
    """Return the number of the newest step of `meeting`, 0 for none."""
    return meeting.steps.order_by("-pk").values_list("pk", flat=True).first() or 0


def _write_down(meeting: JointMeeting, attendees: Iterable[Present], minutes: str, next_plan: str) -> None:
    present = list(attendees)
    if {person.side for person in present} != {Side.ORIGIN, Side.RESIDENCE}:
        raise Refused("请填写双方的出席人员，每方至少一人。")
    meeting.minutes = required(minutes, "请写会议纪要。")
    meeting.next_plan = next_plan.strip()
    meeting.attendees.all().delete()
    rows = (JointAttendee(meeting=meeting, side=side, name=name[:40], post=post[:60]) for side, name, post in present)
    JointAttendee.objects.bulk_create(rows)
