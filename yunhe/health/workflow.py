"""What the system administrator does to get the system going again. Each leaves one audit event."""

from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.health.policies import can_send_again
from yunhe.jobs import errands
from yunhe.jobs.models import Errand
from yunhe.kit.verbs import verb


@verb(Errand.objects.all(), can_send_again)
def send_errand_again(errand: Errand, *, by: User) -> Errand:
    """Have an errand that was given up tried afresh. Raises Denied. Side effects: one event, on commit one message."""
    errands.send_again(errand)
    record("jobs.send_errand_again", "重新办理差事", errand, by=by, areas=(), changes={"差事": [None, errand.task]})
    return errand
