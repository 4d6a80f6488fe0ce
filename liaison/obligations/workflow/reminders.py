"""Writing down which reminders are due; workers deliver them."""

from datetime import date, timedelta

from django.db import transaction

from liaison.obligations.models import Obligation, ObligationReminder
from liaison.obligations.periods import LATE_WEEKS, steps_due

FARTHEST = timedelta(days=140)  # the longest lead and a run of holidays
OLDEST = timedelta(weeks=LATE_WEEKS + 3)


@transaction.atomic
def plan_reminders(on: date) -> list[ObligationReminder]:
    """Write down the reminders due on `on` that have not been, and return those that still wait to be sent.

    A step that a later one has overtaken is not sent any more, and an obligation that was done is not spoken of. Unique by obligation
    and key: asking again, or twice at once, is harmless.
    """
    near = Obligation.objects.undone().filter(due_on__lte=on + FARTHEST, due_on__gte=on - OLDEST)
    wanted = {
        (obligation.pk, step.key): step
        for obligation in near.only("pk", "due_on", "lead_days")
        for step in steps_due(obligation.due_on, obligation.lead_days, on)
    }
    ObligationReminder.objects.bulk_create(
        [
            ObligationReminder(occurrence_id=pk, kind=step.kind, key=key, on=step.on)
            for (pk, key), step in wanted.items()
        ],
        ignore_conflicts=True,
    )
    unsent = ObligationReminder.objects.filter(occurrence__in={pk for pk, _ in wanted}, sent_at__isnull=True).order_by(
        "pk"
    )
    return [reminder for reminder in unsent if (reminder.occurrence_id, reminder.key) in wanted]
