"""Everything that changes a ledger: opening a round, confirming, countersigning, sending back, unlocking, dropping.

Verbs raise Denied (not allowed, with the reason) or LedgerRefused (wrong input). Common side effects: the entry, one audit
event that both sides see.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies import workflow as deputies
from deputies.models import Deputy
from liaison.ledger import tasks
from liaison.ledger.enums import EntryState
from liaison.ledger.facts import FIELDS, difference, facts_of
from liaison.ledger.models import LedgerEntry, LedgerReminder, LedgerRound
from liaison.ledger.periods import Half, reminders_due
from liaison.ledger.policies import (
    can_confirm_entry,
    can_countersign_entry,
    can_send_back_entry,
    can_unlock_entry,
)
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record


class LedgerRefused(Exception):  # noqa: N818 said to people
    """Input that a ledger line cannot take; `str()` says in Chinese what is wrong and what to do."""


def subjects():
    """Return the deputies of a round: in office and living elsewhere, within the county or beyond it."""
    return (
        Deputy.objects.serving()
        .living_elsewhere()
        .select_related("origin", "residence__unit")
        .order_by("origin__order", "name_pinyin", "pk")
    )


def _entry(opened: LedgerRound, deputy: Deputy) -> LedgerEntry:
    residence = deputy.residence
    return LedgerEntry(
        round=opened,
        deputy=deputy,
        origin=deputy.origin,
        residence=residence.unit if residence else None,
        community=residence if residence and not residence.is_unit else None,
        facts=facts_of(deputy),
        household_at_home=deputy.household_at_home,
    )


@transaction.atomic
def open_round(half: str, *, by: User | None = None, on: date | None = None) -> LedgerRound:
    """Open the round of `half` ("2026-H2"), or return it when it is open already.

    Side effects: one LedgerRound, one LedgerEntry per deputy living elsewhere, one audit event.
    """
    period = Half.parse(half)
    opened, is_new = LedgerRound.objects.get_or_create(
        half=str(period),
        defaults={
            "opened_on": on or timezone.localdate(),
            "closes_on": period.last,
            "opened_by": by.display_name if by else "系统",
        },
    )
    if is_new:
        LedgerEntry.objects.bulk_create([_entry(opened, deputy) for deputy in subjects()])
        record("ledger.open_round", "开启台账轮次", opened, by=by, changes={"条目": [None, opened.entries.count()]})
    return opened


@transaction.atomic
def refresh_round(opened: LedgerRound) -> tuple[int, int]:
    """Bring an open round up to date: add those who have begun to live elsewhere, drop those who no longer do.

    Returns (added, dropped). Locked lines stay. Side effects: entries, one audit event when anything changed.
    """
    due = {deputy.pk: deputy for deputy in subjects()}
    known = set(opened.entries.values_list("deputy_id", flat=True))
    added = LedgerEntry.objects.bulk_create([_entry(opened, due[pk]) for pk in due if pk not in known])
    gone = opened.entries.incomplete().exclude(deputy__in=due)
    dropped = gone.update(state=EntryState.DROPPED, dropped_reason="已返回流出地或代表资格终止")
    if added or dropped:
        record(
            "ledger.refresh_round",
            "更新台账名单",
            opened,
            changes={"新增": [None, len(added)], "移出": [None, dropped]},
        )
    return len(added), dropped


def _lock(entry: LedgerEntry) -> LedgerEntry:
    return (
        LedgerEntry.objects.select_for_update(of=("self",))
        .select_related("deputy__origin", "deputy__residence__unit", "origin", "residence", "community", "round")
        .get(pk=entry.pk)
    )


def _record(
    entry: LedgerEntry, verb: str, label: str, *, by: User, changes: dict | None = None, reason: str = ""
) -> None:
    record(f"ledger.{verb}", label, entry, by=by, areas=[entry.origin, entry.residence], changes=changes, reason=reason)


@transaction.atomic
def confirm_entry(
    entry: LedgerEntry,
    *,
    by: User,
    household_at_home: bool | None,
    role_played: str = "",
    corrections: dict[str, Any] | None = None,
    residence: Area | None = None,
    on_behalf_reason: str = "",
) -> LedgerEntry:
    """Confirm or correct a line (OPEN or CONFIRMED → CONFIRMED).

    corrections: new values of phone, address, employment, specialities, residence_outside (missing keys stay);
    residence: where the deputy lives now, if it changed; household_at_home: whether the 户籍 is still at the origin;
    on_behalf_reason: needed when it is not the deputy who confirms. The deputy's file is not touched before countersigning.
    """
    entry = _lock(entry)
    can_confirm_entry(by, entry)
    is_own = entry.deputy.user_id == by.pk
    if not is_own and not on_behalf_reason.strip():
        raise LedgerRefused("代为确认请写明原因（例如：代表不会使用手机，已电话核对）。")
    if household_at_home is None:
        raise LedgerRefused("请回答户籍是否仍在流出地。")
    values = {
        **facts_of(entry.deputy),
        **{k: v for k, v in (corrections or {}).items() if k in (*FIELDS, "residence_outside")},
    }
    if residence is not None:
        values.update(residence=residence.full_name, residence_id=residence.pk, residence_outside="")
    elif values["residence_outside"]:
        values.update(residence=f"县外：{values['residence_outside']}", residence_id=None)
    values["household_at_home"] = household_at_home
    entry.confirmed, entry.household_at_home, entry.role_played = values, household_at_home, role_played.strip()
    entry.state = EntryState.CONFIRMED
    entry.confirmed_at, entry.confirmed_by = timezone.now(), by.name
    entry.on_behalf_reason = "" if is_own else on_behalf_reason.strip()
    entry.send_back_note = ""
    entry.save()
    changes = {row["label"]: [row["before"], row["after"]] for row in difference(entry.facts, values) if row["changed"]}
    _record(entry, "confirm_entry", "确认台账", by=by, changes=changes, reason=entry.on_behalf_reason)
    return entry


@transaction.atomic
def send_back_entry(entry: LedgerEntry, *, note: str, by: User) -> LedgerEntry:
    """The keeper asks the deputy to complete the line (CONFIRMED → OPEN). Side effect: the deputy is told."""
    entry = _lock(entry)
    can_send_back_entry(by, entry)
    if not note.strip():
        raise LedgerRefused("请写明需要补充什么。")
    entry.state, entry.send_back_note = EntryState.OPEN, note.strip()
    entry.save(update_fields=["state", "send_back_note"])
    _record(entry, "send_back_entry", "退回补充", by=by, reason=note)
    transaction.on_commit(lambda: tasks.tell_sent_back.delay(entry.pk))
    return entry


@transaction.atomic
def countersign_entry(entry: LedgerEntry, *, by: User) -> LedgerEntry:
    """The register's keeper countersigns (CONFIRMED → LOCKED).

    Further side effects: what the deputy confirmed is written to the deputy's file, with residence history.
    """
    entry = _lock(entry)
    can_countersign_entry(by, entry)
    entry.state = EntryState.LOCKED
    entry.countersigned_at, entry.countersigned_by = timezone.now(), by.name
    entry.save(update_fields=["state", "countersigned_at", "countersigned_by"])
    _accept(entry, by)
    _record(entry, "countersign_entry", "会签台账", by=by)
    return entry


def _accept(entry: LedgerEntry, by: User) -> None:
    """Write the confirmed values into the deputy's file."""
    values, deputy = entry.confirmed, entry.deputy
    place = Area.objects.filter(pk=values["residence_id"]).first() if values["residence_id"] else None
    if place or values["residence_outside"]:
        deputies.change_residence(
            deputy,
            residence=place,
            outside=values["residence_outside"],
            address=values["address"] or "",
            source=f"{entry.round}确认",
            by=by,
        )
    deputies.accept_ledger_facts(
        deputy,
        phone=values["phone"] or "",
        employment=values["employment"] or "",
        specialities=values["specialities"] or "",
        household_at_home=values["household_at_home"],
        source=f"{entry.round}确认",
        by=by,
    )


def countersign_unchanged(entries, *, by: User) -> tuple[int, int]:
    """Countersign every confirmed line without differences among `entries`; return (countersigned, left for a look)."""
    done = left = 0
    for entry in entries.filter(state=EntryState.CONFIRMED):
        if any(row["changed"] for row in difference(entry.facts, entry.confirmed)):
            left += 1
            continue
        countersign_entry(entry, by=by)
        done += 1
    return done, left


@transaction.atomic
def unlock_entry(entry: LedgerEntry, *, reason: str, by: User) -> LedgerEntry:
    """The county office opens a locked line for correction (LOCKED → CONFIRMED)."""
    entry = _lock(entry)
    can_unlock_entry(by, entry)
    if not reason.strip():
        raise LedgerRefused("请写明解锁原因。")
    entry.state, entry.countersigned_at, entry.countersigned_by = EntryState.CONFIRMED, None, ""
    entry.save(update_fields=["state", "countersigned_at", "countersigned_by"])
    _record(entry, "unlock_entry", "解锁台账", by=by, reason=reason)
    return entry


@transaction.atomic
def plan_reminders(on: date) -> list[LedgerReminder]:
    """Write down the reminders due on `on` that have not been, and return all that still wait to be sent.

    A round in which every line is countersigned is not reminded of. Unique by round and key: asking again is harmless.
    """
    for opened in LedgerRound.objects.filter(opened_on__lte=on):
        if not opened.entries.incomplete().exists():
            continue
        for kind, key, day in reminders_due(opened.opened_on, opened.closes_on, on):
            LedgerReminder.objects.get_or_create(round=opened, key=key, defaults={"kind": kind, "on": day})
    return list(LedgerReminder.objects.filter(sent_at__isnull=True, on__lte=on).select_related("round"))
