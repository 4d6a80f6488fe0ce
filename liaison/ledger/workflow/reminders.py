"""Writing down which reminders are due; workers deliver them."""

from datetime import date

from django.db import transaction

from liaison.ledger.models import LedgerReminder, LedgerRound
from liaison.ledger.periods import reminders_due


@transaction.atomic
def plan_reminders(on: date) -> list[LedgerReminder]:
    """Write down the reminders due on `on` that have not been, and return those that still wait to be sent.

    A round in which every line is countersigned is not reminded of, and a reminder that a later one has overtaken is not
    sent any more. Unique by round and key: asking again, or twice at once, is harmless.
    """
    waiting = []
    for opened in LedgerRound.objects.filter(opened_on__lte=on):
        if not opened.entries.incomplete().exists():
            continue
        for kind, key, day in reminders_due(opened.opened_on, opened.closes_on, on):
            reminder, _ = LedgerReminder.objects.get_or_create(
                round=opened, key=key, defaults={"kind": kind, "on": day}
            )
            if reminder.sent_at is None:
                waiting.append(reminder)
    return waiting
