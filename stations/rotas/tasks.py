"""Telling people of reception days and swaps. Tasks take primary keys only and may run twice."""

from celery import shared_task
from django.urls import reverse

from stations.rotas import notifications
from stations.rotas.models import Shift, Swap
from yunhe.notices.tasks import deliver


@shared_task(acks_late=True)
def tell_of_shift(shift_id: int) -> int:
    """Tell deputies and keepers of a coming reception day; returns how many notices were new.

    The key names the day, so a day that moves is told again, and a deputy who takes over gets a notice of one's own.
    """
    related = ("station__organising_area", "station__location_area")
    shift = Shift.objects.coming().select_related(*related).filter(pk=shift_id).first()
    if shift is None:
        return 0
    to_deputies, to_keepers = notifications.of_shift(shift)
    key, new = f"shift-{shift.pk}-{shift.on}", 0
    for (people, title, body), url in (
        (to_deputies, reverse("rotas:my-shifts")),
        (to_keepers, shift.get_absolute_url()),
    ):
        new += deliver(people, key=key, kind="watch", title=title, body=body, url=url)
    return new


@shared_task(acks_late=True)
def tell_of_swap(swap_id: int) -> int:
    """Tell of a swap as it stands now; returns how many notices were new."""
    related = ("watch__shift__station__organising_area", "asked_by__user", "colleague__user")
    swap = Swap.objects.select_related(*related).filter(pk=swap_id).first()
    if swap is None:
        return 0
    people, title, body = notifications.of_swap(swap)
    key = f"swap-{swap.pk}-{swap.state}"
    return deliver(people, key=key, kind="watch", title=title, body=body, url=reverse("rotas:my-shifts"))
