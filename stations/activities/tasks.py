"""Telling people of invitations, changes, minutes and follow-ups. Tasks take primary keys only and may run twice.

Each returns how many notices were new.
"""

from datetime import date
from functools import partial

from celery import shared_task
from django.utils import timezone

from stations.activities import notices
from stations.activities.enums import ActivityState, FollowUpState, InvitationState
from stations.activities.models import Activity, FollowUp, Invitation, Minutes
from yunhe.notices.telling import tell_about


@shared_task(acks_late=True)
def tell_of_invitations(activity_id: int) -> int:
    """Tell everybody who is invited to a planned activity."""
    planned = Activity.objects.with_sides().filter(state=ActivityState.PLANNED)
    return tell_about(planned, activity_id, notices.of_invitation)


@shared_task(acks_late=True)
def tell_of_change(activity_id: int) -> int:
    """Tell those who were invited and have not declined that an activity is changed or cancelled."""
    rows = Activity.objects.with_sides().exclude(state=ActivityState.HELD)
    ahead = rows.filter(revision__gt=0, ends_at__gt=timezone.now())
    return tell_about(ahead, activity_id, notices.of_change)


@shared_task(acks_late=True)
def tell_of_place(invitation_id: int) -> int:
    """Tell a deputy who waited in line that there is a place now."""
    coming = Invitation.objects.filter(state=InvitationState.COMING)
    return tell_about(
        coming.select_related("activity__station", "activity__organising_area"), invitation_id, notices.of_place
    )


@shared_task(acks_late=True)
def remind_of_activity(activity_id: int, days: int) -> int:
    """Remind those who come, and those who have not answered, `days` days before."""
    planned = Activity.objects.with_sides().filter(state=ActivityState.PLANNED)
    return tell_about(planned, activity_id, partial(notices.of_coming, days=days))


@shared_task(acks_late=True)
def tell_of_minutes(minutes_id: int) -> int:
    """Tell everybody invited or present that minutes are published."""
    return tell_about(Minutes.objects.published().with_sides(), minutes_id, notices.of_minutes)


@shared_task(acks_late=True)
def tell_of_follow_up(follow_up_id: int) -> int:
    """Tell the owners of an open follow-up what they have to do."""
    return tell_about(FollowUp.objects.open().with_sides(), follow_up_id, notices.of_follow_up)


@shared_task(acks_late=True)
def tell_of_closed_follow_up(follow_up_id: int, by_id: int) -> int:
    """Tell the other side that a follow-up is done or dropped, not the one who did it."""
    closed = FollowUp.objects.exclude(state=FollowUpState.OPEN).with_sides()
    return tell_about(closed, follow_up_id, partial(notices.of_closed_follow_up, by_id=by_id))


@shared_task(acks_late=True)
def remind_of_follow_up(follow_up_id: int, on: str) -> int:
    """Send the reminder of an open follow-up that is due `on` (ISO date), each once."""
    day = date.fromisoformat(on)
    return tell_about(FollowUp.objects.open().with_sides(), follow_up_id, partial(notices.of_due_follow_up, on=day))
