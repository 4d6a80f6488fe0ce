"""Telling of discrepancies. Each returns how many notices were new, and is safe to run twice."""

from celery import shared_task

from liaison.discrepancies import notices
from liaison.discrepancies.models import Discrepancy, DiscrepancyStep
from yunhe.notices.telling import tell_about, teller

FILE = ("deputy__user", "origin__parent", "residence", "community")


_steps = DiscrepancyStep.objects.select_related(*(f"discrepancy__registration__{part}" for part in FILE))
tell_of_step = teller(f"{__name__}.tell_of_step", _steps, notices.of_step)


@shared_task
def tell_of_delay(discrepancy_id: int) -> int:
    """Tell that a discrepancy should have been settled."""
    rows = Discrepancy.objects.late().select_related(*(f"registration__{part}" for part in FILE))
    return tell_about(rows, discrepancy_id, notices.of_delay)
