"""Telling of joint meetings and resolutions. Thin: ids in, notices out; safe to run twice."""

from datetime import date

from celery import shared_task

from liaison.joint_meetings import notices
from liaison.joint_meetings.models import CoManagement, JointStep, Resolution, ResolutionStep
from yunhe.notices.telling import tell, teller

_steps = JointStep.objects.select_related("meeting__origin", "meeting__residence")
_resolution_steps = ResolutionStep.objects.select_related(
    "resolution__meeting__origin", "resolution__meeting__residence", "resolution__unit", "resolution__owner"
)
_open = Resolution.objects.open().select_related("meeting__origin__parent", "meeting__residence", "unit", "owner")

tell_of_step = teller(f"{__name__}.tell_of_step", _steps, notices.of_step)
tell_of_resolution = teller(f"{__name__}.tell_of_resolution", _resolution_steps, notices.of_resolution_step)
tell_of_resolution_deadline = teller(f"{__name__}.tell_of_resolution_deadline", _open, notices.of_deadline)


@shared_task
def tell_of_missing_meeting(origin_id: int, residence_id: int, on: str) -> int:
    """Tell what is due on ISO date `on` to a pair that has not met in that year; returns how many notices were new."""
    day = date.fromisoformat(on)
    pairs = CoManagement.objects.pairs().without_meeting(day.year).select_related("origin__parent", "residence")
    pair = pairs.filter(origin_id=origin_id, residence_id=residence_id).first()
    return tell(*notices.of_missing_meeting(pair, day)) if pair else 0
