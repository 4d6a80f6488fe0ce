"""Telling of joint meetings and resolutions. Thin: ids in, notices out; safe to run twice."""

from liaison.joint_meetings import notices
from liaison.joint_meetings.models import JointStep, Resolution, ResolutionStep
from yunhe.notices.telling import teller

_steps = JointStep.objects.select_related("meeting__origin", "meeting__residence")
_resolution_steps = ResolutionStep.objects.select_related(
    "resolution__meeting__origin", "resolution__meeting__residence", "resolution__unit", "resolution__owner"
)
_open = Resolution.objects.open().select_related("meeting__origin__parent", "meeting__residence", "unit", "owner")

tell_of_step = teller(f"{__name__}.tell_of_step", _steps, notices.of_step)
tell_of_resolution = teller(f"{__name__}.tell_of_resolution", _resolution_steps, notices.of_resolution_step)
tell_of_resolution_deadline = teller(f"{__name__}.tell_of_resolution_deadline", _open, notices.of_deadline)
