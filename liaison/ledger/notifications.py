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
    """One notice to several people. `group` says who they are: deputy, office or county; `key` tells messages apart."""

    group: str
    key: str
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
    deputies = [entry.deputy.user for entry in waiting.select_related("deputy__user") if entry.deputy.user]
    if deputies:
        body = f"{opening}没有变化的话点两下就好。"
        yield Message("deputy", "deputy", deputies, f"请确认{opened}", body, reverse("ledger:my-ledger"))
    numbers = (
        opened.entries.incomplete()
        .order_by()
        .values("origin_id", "origin__name")
        .annotate(
            open=Count("pk", filter=Q(state=EntryState.OPEN)),
            confirmed=Count("pk", filter=Q(state=EntryState.CONFIRMED)),
        )
    )
    staff: dict[int, list[User]] = {}
    appointments = Appointment.objects.in_force().filter(user__is_active=True).select_related("user")
    for appointment in appointments.filter(role=Role.OFFICE_STAFF):
        staff.setdefault(appointment.area_id, []).append(appointment.user)
    total_open = total_confirmed = 0
    url = reverse("ledger:round-detail", args=[opened.half])
    for row in numbers:
        total_open += row["open"]
        total_confirmed += row["confirmed"]
        if people := staff.get(row["origin_id"]):
            body = f"{opening}{row['origin__name']}：待代表确认 {row['open']} 条，待会签 {row['confirmed']} 条。"
            yield Message("office", f"office-{row['origin_id']}", people, f"{opened}提醒", body, url)
    if kind == ReminderKind.LATE and total_open + total_confirmed:
        people = [appointment.user for appointment in appointments.filter(role=Role.COUNTY_OFFICE)]
        body = f"{opening}全县待代表确认 {total_open} 条，待会签 {total_confirmed} 条。"
        if people:
            yield Message("county", "county", people, f"{opened}逾期", body, url)
