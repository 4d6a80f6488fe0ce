"""What beat does for urgings every day."""

from datetime import timedelta

from celery import shared_task

from liaison.urgings import tasks, workflow
from liaison.urgings.enums import UrgingState
from liaison.urgings.models import Urging
from yunhe.jobs.beat import beat, day_of
from yunhe.jobs.errands import hand_over

AHEAD = timedelta(days=14)  # longer than any run of holidays


@shared_task
@beat("urging-settling", minute=35)
def settle_what_is_done() -> int:
    """Close what was urged and has been done since; returns how many."""
    return sum(workflow.settle(urging) for urging in Urging.objects.settling().order_by("pk"))


@shared_task
@beat("urging-deadlines", hour=8, minute=50)
def remind_deadlines(on: str = "") -> int:
    """Hand every urging whose answer is due soon or late to a worker; returns how many. Repeating it tells nothing twice."""
    day = day_of(on)
    rows = Urging.objects.filter(state=UrgingState.SENT, answer_by__lte=day + AHEAD).order_by("pk")
    return hand_over(rows, tasks.tell_of_deadline, day.isoformat())
