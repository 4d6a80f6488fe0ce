"""Wording and recipients of the ledger's reminders. Nothing personal in them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from liaison.ledger.enums import EntryState, ReminderKind
from liaison.ledger.models import LedgerEntry, LedgerRound
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User

OPENINGS = {
    ReminderKind.OPENING: "{round}已开启，请在{closes}前完成。",
    ReminderKind.TWO_WEEKS: "{round}还有两周截止（{closes}）。",
    ReminderKind.THREE_DAYS: "{round}还有三天截止（{closes}）。",
    ReminderKind.LATE: "{round}已于{closes}截止，仍未完成。",
}


@dataclass(frozen=True)
class Message:
    """One notice to several people; `group` keeps the keys of deputies, offices and county apart."""

    group: str
    recipients: list[User]
    title: str
    body: str
    url: str


def of_reminder(opened: LedgerRound, kind: str) -> Iterator[Message]:
    """Yield what a reminder of `kind` says: to deputies who have not confirmed, to offices with work left, to the county when late."""
    opening = OPENINGS[ReminderKind(kind)].format(
        round=opened, closes=f"{opened.closes_on.month}月{opened.closes_on.day}日"
    )
    waiting = LedgerEntry.objects.filter(round=opened, state=EntryState.OPEN, deputy__user__is_active=True)
    for entry in waiting.select_related("deputy__user"):
        yield Message(
            "deputy",
            [entry.deputy.user],
            f"请确认{opened}",
            f"{opening}没有变化的话点两下就好。",
            entry.get_absolute_url(),
        )
    numbers = (
        opened.entries.incomplete()
        .order_by()
        .values("origin_id", "origin__name")
        .annotate(
            open=Count("pk", filter=Q(state=EntryState.OPEN)),
            confirmed=Count("pk", filter=Q(state=EntryState.CONFIRMED)),
        )
    )
    by_area: dict[int, list[User]] = {}
    staff = Appointment.objects.in_force().filter(role=Role.OFFICE_STAFF, user__is_active=True)
    for appointment in staff.select_related("user"):
        by_area.setdefault(appointment.area_id, []).append(appointment.user)
    total_open = total_confirmed = 0
    for row in numbers:
        total_open += row["open"]
        total_confirmed += row["confirmed"]
        if people := by_area.get(row["origin_id"]):
            body = f"{opening}{row['origin__name']}：待代表确认 {row['open']} 条，待会签 {row['confirmed']} 条。"
            yield Message("office", people, f"{opened}提醒", body, reverse("ledger:round-detail", args=[opened.half]))
    if kind == ReminderKind.LATE and total_open + total_confirmed:
        county = Appointment.objects.in_force().filter(role=Role.COUNTY_OFFICE, user__is_active=True)
        body = f"{opening}全县待代表确认 {total_open} 条，待会签 {total_confirmed} 条。"
        people = [appointment.user for appointment in county.select_related("user")]
        yield Message("county", people, f"{opened}逾期", body, reverse("ledger:round-detail", args=[opened.half]))
