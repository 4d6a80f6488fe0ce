"""Telling people of check-ins. Tasks take primary keys only and may run twice."""

from celery import shared_task

from stations.presence import notices
from stations.presence.models import CheckIn
from yunhe.notices.telling import tell

RELATED = ("deputy__origin__unit", "station__organising_area__unit", "activity__organising_area__unit")


@shared_task(acks_late=True)
def tell_of_guests(check_in_ids: list[int]) -> int:
    """Tell home offices that their deputies took part elsewhere; returns how many notices were new."""
    rows = CheckIn.objects.standing().filter(pk__in=check_in_ids).select_related(*RELATED).order_by("pk")
    return tell(*notices.of_guests(rows))
