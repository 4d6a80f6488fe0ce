"""Telling people of invitations, changes, minutes and follow-ups. Tasks take primary keys only and may run twice.

Each returns how many notices were new.
"""

from functools import partial

from celery import shared_task
from django.utils import timezone

from stations.activities import notices
from stations.activities.enums import ActivityState, FollowUpState, InvitationState
from stations.activities.models import Activity, FollowUp, Invitation, Minutes
from yunhe.notices.telling import tell_about, teller

_planned = Activity.objects.with_sides().filter(state=ActivityState.PLANNED)
_coming = Invitation.objects.filter(state=InvitationState.COMING).select_related(
    "activity__station", "activity__organising_area"
)
_published = Minutes.objects.published().with_sides()
_to_do = FollowUp.objects.open().with_sides()

tell_of_invitations = teller(f"{__name__}.tell_of_invitations", _planned, notices.of_invitation)
tell_of_place = teller(f"{__name__}.tell_of_place", _coming, notices.of_place)
tell_of_minutes = teller(f"{__name__}.tell_of_minutes", _published, notices.of_minutes)
tell_of_follow_up = teller(f"{__name__}.tell_of_follow_up", _to_do, notices.of_follow_up)
remind_of_follow_up = teller(f"{__name__}.remind_of_follow_up", _to_do, notices.of_due_follow_up)


@shared_task(acks_late=True)
def tell_of_change(activity_id: int) -> int:
    """Tell those who were invited and have not declined that an activity is changed or cancelled."""
    rows = Activity.objects.with_sides().exclude(state=ActivityState.HELD)
    ahead = rows.filter(revision__gt=0, ends_at__gt=timezone.now())
    return tell_about(ahead, activity_id, notices.of_change)


@shared_task(acks_late=True)
def remind_of_activity(activity_id: int, days: int) -> int:
    """Remind those who come, and those who have not answered, `days` days before."""
    return tell_about(_planned.all(), activity_id, partial(notices.of_coming, days=days))


@shared_task(acks_late=True)
def tell_of_closed_follow_up(follow_up_id: int, by_id: int) -> int:
    """Tell the other side that a follow-up is done or dropped, not the one who did it."""
    closed = FollowUp.objects.exclude(state=FollowUpState.OPEN).with_sides()
    return tell_about(closed, follow_up_id, partial(notices.of_closed_follow_up, by_id=by_id))


@shared_task(acks_late=True)
def tell_of_taking_back(activity_id: int, deputies: list[int], at: str) -> int:
    """Tell those whose invitation, sent out at the moment `at`, was taken back."""
    rows = Activity.objects.with_sides()
    return tell_about(rows, activity_id, partial(notices.of_taking_back, deputies=deputies, at=at))
