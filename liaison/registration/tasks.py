"""Telling the other sides. Each returns how many notices were new, and is safe to run twice."""

from datetime import date
from functools import partial

from celery import shared_task

from liaison.registration import notices
from liaison.registration.models import EligibilityAlarm, Registration, RegistrationStep
from yunhe.notices.telling import tell, tell_about


@shared_task
def tell_of_step(step_id: int) -> int:
    """Tell everyone concerned of one step."""
    parts = ("deputy__user", "origin", "residence", "community")
    rows = RegistrationStep.objects.select_related(*(f"registration__{part}" for part in parts))
    return tell_about(rows, step_id, notices.of_step)


@shared_task
def tell_of_deadline(registration_id: int, on: str) -> int:
    """Tell what is due on ISO date `on` about the deadline of one registration."""
    rows = Registration.objects.open().select_related("deputy__user", "origin__parent", "residence", "community")
    return tell_about(rows, registration_id, partial(notices.of_deadline, on=date.fromisoformat(on)))


@shared_task
def tell_of_alarm(alarm_id: int, step_id: int | None = None) -> int:
    """Tell that an eligibility alarm was raised, or of one step about it."""
    rows = EligibilityAlarm.objects.select_related("deputy", "mandate", "origin__parent", "residence")
    if step_id is None:
        return tell_about(rows, alarm_id, notices.of_alarm)
    alarm = rows.filter(steps=step_id, pk=alarm_id).first()
    return tell(*notices.of_alarm(alarm, alarm.steps.get(pk=step_id))) if alarm else 0
