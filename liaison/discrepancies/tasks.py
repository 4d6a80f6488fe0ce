"""Telling of discrepancies. Each returns how many notices were new, and is safe to run twice."""

from celery import shared_task

from liaison.discrepancies import notices
from liaison.discrepancies.models import Discrepancy, DiscrepancyStep
from yunhe.notices.telling import tell_about

FILE = ("deputy__user", "origin__parent", "residence", "community")


@shared_task
def tell_of_step(step_id: int) -> int:
    """Tell of one turn."""
    rows = DiscrepancyStep.objects.select_related(*(f"discrepancy__registration__{part}" for part in FILE))
    return tell_about(rows, step_id, notices.of_step)


@shared_task
def tell_of_delay(discrepancy_id: int) -> int:
    """Tell that a discrepancy should have been settled."""
    rows = Discrepancy.objects.late().select_related(*(f"registration__{part}" for part in FILE))
    return tell_about(rows, discrepancy_id, notices.of_delay)
