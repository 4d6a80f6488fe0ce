"""The sweep that lets notices out, and the sending of each message in a worker."""

from celery import shared_task

from yunhe.accounts.models import User
from yunhe.jobs.beat import beat
from yunhe.jobs.errands import later, nudge
from yunhe.notices import outgoing, waiting_accounts
from yunhe.notices.models import Delivery
from yunhe.notices.telling import tell_about


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


@shared_task
def tell_of_waiting_account(user_id: int) -> int:
    """Tell of an account that waits for the security administrator; returns the number of new notices."""
    return tell_about(User.objects.filter(waits_since__isnull=False), user_id, waiting_accounts.of_account)


def tell_of_waiting_account_later(user: User) -> None:
    """Have a worker tell of an account that begins to wait."""
    later(tell_of_waiting_account, user.pk)
