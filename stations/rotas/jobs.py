"""Daily work: the notice of coming reception days, the reminder of those that nobody has written down."""

from datetime import timedelta

from celery import shared_task

from stations.rotas.models import Shift
from stations.rotas.tasks import tell_of_shift, tell_of_unrecorded
from yunhe.jobs.beat import beat, day_of
from yunhe.jobs.errands import hand_over

REMINDED = timedelta(days=120)  # after that only the lists speak of a day that nobody has written down
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


@shared_task
@beat("shift-unrecorded", hour=9, minute=5)
def remind_of_unrecorded(on: str = "") -> int:
    """Hand every past reception day without a record to a worker; returns how many. Repeating it sends nothing twice.

    on: ISO date, today when empty.
    """
    day = day_of(on)
    past = Shift.objects.unrecorded(day).filter(on__gte=day - REMINDED).order_by("on", "pk")
    return hand_over(past, tell_of_unrecorded, day.isoformat())
