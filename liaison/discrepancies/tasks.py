"""Telling of discrepancies. Thin: one id in, notices out; safe to run twice."""

from celery import shared_task

from liaison.discrepancies import notifications
from liaison.discrepancies.models import Discrepancy, DiscrepancyStep
from yunhe.notices.tasks import deliver

FILE = ("deputy__user", "origin__parent", "residence", "community")


@shared_task
def tell_of_step(step_id: int) -> int:
    """Deliver the notices of one turn; returns how many were new."""
    related = [f"discrepancy__registration__{name}" for name in FILE]
    step = DiscrepancyStep.objects.select_related(*related).filter(pk=step_id).first()
    if step is None:
        return 0
    people, title, body = notifications.of_step(step)
    return deliver(
        people,
        key=f"discrepancy-step-{step.pk}",
        kind="registration",
        title=title,
        body=body,
        url=step.discrepancy.get_absolute_url(),
    )


@shared_task
def tell_of_delay(discrepancy_id: int) -> int:
    """Deliver, once for each opening, that a discrepancy should have been settled; returns how many notices were new."""
    related = [f"registration__{name}" for name in FILE]
    late = Discrepancy.objects.late().select_related(*related).filter(pk=discrepancy_id).first()
    if late is None:
        return 0
    people, title, body = notifications.of_delay(late)
    return deliver(
        people,
        key=f"discrepancy-{late.pk}-late-{late.due_on}",
        kind="registration",
        title=title,
        body=body,
        url=late.get_absolute_url(),
        is_urgent=True,
    )
