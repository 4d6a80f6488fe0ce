"""Who may call a session, call the roll, ask for leave and decide it. Each raises Denied with the reason in Chinese."""

from datetime import timedelta

from django.utils import timezone

from deputies.people.enums import CongressLevel
from liaison.sessions.enums import LEAVE, SESSION, AttendanceStatus, LeaveSide, LeaveState, SessionState
from liaison.sessions.models import Attendance, CongressSession, Leave, Sitting, Summons
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied, IllegalMove

AFTERWARDS = timedelta(days=15)  # after a session how long leave may still be asked for (补假); our proposal


def can_keep_session(user: User, area: Area, level: str) -> None:
    """The county office keeps the sessions of its county; a township's own office keeps its township's."""
    scope = scope_of(user)
    if scope.is_staff_for(area, Role.COUNTY_OFFICE):
        return
    if level == CongressLevel.TOWNSHIP and scope.is_staff_for(area, Role.OFFICE_STAFF):
        return
    raise Denied(f"{area.name}的会议由{area.office_label}登记。")


def can_convene(user: User) -> None:
    """Some office; for which congress the form offers and the verb asks."""
    if not scope_of(user).has_role(*OFFICES):
        raise Denied("会议由召集会议的人大登记。")


def can_change_session(user: User, session: CongressSession) -> None:
    """Until it has been held, its convenor changes days, place and who is called."""
    can_keep_session(user, session.area, session.level)
    if session.state != SessionState.PLANNED:
        raise IllegalMove(f"会议现在是“{session.get_state_display()}”，不能再改日程和应到人员。")


def can_move_session(user: User, session: CongressSession, verb: str) -> None:
    """The convenor, and only where the machine goes on."""
    SESSION.check(session.state, verb)
    can_keep_session(user, session.area, session.level)


def can_call_roll(user: User, sitting: Sitting) -> None:
    """The convenor, from the day of the sitting on; corrections too, after the session as well."""
    session = sitting.session
    can_keep_session(user, session.area, session.level)
    if session.state == SessionState.CANCELLED:
        raise IllegalMove("会议已经取消，不用点名。")
    if sitting.on > timezone.localdate():
        raise IllegalMove(f"{sitting}还没有到，开会当天再点名。")


def sides_of(user: User, summons: Summons) -> list[str]:
    """Return the sides for which `user` speaks on a leave from `summons`."""
    session, deputy = summons.session, summons.deputy
    scope = scope_of(user)
    is_office = scope.is_staff_for(session.area, Role.COUNTY_OFFICE) or (
        session.level == CongressLevel.TOWNSHIP and scope.is_staff_for(session.area, Role.OFFICE_STAFF)
    )
    held = (
        (LeaveSide.DEPUTY, deputy.user_id is not None and deputy.user_id == user.pk),
        (LeaveSide.OFFICE, is_office),
    )
    return [side for side, is_held in held if is_held]


def can_ask_for_others(user: User, session: CongressSession) -> None:
    """The convenor writes down the leave of a deputy who has no phone, of a session that is held."""
    can_keep_session(user, session.area, session.level)
    if session.state == SessionState.CANCELLED:
        raise IllegalMove("会议已经取消，不用请假。")


def can_ask_leave(user: User, summons: Summons) -> None:
    """The deputy, or the convening office for a deputy without a phone; some days after the session at most."""
    session = summons.session
    if not sides_of(user, summons):
        raise Denied("请假由代表本人提出，或由召集会议的人大代为登记。")
    if session.state == SessionState.CANCELLED:
        raise IllegalMove("会议已经取消，不用请假。")
    if timezone.localdate() > session.ends_on + AFTERWARDS:
        raise IllegalMove(
            f"会议结束已超过 {AFTERWARDS.days} 天，不能再补假；出席登记有误的，请联系召集会议的人大更正。"
        )


def acting_side(user: User, leave: Leave, verb: str) -> str:
    """Return the side for which `user` does `verb` on `leave` now. Raises IllegalMove or Denied.

    A leave by which somebody has been written down as on leave is not withdrawn any more: the roll is corrected.
    """
    session = leave.summons.session
    names = {LeaveSide.OFFICE: session.area.office_label}
    side = LEAVE.acting_side(leave.state, verb, sides_of(user, leave.summons), names)
    used = Attendance.objects.current().filter(summons=leave.summons_id, status=AttendanceStatus.ON_LEAVE)
    if verb == "withdraw" and leave.state == LeaveState.GRANTED and used.exists():
        raise IllegalMove("已经按请假点名，不能再销假；实际到会的，请联系召集会议的人大更正点名。")
    return side


def can_read_reason(user: User, leave: Leave) -> None:
    """The reason is for the deputy and for who decides; others see that there is a leave."""
    if not sides_of(user, leave.summons):
        raise Denied("请假事由只有代表本人和召集会议的人大能看。")
