"""Telling those whose turn it is. Thin: one id in, notices out; safe to run twice."""

from celery import shared_task

from liaison.concerns import notices
from liaison.concerns.models import Concern, ConcernStep
from yunhe.notices.telling import tell_about

RELATED = (
    *("lead__parent", "origin", "residence__unit", "place__unit", "handling_point__unit", "handling_unit"),
    *("deputy__user", "taken_by_user"),
)


@shared_task
def tell_of_step(step_id: int) -> int:
    """Tell of one step; returns how many notices were new."""
    rows = ConcernStep.objects.select_related(*(f"concern__{name}" for name in RELATED))
    return tell_about(rows, step_id, notices.of_step)


@shared_task
def tell_of_deadline(concern_id: int) -> int:
    """Tell what is due today about the deadline of one concern, or its tracking date; returns how many notices were new."""
    return tell_about(Concern.objects.select_related(*RELATED), concern_id, notices.of_deadline)
