"""What waits for the offices of a pair: answers to give, resolutions to carry out."""

from django.urls import reverse

from liaison.joint_meetings.enums import ResolutionState
from liaison.joint_meetings.models import JointMeeting, Resolution
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """Return what waits for the offices of `user`."""
    if not scope_of(user).has_role(*OFFICES):
        return []
    meetings, url = JointMeeting.objects.waiting_for(user), f"{reverse('joint_meetings:meeting-list')}?mine=1"
    resolutions = Resolution.objects.open().owned_by_offices_of(user)
    resolved = f"{reverse('joint_meetings:resolution-list')}?state={ResolutionState.OPEN.value}&mine=1"
    return [
        Waiting.of("联席会议等答复", "答复时间地点，或确认会议纪要", meetings, url),
        Waiting.of("议定事项", "联席会议交给本单位办理的事", resolutions, resolved, due="due_on"),
    ]
