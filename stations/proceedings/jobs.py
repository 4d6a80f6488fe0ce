"""Daily work: reminders of follow-ups."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from stations.models import FollowUp
from stations.proceedings.notifications import AHEAD
from stations.proceedings.tasks import remind_of_follow_up


@shared_task
def remind_of_follow_ups(on: str = "") -> int:
    """Hand every open follow-up that is late or due within three days to a worker; returns how many.

    on: ISO date, today when empty. Each reminder goes out once, also when a day was missed or the job runs twice.
    """
    day = date.fromisoformat(on) if on else timezone.localdate()
    near = FollowUp.objects.open().filter(due_on__lte=day + AHEAD).order_by("due_on", "pk")
    ids = list(near.values_list("pk", flat=True))
    for pk in ids:
        remind_of_follow_up.delay(pk, day.isoformat())
    return len(ids)
