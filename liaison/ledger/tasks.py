"""Delivery of the ledger's notices, in a worker. Ids in, notices out; safe to run twice."""

from celery import shared_task
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from liaison.ledger import notifications
from liaison.ledger.enums import ReminderKind
from liaison.ledger.models import LedgerEntry, LedgerReminder, RegisterKeeper
from yunhe.jobs.progress import this_worker
from yunhe.notices.tasks import deliver


@shared_task
@transaction.atomic
def deliver_reminder(reminder_id: int) -> int:
    """Deliver one reminder to everybody whom it concerns; returns how many notices were new.

    The reminder is locked while it is delivered, so a second worker leaves it alone; each recipient has one notice per
    reminder, so a repeated task adds nothing. A worker that dies leaves it unsent, and the next day's sweep sends it.
    """
    waiting = LedgerReminder.objects.select_for_update(of=("self",), skip_locked=True).select_related("round")
    reminder = waiting.filter(pk=reminder_id, sent_at__isnull=True).first()
    if reminder is None:
        return 0
    new, people = 0, 0
    for message in notifications.of_reminder(reminder.round, reminder.kind):
        people += len(message.recipients)
        new += deliver(
            message.recipients,
            key=f"ledger-{reminder.round.half}-{reminder.key}-{message.key}",
            kind="ledger",
            title=message.title,
            body=message.body,
            url=message.url,
            is_urgent=reminder.kind in (ReminderKind.THREE_DAYS, ReminderKind.LATE),
        )
    reminder.recipients, reminder.sent_at, reminder.worker = people, timezone.now(), this_worker()
    reminder.save(update_fields=["recipients", "sent_at", "worker"])
    return new


@shared_task
def tell_sent_back(entry_id: int) -> int:
    """Tell a deputy what the keeper asks to complete; returns how many notices were new."""
    entry = LedgerEntry.objects.select_related("deputy__user", "round", "origin").filter(pk=entry_id).first()
    if entry is None or entry.deputy.user is None or not entry.send_back_note:
        return 0
    return deliver(
        [entry.deputy.user],
        key=f"ledger-sent-back-{entry.pk}-{entry.confirmed_at:%Y%m%d%H%M%S}",
        kind="ledger",
        title=f"{entry.round}请补充",
        body=f"{entry.origin.name}请您补充：{entry.send_back_note}",
        url=entry.get_absolute_url(),
    )


@shared_task
def tell_keeper(keeper_id: int) -> int:
    """Tell a new keeper of the naming; returns how many notices were new."""
    keeper = RegisterKeeper.objects.current().select_related("user", "area").filter(pk=keeper_id).first()
    if keeper is None:
        return 0
    return deliver(
        [keeper.user],
        key=f"ledger-keeper-{keeper.pk}",
        kind="ledger",
        title=f"您是{keeper.area.name}流动代表登记册的登记管理人",
        body=f"{keeper.named_by}指定您保管登记册。请核对份数后确认接收。",
        url=reverse("ledger:keeper-list"),
    )
