"""What beat does every day: resolutions that fall due, pairs that have not met."""

from datetime import timedelta

from celery import shared_task

from liaison.joint_meetings import tasks
from liaison.joint_meetings.models import CoManagement, Resolution
from yunhe.jobs.beat import beat, day_of
from yunhe.jobs.errands import hand_over, later

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


@shared_task
@beat("joint-meetings", hour=8, minute=20)
def remind_meetings(on: str = "") -> int:
    """Hand every pair with open registrations that has neither met nor arranged to meet this year to a worker; returns how many."""
    day = day_of(on)
    pairs = CoManagement.objects.pairs().without_meeting(day.year)
    missing = list(pairs.order_by("pk").values_list("origin_id", "residence_id"))
    for origin_id, residence_id in missing:
        later(tasks.tell_of_missing_meeting, origin_id, residence_id, day.isoformat())
    return len(missing)
