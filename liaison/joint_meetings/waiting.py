"""What waits for the offices of a pair: answers to give, resolutions to carry out."""

from liaison.joint_meetings.enums import ResolutionState
from liaison.joint_meetings.tables import MeetingListing, ResolutionListing
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return what waits for the offices of `user`."""
    if not scope_of(user).has_role(*OFFICES):
        return []
    meetings = MeetingListing.at(user, "joint_meetings:meeting-list", mine=1)
    resolved = ResolutionListing.at(user, "joint_meetings:resolution-list", state=ResolutionState.OPEN.value, mine=1)
    return [
        Waiting.of("联席会议等答复", "答复时间地点，或确认会议纪要", meetings),
        Waiting.of("议定事项", "联席会议交给本单位办理的事", resolved, due="due_on"),
    ]
