"""Work that a Celery worker does for minutes and follow-ups. Tasks take primary keys and dates only and may run twice."""

from datetime import date

from celery import shared_task

from stations.models import FollowUp, Minutes
from stations.proceedings import notifications
from stations.proceedings.enums import FollowUpState
from yunhe.notices.tasks import deliver


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
