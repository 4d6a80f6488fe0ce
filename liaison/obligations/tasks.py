"""Telling of obligations, in a worker. Ids in, notices out; safe to run twice."""

from datetime import date

from celery import shared_task

from liaison.obligations import notices
from liaison.obligations.models import Obligation
from yunhe.notices.telling import tell_about

RELATED = ("template", "unit__parent", "partner", "team", "owner")


@shared_task
def tell_of_deadline(obligation_id: int, on: str) -> int:
    """Remind of one obligation as of ISO date `on`, unless it was closed; returns how many notices were new."""
    waiting = Obligation.objects.undone().select_related(*RELATED)
    return tell_about(waiting, obligation_id, lambda one: notices.of_deadline(one, date.fromisoformat(on)))


@shared_task
def tell_reopened(obligation_id: int) -> int:
    """Tell those who owe an obligation that it was sent back; returns how many notices were new."""
    return tell_about(Obligation.objects.select_related(*RELATED), obligation_id, notices.of_reopening)
