"""Telling the other sides of a step. Thin: one id in, notices out; safe to run twice."""

from datetime import date

from celery import shared_task

from liaison.registration import notifications
from liaison.registration.deadlines import reminders_due
from liaison.registration.models import EligibilityAlarm, Registration, RegistrationStep
from yunhe.notices.tasks import deliver


@shared_task
def tell_of_step(move_id: int) -> int:
    """Deliver the notices of one step to everyone concerned but its author; returns how many were new."""
    move = (
        RegistrationStep.objects.select_related(
            "registration__deputy__user", "registration__origin", "registration__residence", "registration__community"
        )
        .filter(pk=move_id)
        .first()
    )
    if move is None:
        return 0
    return sum(
        deliver(
            people,
            key=f"registration-move-{move.pk}",
            kind="registration",
            title=title,
            body=body,
            url=move.registration.get_absolute_url(),
        )
        for people, title, body in notifications.of_move(move)
    )


@shared_task
def tell_of_deadline(registration_id: int, on: str) -> int:
    """Deliver what is due on ISO date `on` about the deadline of one registration; returns how many notices were new."""
    registration = (
        Registration.objects.open()
        .select_related("deputy__user", "origin__parent", "residence", "community")
        .filter(pk=registration_id, due_on__isnull=False)
        .first()
    )
    if registration is None:
        return 0
    new = 0
    for reminder in reminders_due(registration.due_on, date.fromisoformat(on)):
        people, title, body = notifications.of_deadline(registration, reminder)
        new += deliver(
            people,
            key=f"registration-{registration.pk}-{registration.state}-{registration.due_on}-{reminder.slot}",
            kind="registration",
            title=title,
            body=body,
            url=registration.get_absolute_url(),
            is_urgent=reminder.days_late > 0,
        )
    return new


@shared_task
def tell_of_alarm(alarm_id: int, step_id: int | None = None) -> int:
    """Deliver the notices that an eligibility alarm was raised, or of one step about it; returns how many were new."""
    rows = EligibilityAlarm.objects.select_related("deputy", "mandate", "origin__parent", "residence")
    alarm = rows.filter(pk=alarm_id).first()
    step = alarm.steps.filter(pk=step_id).first() if alarm and step_id else None
    if alarm is None or (step_id and step is None):
        return 0
    people, title, body = notifications.of_alarm(alarm, step)
    return deliver(
        people,
        key=f"alarm-{alarm.pk}-{step.pk if step else 'raised'}",
        kind="registration",
        title=title,
        body=body,
        url=alarm.get_absolute_url(),
        is_urgent=step is None,
    )
