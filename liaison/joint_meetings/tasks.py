"""Telling of joint meetings and resolutions. Thin: ids in, notices out; safe to run twice."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from liaison.joint_meetings import notifications
from liaison.joint_meetings.deadlines import slots_due
from liaison.joint_meetings.models import CoManagement, JointStep, Resolution, ResolutionStep
from liaison.registration.deadlines import LADDER
from yunhe.notices.tasks import deliver


@shared_task
def tell_of_step(step_id: int) -> int:
    """Deliver the notices of one step of a meeting; returns how many were new."""
    step = JointStep.objects.select_related("meeting__origin", "meeting__residence").filter(pk=step_id).first()
    if step is None:
        return 0
    people, title, body = notifications.of_step(step)
    url = step.meeting.get_absolute_url()
    return deliver(people, key=f"joint-step-{step.pk}", kind="registration", title=title, body=body, url=url)


@shared_task
def tell_of_resolution(step_id: int) -> int:
    """Deliver the notices of one step of a resolution; returns how many were new."""
    related = ("resolution__meeting__origin", "resolution__meeting__residence", "resolution__unit", "resolution__owner")
    step = ResolutionStep.objects.select_related(*related).filter(pk=step_id).first()
    if step is None:
        return 0
    people, title, body = notifications.of_resolution_step(step)
    url = step.resolution.get_absolute_url()
    return deliver(people, key=f"resolution-step-{step.pk}", kind="registration", title=title, body=body, url=url)


@shared_task
def tell_of_resolution_deadline(resolution_id: int, on: str) -> int:
    """Deliver what is due on ISO date `on` about one open resolution; returns how many notices were new."""
    rows = Resolution.objects.open().select_related("meeting__origin__parent", "meeting__residence", "unit", "owner")
    resolution = rows.filter(pk=resolution_id).first()
    if resolution is None:
        return 0
    new = 0
    for reminder in LADDER.due(resolution.due_on, date.fromisoformat(on)):
        people, title, body = notifications.of_deadline(resolution, reminder)
        new += deliver(
            people,
            key=f"resolution-{resolution.pk}-{resolution.due_on}-{reminder.slot}",
            kind="registration",
            title=title,
            body=body,
            url=resolution.get_absolute_url(),
            is_urgent=reminder.days_late > 0,
        )
    return new


@shared_task
def tell_of_missing_meeting(origin_id: int, residence_id: int, on: str) -> int:
    """Deliver what is due on ISO date `on` to a pair that has not met in that year; returns how many notices were new."""
    day = date.fromisoformat(on)
    pair = (
        CoManagement.objects.pairs()
        .with_figures(day.year)
        .filter(origin_id=origin_id, residence_id=residence_id, held=0, planned=0, open_registrations__gt=0)
        .select_related("origin__parent", "residence")
        .first()
    )
    if pair is None:
        return 0
    new = 0
    for slot in slots_due(day, timezone.localdate(pair.created_at)):
        people, title, body = notifications.of_missing_meeting(pair, slot)
        new += deliver(
            people,
            key=f"joint-{origin_id}-{residence_id}-{slot.year}-{slot.name}",
            kind="registration",
            title=title,
            body=body,
            url=pair.get_absolute_url(),
            is_urgent=slot.days_late > 0,
        )
    return new
