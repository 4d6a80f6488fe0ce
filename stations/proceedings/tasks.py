"""Work that a Celery worker does for minutes. Tasks take primary keys only and may run twice."""

from celery import shared_task

from stations.models import Minutes
from stations.proceedings import notifications
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
