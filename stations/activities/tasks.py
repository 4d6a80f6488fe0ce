"""Telling people of invitations, changes, minutes and follow-ups. Tasks take primary keys only and may run twice."""

from datetime import date

from celery import shared_task
from django.urls import reverse
from django.utils import timezone

from stations.activities import notifications
from stations.activities.enums import ActivityState, FollowUpState, InvitationState
from stations.activities.models import Activity, FollowUp, Invitation, Minutes
from yunhe.notices.tasks import deliver


@shared_task(acks_late=True)
def tell_of_invitations(activity_id: int) -> int:
    """Tell everybody who is invited to a planned activity; returns how many notices were new."""
    planned = Activity.objects.filter(state=ActivityState.PLANNED).select_related("organising_area", "station")
    activity = planned.filter(pk=activity_id).first()
    if activity is None:
        return 0
    title, body = notifications.of_invitation(activity)
    people = activity.invitations.filter(deputy__user__is_active=True).values_list("deputy__user_id", flat=True)
    url = reverse("activities:my-invitations")
    return deliver(people, key=f"invite-{activity.pk}", kind="activity", title=title, body=body, url=url)


@shared_task(acks_late=True)
def tell_of_change(activity_id: int) -> int:
    """Tell those who were invited and have not declined that an activity is changed or cancelled; once for each change."""
    rows = Activity.objects.exclude(state=ActivityState.HELD).select_related("organising_area", "station")
    activity = rows.filter(pk=activity_id, revision__gt=0, ends_at__gt=timezone.now()).first()
    if activity is None:
        return 0
    invited = activity.invitations.exclude(state=InvitationState.DECLINED).filter(deputy__user__is_active=True)
    title, body = notifications.of_change(activity)
    return deliver(
        invited.values_list("deputy__user_id", flat=True),
        key=f"activity-change-{activity.pk}-{activity.revision}",
        kind="activity",
        title=title,
        body=body,
        url=reverse("activities:my-invitations"),
        is_urgent=activity.state == ActivityState.CANCELLED,
    )


@shared_task(acks_late=True)
def tell_of_place(invitation_id: int) -> int:
    """Tell a deputy who waited in line that there is a place now; returns how many notices were new."""
    coming = Invitation.objects.filter(state=InvitationState.COMING, deputy__user__is_active=True)
    invitation = (
        coming.select_related("activity__station", "activity__organising_area", "deputy")
        .filter(pk=invitation_id)
        .first()
    )
    if invitation is None:
        return 0
    activity = invitation.activity
    return deliver(
        [invitation.deputy.user_id],
        key=f"invite-place-{invitation.pk}",
        kind="activity",
        title=f"候补成功：{activity.title}",
        body=f"有人请假，名额给您了。{activity.times_label}，{activity.where}。不能到的请尽早请假。",
        url=reverse("activities:my-invitations"),
    )


@shared_task(acks_late=True)
def remind_of_activity(activity_id: int, days: int) -> int:
    """Remind those who come, and those who have not answered, `days` days before; returns how many notices were new."""
    planned = Activity.objects.filter(state=ActivityState.PLANNED).select_related("organising_area", "station")
    activity = planned.filter(pk=activity_id).first()
    if activity is None:
        return 0
    concerned = activity.invitations.filter(
        state__in=[InvitationState.COMING, InvitationState.INVITED], deputy__user__is_active=True
    )
    return deliver(
        concerned.values_list("deputy__user_id", flat=True),
        key=f"invite-{activity.pk}-{activity.starts_at:%Y%m%d}-{days}",
        kind="activity",
        title=f"活动提醒：{activity.title}",
        body=f"{activity.times_label}，{activity.where}。还没有答复的请尽快答复，到场请扫活动码签到。",
        url=reverse("activities:my-invitations"),
    )


@shared_task(acks_late=True)
def tell_of_minutes(minutes_id: int) -> int:
    """Tell everybody invited or present that minutes are published; returns how many notices were new. Once an edition."""
    rows = Minutes.objects.published().select_related("activity__organising_area", "activity__station")
    minutes = rows.filter(pk=minutes_id).first()
    if minutes is None:
        return 0
    people, title, body = notifications.of_minutes(minutes)
    key = f"minutes-{minutes.activity_id}-{minutes.edition}"
    return deliver(people, key=key, kind="activity", title=title, body=body, url=minutes.get_absolute_url())


RELATED = ("area", "owner_area", "owner_deputy__user", "activity")


def _key(follow_up: FollowUp, what: str) -> str:
    """Return the key of a notice: a day that is moved and a thing that is taken up again are told anew."""
    return f"follow-up-{follow_up.pk}-{follow_up.reopened}-{follow_up.due_on:%Y%m%d}-{what}"


@shared_task(acks_late=True)
def tell_of_follow_up(follow_up_id: int) -> int:
    """Tell the owners of an open follow-up what they have to do; returns how many notices were new."""
    follow_up = FollowUp.objects.open().select_related(*RELATED).filter(pk=follow_up_id).first()
    if follow_up is None:
        return 0
    people, title, body = notifications.of_follow_up(follow_up)
    key, url = _key(follow_up, "given"), follow_up.get_absolute_url()
    return deliver(people, key=key, kind="follow-up", title=title, body=body, url=url)


@shared_task(acks_late=True)
def tell_of_closed_follow_up(follow_up_id: int, by_id: int) -> int:
    """Tell the other side that a follow-up is done or dropped, not the one who did it; returns how many notices were new."""
    closed = FollowUp.objects.exclude(state=FollowUpState.OPEN).select_related(*RELATED)
    follow_up = closed.filter(pk=follow_up_id).first()
    if follow_up is None:
        return 0
    people, title, body = notifications.of_closed_follow_up(follow_up)
    people = [person for person in people if person.pk != by_id]
    key, url = _key(follow_up, follow_up.state), follow_up.get_absolute_url()
    return deliver(people, key=key, kind="follow-up", title=title, body=body, url=url)


@shared_task(acks_late=True)
def remind_of_follow_up(follow_up_id: int, on: str) -> int:
    """Send the reminder of an open follow-up that is due `on` (ISO date), each once; returns how many notices were new."""
    follow_up = FollowUp.objects.open().select_related(*RELATED).filter(pk=follow_up_id).first()
    day = date.fromisoformat(on)
    stage = notifications.reminder_stage(follow_up, day) if follow_up else ""
    if follow_up is None or not stage:
        return 0
    people, title, body = notifications.of_reminder(follow_up, stage, day)
    key, url = _key(follow_up, stage), follow_up.get_absolute_url()
    urgent = stage.startswith("late")
    return deliver(people, key=key, kind="follow-up", title=title, body=body, url=url, is_urgent=urgent)
