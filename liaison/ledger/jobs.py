"""What beat does for the ledger every day. The commands open_ledger and send_reminders do the same by hand."""

from celery import shared_task
from django.db.models import Q

from liaison.ledger import queries, tasks, workflow
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.ledger.periods import Half
from yunhe.jobs.beat import beat, day_of
from yunhe.jobs.errands import later


@shared_task
@beat("ledger-rounds", hour=6, minute=0)
def open_due_rounds(on: str = "") -> str:
    """Open the round of this half-year once its day has come, and bring rounds under way up to date.

    on: ISO date, today when empty. Returns the name of the round that is open, "" when none is due.
    """
    day = day_of(on)
    half = Half.of(day)
    under_way = Q(closes_on__gte=day) | Q(pk__in=LedgerEntry.objects.incomplete().values("round"))
    for opened in LedgerRound.objects.filter(under_way, opened_on__lte=day):
        workflow.refresh_round(opened, on=day)
    if day < half.opens_on:
        return ""
    return workflow.open_round(str(half), on=day).half


@shared_task
@beat("ledger-reminders", hour=8, minute=30)
def send_due_reminders(on: str = "") -> int:
    """Have workers tell of every round with a line that is not countersigned; returns how many rounds those are.

    on: ISO date, today when empty. Nobody hears the same reminder twice, so a lost task is made up for the next day.
    """
    day = day_of(on)
    rounds = queries.rounds_to_remind_of(day)
    for opened in rounds:
        later(tasks.tell_of_round, opened.pk, day.isoformat())
    return len(rounds)
