"""Daily work: reminders before a great visit ends."""

from datetime import date, timedelta

from celery import shared_task
from django.utils import timezone

from liaison.visits.models import VisitCampaign
from liaison.visits.tasks import remind_of_campaign
from yunhe.jobs.beat import beat
from yunhe.jobs.errands import later

REMIND_AHEAD = timedelta(days=3)


@shared_task
@beat("campaign-reminders", hour=9, minute=5)
def remind_of_ending_campaigns(on: str = "") -> int:
    """Hand every great visit that ends within three days to a worker; returns how many. Repeating it sends nothing twice.

    on: ISO date, today when empty.
    """
    day = date.fromisoformat(on) if on else timezone.localdate()
    ending = VisitCampaign.objects.running(day).filter(ends_on__lte=day + REMIND_AHEAD).order_by("pk")
    ids = list(ending.values_list("pk", flat=True))
    for pk in ids:
        later(remind_of_campaign, pk)
    return len(ids)
