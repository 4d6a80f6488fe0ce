"""What beat does for suggestions every day."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from liaison.suggestions import tasks
from liaison.suggestions.models import CoHandler, Suggestion
from yunhe.jobs.beat import beat
from yunhe.jobs.errands import hand_over

AHEAD = timedelta(days=14)


@shared_task
@beat("suggestion-deadlines", hour=8, minute=35)
def remind_deadlines() -> int:
    """Hand every suggestion, and every co-handling unit, whose deadline is near or past, and every plan to be asked after, to a worker.

    Returns how many. Nothing is told twice.
    """
    near = Suggestion.objects.open().filter(due_on__lte=timezone.localdate() + AHEAD)
    asked = CoHandler.objects.asked().filter(due_on__lte=timezone.localdate() + AHEAD)
    told = sum(hand_over(rows, tasks.tell_of_deadline) for rows in (near, Suggestion.objects.to_track()))
    return told + hand_over(asked, tasks.tell_of_co_deadline)
