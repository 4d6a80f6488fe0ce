"""Telling the other side."""

from celery import shared_task

from liaison.urgings import notices
from liaison.urgings.models import Urging, UrgingStep
from yunhe.jobs.beat import day_of
from yunhe.notices.telling import tell_about, teller

RELATED = ("sender", "lead", "addressee", "unit", "deputy__user")
_steps = UrgingStep.objects.select_related(*(f"urging__{name}" for name in RELATED))

tell_of_step = teller(f"{__name__}.tell_of_step", _steps, notices.of_step)


@shared_task
def tell_of_deadline(pk: int, on: str) -> int:
    """Remind of the answer that is due, as of ISO date `on`; returns how many notices were new."""
    rows = Urging.objects.select_related(*RELATED)
    return tell_about(rows, pk, lambda urging: notices.of_deadline(urging, day_of(on)))
