"""Daily work: the notice of coming reception days."""

from datetime import timedelta

from celery import shared_task

from stations.rotas.models import Shift
from stations.rotas.tasks import tell_of_shift
from yunhe.jobs.beat import beat, day_of
from yunhe.jobs.errands import hand_over

NOTICE_AHEAD = timedelta(days=3)  # the notice of a reception day: time, place, topic


@shared_task
@beat("shift-notices", hour=8, minute=50)
def tell_of_coming_shifts(on: str = "") -> int:
    """Hand every reception day of the next three days to a worker; returns how many. Repeating it sends nothing twice.

    on: ISO date, today when empty.
    """
    day = day_of(on)
    coming = Shift.objects.coming(day).filter(on__lte=day + NOTICE_AHEAD).order_by("on", "pk")
    return hand_over(coming, tell_of_shift)
