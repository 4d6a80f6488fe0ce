"""What beat does every day: resolutions that fall due."""

from datetime import timedelta

from celery import shared_task

from liaison.joint_meetings import tasks
from liaison.joint_meetings.models import Resolution
from yunhe.jobs.beat import beat, day_of
from yunhe.jobs.errands import hand_over

AHEAD = timedelta(days=14)  # longer than any run of holidays


@shared_task
@beat("joint-resolutions", hour=8, minute=35)
def remind_resolutions(on: str = "") -> int:
    """Hand every open resolution whose day is near or past to a worker; returns how many. Repeating it sends nothing twice.

    on: ISO date, today when empty.
    """
    day = day_of(on)
    near = Resolution.objects.open().filter(due_on__lte=day + AHEAD)
    return hand_over(near, tasks.tell_of_resolution_deadline, day.isoformat())
