"""Daily work: reminders of coming activities and of follow-ups."""

from datetime import timedelta

from celery import shared_task

from stations.activities.enums import ActivityState
from stations.activities.models import Activity, FollowUp
from stations.activities.notices import AHEAD
from stations.activities.tasks import remind_of_activity, remind_of_follow_up, tell_of_invitations
from yunhe.jobs.beat import beat, day_of
from yunhe.jobs.errands import hand_over

REMIND_DAYS = (3, 1)  # before an activity


@shared_task
@beat("activity-reminders", hour=8, minute=55)
def remind_of_coming_activities(on: str = "") -> int:
    """Remind of the activities in three days and tomorrow, and send invitations whose message was lost.

    on: ISO date, today when empty. Returns how many activities were handed to a worker. Repeating it sends nothing twice.
    """
    day = day_of(on)
    handed = 0
    for days in REMIND_DAYS:
        starting = Activity.objects.filter(state=ActivityState.PLANNED, starts_at__date=day + timedelta(days=days))
        hand_over(starting.order_by("pk"), tell_of_invitations)
        handed += hand_over(starting.order_by("pk"), remind_of_activity, days)
    return handed


@shared_task
@beat("follow-up-reminders", hour=9, minute=0)
def remind_of_follow_ups(on: str = "") -> int:
    """Hand every open follow-up that is late or due within three days to a worker; returns how many.

    on: ISO date, today when empty. Each reminder goes out once, also when a day was missed or the job runs twice.
    """
    day = day_of(on)
    near = FollowUp.objects.open().filter(due_on__lte=day + AHEAD).order_by("due_on", "pk")
    return hand_over(near, remind_of_follow_up, day.isoformat())
