"""Telling the other sides. Each returns how many notices were new, and is safe to run twice."""

from celery import shared_task

from liaison.registration import notices
from liaison.registration.models import EligibilityAlarm, Registration, RegistrationStep
from yunhe.notices.telling import tell, tell_about, teller

_steps = RegistrationStep.objects.select_related(
    *(f"registration__{part}" for part in ("deputy__user", "origin", "residence", "community"))
)
_open = Registration.objects.open().select_related("deputy__user", "origin__parent", "residence", "community")

tell_of_step = teller(f"{__name__}.tell_of_step", _steps, notices.of_step)
tell_of_deadline = teller(f"{__name__}.tell_of_deadline", _open, notices.of_deadline)


@shared_task
def tell_of_alarm(alarm_id: int, step_id: int | None = None) -> int:
    """Tell that an eligibility alarm was raised, or of one step about it."""
    rows = EligibilityAlarm.objects.select_related("deputy", "mandate", "origin__parent", "residence")
    if step_id is None:
        return tell_about(rows, alarm_id, notices.of_alarm)
    alarm = rows.filter(steps=step_id, pk=alarm_id).first()
    return tell(*notices.of_alarm(alarm, alarm.steps.get(pk=step_id))) if alarm else 0
