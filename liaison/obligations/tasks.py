"""Delivery of what is said about duties, in a worker. Ids in, notices out; safe to run twice."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from liaison.obligations import notifications
from liaison.obligations.enums import StepKind
from liaison.obligations.models import DutyOccurrence, DutyReminder
from yunhe.jobs.progress import this_worker
from yunhe.notices.tasks import deliver

RELATED = ("template", "unit__parent", "partner", "team", "owner")


@shared_task
@transaction.atomic
def deliver_reminder(reminder_id: int) -> int:
    """Deliver one reminder; returns how many notices were new.

    The reminder is locked while it is delivered, so a second worker leaves it alone; each recipient has one notice per
    step. A duty that was closed in between is not spoken of. A worker that dies leaves it unsent: the next sweep sends it.
    """
    waiting = DutyReminder.objects.select_for_update(of=("self",), skip_locked=True)
    reminder = waiting.filter(pk=reminder_id, sent_at__isnull=True).first()
    if reminder is None:
        return 0
    duty = DutyOccurrence.objects.select_related(*RELATED).get(pk=reminder.occurrence_id)
    new = people = 0
    if duty.is_undone:
        message = notifications.of_step(duty, reminder.kind)
        people = len(message.recipients)
        new = deliver(
            message.recipients,
            key=f"duties-{duty.pk}-{reminder.key}",
            kind="duties",
            title=message.title,
            body=message.body,
            url=duty.get_absolute_url(),
            is_urgent=reminder.kind in (StepKind.LATE, StepKind.COUNTY),
        )
    reminder.recipients, reminder.sent_at, reminder.worker = people, timezone.now(), this_worker()
    reminder.save(update_fields=["recipients", "sent_at", "worker"])
    return new


@shared_task
def tell_reopened(duty_id: int) -> int:
    """Tell those who owe a duty that it was sent back; returns how many notices were new."""
    duty = DutyOccurrence.objects.select_related(*RELATED).filter(pk=duty_id).first()
    if duty is None or not duty.reason or not duty.is_undone or duty.closed_at is None:
        return 0
    message = notifications.of_reopening(duty)
    return deliver(
        message.recipients,
        key=f"duties-{duty.pk}-reopened-{duty.closed_at:%Y%m%d%H%M%S}",
        kind="duties",
        title=message.title,
        body=message.body,
        url=duty.get_absolute_url(),
        is_urgent=True,
    )
