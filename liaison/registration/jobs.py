"""What beat does for registrations every day. `manage.py remind_deadlines` does the same by hand."""

from datetime import date, timedelta

from celery import shared_task
from django.utils import timezone

from liaison.registration import tasks, workflow
from liaison.registration.models import EligibilityAlarm, Registration
from yunhe.jobs.beat import beat, day_of
from yunhe.jobs.errands import hand_over

AHEAD = timedelta(days=14)  # longer than any run of holidays


def files_with_deadlines(day: date):
    """Return the open registrations whose deadline is near or past on `day`."""
    return Registration.objects.open().filter(due_on__lte=day + AHEAD).order_by("due_on", "pk")


@shared_task
@beat("registration-deadlines", hour=8, minute=40)
def remind_deadlines(on: str = "") -> int:
    """Hand every registration whose deadline is near or past to a worker; returns how many. Repeating it sends nothing twice.

    on: ISO date, today when empty.
    """
    day = day_of(on)
    return hand_over(files_with_deadlines(day), tasks.tell_of_deadline, day.isoformat())


@shared_task
@beat("eligibility-alarms", minute="10,40")
def raise_alarms() -> int:
    """Raise an eligibility alarm for each township deputy whose household has left; have untold ones told. Returns how many are new.

    Telling again is harmless: a notice that was delivered is not delivered twice.
    """
    raised = workflow.raise_alarms()
    recent = EligibilityAlarm.objects.open().filter(raised_at__gte=timezone.now() - timedelta(days=2))
    hand_over(recent, tasks.tell_of_alarm)
    return raised
