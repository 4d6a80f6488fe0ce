"""Telling of joint meetings and resolutions. Thin: ids in, notices out; safe to run twice."""

from datetime import date

from celery import shared_task

from liaison.joint_meetings import notices
from liaison.joint_meetings.models import CoManagement, JointStep, Resolution, ResolutionStep
from yunhe.notices.telling import tell, tell_about


@shared_task
def tell_of_step(step_id: int) -> int:
    """Tell of one step of a meeting; returns how many notices were new."""
    rows = JointStep.objects.select_related("meeting__origin", "meeting__residence")
    return tell_about(rows, step_id, notices.of_step)


@shared_task
def tell_of_resolution(step_id: int) -> int:
    """Tell of one step of a resolution; returns how many notices were new."""
    related = ("resolution__meeting__origin", "resolution__meeting__residence", "resolution__unit", "resolution__owner")
    return tell_about(ResolutionStep.objects.select_related(*related), step_id, notices.of_resolution_step)


@shared_task
def tell_of_resolution_deadline(resolution_id: int, on: str) -> int:
    """Tell what is due on ISO date `on` about one open resolution; returns how many notices were new."""
    rows = Resolution.objects.open().select_related("meeting__origin__parent", "meeting__residence", "unit", "owner")
    return tell_about(rows, resolution_id, lambda one: notices.of_deadline(one, date.fromisoformat(on)))


@shared_task
def tell_of_missing_meeting(origin_id: int, residence_id: int, on: str) -> int:
    """Tell what is due on ISO date `on` to a pair that has not met in that year; returns how many notices were new."""
    day = date.fromisoformat(on)
    pairs = CoManagement.objects.pairs().without_meeting(day.year).select_related("origin__parent", "residence")
    pair = pairs.filter(origin_id=origin_id, residence_id=residence_id).first()
    return tell(*notices.of_missing_meeting(pair, day)) if pair else 0
