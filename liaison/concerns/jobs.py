"""What beat does for concerns every day."""

from celery import shared_task
from django.utils import timezone

from liaison.concerns import clocks, tasks
from liaison.concerns.enums import WAITS_FOR_VOTER, ConcernState, VoterRating
from liaison.concerns.models import Concern
from liaison.concerns.workflow.steps import close_by_itself, lapse
from yunhe.jobs.beat import beat
from yunhe.jobs.errands import hand_over
from yunhe.kit.refusals import Denied


@shared_task
@beat("concern-deadlines", hour=8, minute=45)
def remind_deadlines() -> int:
    """Hand every concern whose deadline is near or past, or whose tracking date has come, to a worker; returns how many."""
    today = timezone.localdate()
    waits = Concern.objects.open().exclude(state__in=WAITS_FOR_VOTER).filter(due_on__lte=clocks.near_until(today))
    return sum(hand_over(rows, tasks.tell_of_deadline) for rows in (waits, Concern.objects.to_track(today)))


@shared_task
@beat("concern-closing", hour=2, minute=30)
def close_what_is_done() -> int:
    """Close what voters have not rated in time, and what they were content with some days ago; returns how many.

    A concern that somebody moves in the meantime is left to the next night.
    """
    late = Concern.objects.late()
    silent = list(late.filter(state=ConcernState.TOLD))
    content = list(late.filter(state=ConcernState.RATED).exclude(rating=VoterRating.UNSATISFIED))
    closed = 0
    for concern, verb in [(one, lapse) for one in silent] + [(one, close_by_itself) for one in content]:
        try:
            verb(concern)
        except Denied:
            continue
        closed += 1
    return closed
