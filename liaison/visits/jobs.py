"""Daily work: reminders before a great visit ends."""

from datetime import timedelta

from celery import shared_task

from liaison.visits.models import VisitCampaign
from liaison.visits.tasks import remind_of_campaign
from yunhe.jobs.beat import beat, day_of
from yunhe.jobs.errands import hand_over

REMIND_AHEAD = timedelta(days=3)


@shared_task
@beat("campaign-reminders", hour=9, minute=5)
def remind_of_ending_campaigns(on: str = "") -> int:
    """Hand every great visit that ends within three days to a worker; returns how many. Repeating it sends nothing twice.

    on: ISO date, today when empty.
    """
    day = day_of(on)
    ending = VisitCampaign.objects.running(day).filter(ends_on__lte=day + REMIND_AHEAD).order_by("pk")
    return hand_over(ending, remind_of_campaign)
