"""Who may move a joint meeting or a resolution, and for which side."""

from liaison.joint_meetings.enums import MEETING, RESOLUTION, MeetingState, Turn
from liaison.joint_meetings.models import JointMeeting, Resolution
from liaison.registration.enums import Side
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied, IllegalMove


def sides_between(user: User, origin: Area, residence: Area) -> list[str]:
    """Return the sides for which `user` speaks between two units; the county office comes last."""
    scope = scope_of(user)
    sides: list[str] = []
    if scope.is_staff_for(origin, Role.OFFICE_STAFF):
        sides.append(Side.ORIGIN)
    if scope.is_staff_for(residence, Role.OFFICE_STAFF):
        sides.append(Side.RESIDENCE)
    if scope.is_staff_for(origin, Role.COUNTY_OFFICE):
        sides.append(Side.COUNTY)
    return sides


def acting_side(user: User, meeting: JointMeeting, verb: str) -> str:
    """Return the side for which `user` does `verb` on `meeting` now.

    Raises IllegalMove when the state does not allow the verb, Denied when it is the other side's move. The county office
    may act for any side and is named as county.
    """
    turns = MEETING.move(meeting.state, verb).sides
    own = sides_between(user, meeting.origin, meeting.residence)
    for side in own:
        if side in (Side.COUNTY, meeting.waits_for) or Turn.EITHER in turns:
            return side
    if not own:
        raise Denied(f"联席会议由{meeting.origin.name}和{meeting.residence.name}的人大机构办理。")
    raise Denied(f"“{MEETING.verbs[verb]}”由{meeting.waits_for_label}办理。")


def proposing_side(user: User, origin: Area, residence: Area) -> str:
    """Return the side for which `user` proposes a meeting: one of the two offices (the county urges, it does not convene)."""
    for side in sides_between(user, origin, residence):
        if side != Side.COUNTY:
            return side
    raise Denied(f"联席会议由{origin.name}或{residence.name}的人大机构提议。")


def can_edit_agenda(user: User, meeting: JointMeeting) -> None:
    """Both sides edit the agenda until the meeting is held."""
    if meeting.state not in (MeetingState.PROPOSED, MeetingState.AGREED):
        raise IllegalMove("会议已经召开或取消，议题不能再改。")
    if not sides_between(user, meeting.origin, meeting.residence):
        raise Denied(f"议题由{meeting.origin.name}和{meeting.residence.name}的人大机构拟定。")


def can_resolve(user: User, meeting: JointMeeting) -> None:
    """Both sides write down what was resolved, until the minutes are confirmed."""
    if meeting.state != MeetingState.HELD:
        raise IllegalMove("会议召开后、纪要确认前登记议定事项。")
    if not sides_between(user, meeting.origin, meeting.residence):
        raise Denied(f"议定事项由{meeting.origin.name}和{meeting.residence.name}的人大机构登记。")


def can_read_minutes(user: User, meeting: JointMeeting) -> None:
    """There are minutes once a meeting was held."""
    if not meeting.is_held:
        raise IllegalMove("会议还没有召开，没有纪要。")


def acting_side_on_resolution(user: User, resolution: Resolution, verb: str) -> str:
    """Return the side for which `user` does `verb` on `resolution` now; IllegalMove or Denied otherwise.

    The unit that owns it says that it is done; either side postpones or drops it, with a reason.
    """
    turns, meeting = RESOLUTION.move(resolution.state, verb).sides, resolution.meeting
    for side in sides_between(user, meeting.origin, meeting.residence):
        if side == Side.COUNTY or Turn.EITHER in turns or meeting.unit(side).pk == resolution.unit_id:
            return side
    raise Denied(f"“{RESOLUTION.verbs[verb]}”由{resolution.unit.name}办理。")
