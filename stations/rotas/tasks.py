"""Telling people of reception days and swaps. Tasks take primary keys only and may run twice."""

from celery import shared_task

from stations.rotas import notices
from stations.rotas.models import Shift, Swap
from yunhe.jobs.beat import day_of
from yunhe.notices.telling import tell_about, teller


@shared_task(acks_late=True)
def tell_of_shift(shift_id: int) -> int:
    """Tell deputies and keepers of a coming reception day; returns how many notices were new."""
    rows = Shift.objects.coming().select_related("station__organising_area", "station__location_area")
    return tell_about(rows, shift_id, notices.of_shift)


_swaps = Swap.objects.select_related("watch__shift__station__organising_area", "asked_by__user", "colleague__user")
tell_of_swap = teller(f"{__name__}.tell_of_swap", _swaps, notices.of_swap)


@shared_task(acks_late=True)
def tell_of_unrecorded(shift_id: int, on: str) -> int:
    """Remind of a past day that nobody has written down, as of ISO date `on`; returns how many notices were new."""
    rows = Shift.objects.unrecorded(day_of(on)).select_related(
        "station__organising_area__unit__parent", "station__organising_area__parent", "station__location_area"
    )
    return tell_about(rows, shift_id, lambda shift: notices.of_unrecorded(shift, day_of(on)))
