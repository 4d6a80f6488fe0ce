"""Delivery of what is said about obligations, in a worker. Ids in, notices out; safe to run twice."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from liaison.obligations import notifications
from liaison.obligations.enums import StepKind
from liaison.obligations.models import Obligation, ObligationReminder
from yunhe.jobs.progress import this_worker
from yunhe.notices.tasks import deliver

RELATED = ("template", "unit__parent", "partner", "team", "owner")


@shared_task
@transaction.atomic
def deliver_reminder(reminder_id: int) -> int:
    """Deliver one reminder; returns how many notices were new.

    The reminder is locked while it is delivered, so a second worker leaves it alone; each recipient has one notice per
    step. A obligation that was closed in between is not spoken of. A worker that dies leaves it unsent: the next sweep sends it.
    """
    waiting = ObligationReminder.objects.select_for_update(of=("self",), skip_locked=True)
    reminder = waiting.filter(pk=reminder_id, sent_at__isnull=True).first()
    if reminder is None:
        return 0
    obligation = Obligation.objects.select_related(*RELATED).get(pk=reminder.occurrence_id)
    new = people = 0
    if obligation.is_undone:
        message = notifications.of_step(obligation, reminder.kind)
        people = len(message.recipients)
        new = deliver(
            message.recipients,
            key=f"duties-{obligation.pk}-{reminder.key}",
            kind="obligations",
            title=message.title,
            body=message.body,
            url=obligation.get_absolute_url(),
            is_urgent=reminder.kind in (StepKind.LATE, StepKind.COUNTY),
        )
    reminder.recipients, reminder.sent_at, reminder.worker = people, timezone.now(), this_worker()
    reminder.save(update_fields=["recipients", "sent_at", "worker"])
    return new


@shared_task
def tell_reopened(obligation_id: int) -> int:
    """Tell those who owe an obligation that it was sent back; returns how many notices were new."""
    obligation = Obligation.objects.select_related(*RELATED).filter(pk=obligation_id).first()
    if obligation is None or not obligation.reason or not obligation.is_undone or obligation.closed_at is None:
        return 0
    message = notifications.of_reopening(obligation)
    return deliver(
        message.recipients,
        key=f"duties-{obligation.pk}-reopened-{obligation.closed_at:%Y%m%d%H%M%S}",
        kind="obligations",
        title=message.title,
        body=message.body,
        url=obligation.get_absolute_url(),
        is_urgent=True,
    )
