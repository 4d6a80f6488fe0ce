"""Work every minute: sealing check-ins into the audit chain, closing stays."""

from celery import shared_task
from django.db import transaction

from stations.presence import workflow
from stations.presence.tasks import tell_of_guests
from stations.presence.workflow.sealing import AT_MOST as SEAL_AT_MOST
from yunhe.jobs.beat import beat


@shared_task
@beat("check-ins-seal")
def seal_check_ins() -> int:
    """Put the scans that wait into the audit chain and tell home offices of their guests; returns how many check-ins.

    Both in one transaction for each batch, so that a crash repeats a batch instead of losing half of it.
    """
    sealed = 0
    while True:
        with transaction.atomic():
            new = workflow.seal_check_ins()
            tell_of_guests(new)
        sealed += len(new)
        if len(new) < SEAL_AT_MOST:
            return sealed


@shared_task
@beat("stays-close", minute="3-59/15")
def close_stays() -> int:
    """Check out whoever did not do so after the activity's end or closing time; returns how many."""
    closed = 0
    while number := workflow.close_stays():
        closed += number
    return closed
