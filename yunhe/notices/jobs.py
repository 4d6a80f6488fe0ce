"""The sweep that lets notices out, and the sending of each message in a worker."""

from celery import shared_task

from yunhe.jobs.beat import beat
from yunhe.jobs.errands import nudge
from yunhe.notices import outgoing
from yunhe.notices.models import Delivery


@shared_task(acks_late=True)
def send_delivery(delivery_id: int) -> str:
    """Try one delivery; returns its state. Repeating it sends nothing twice."""
    return outgoing.send(delivery_id)


@shared_task
@beat("notices-out")
def send_out() -> int:
    """Gather what is due and hand every due delivery to a worker; returns how many were handed over."""
    outgoing.gather()
    ids = list(Delivery.objects.due().order_by("next_at").values_list("pk", flat=True)[:500])
    for pk in ids:
        nudge(send_delivery, pk)
    return len(ids)
