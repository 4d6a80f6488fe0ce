"""One line of a round: confirming, sending back, countersigning, unlocking, and the residence side's remark."""

from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from deputies.people.workflow import facts as deputies
from liaison.ledger import tasks
from liaison.ledger.enums import ENTRY
from liaison.ledger.facts import completeness, corrected_facts, difference, facts_of
from liaison.ledger.models import LedgerEntry
from liaison.ledger.policies import acting_side, can_remark_entry
from liaison.ledger.workflow.rounds import sides_of
from liaison.registration import statements
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.moves import locked
from yunhe.kit.refusals import IllegalMove, Refused, is_allowed, required


class Countersigned(NamedTuple):
    """What became of ticked lines: countersigned, left for a look because something changed, not for this person to sign."""

    done: int
    changed: int
    others: int


def _lock(entry: LedgerEntry) -> LedgerEntry:
    parts = ("deputy__origin", "deputy__residence__unit", "origin", "residence", "community", "round")
    return locked(LedgerEntry.objects.select_related(*parts), entry)


def _move(entry: LedgerEntry, verb: str, *, by: User) -> LedgerEntry:
    """Return the line under its lock, in the state after `verb`, not saved. Raises IllegalMove or Denied."""
    entry = _lock(entry)
    acting_side(by, entry, verb)
    entry.state = ENTRY.after(entry.state, verb)
    return entry


def _record(
    entry: LedgerEntry, verb: str, label: str, *, by: User, changes: dict | None = None, reason: str = ""
) -> None:
    areas = [entry.origin, entry.residence, entry.community]
    record(f"ledger.{verb}", label, entry, by=by, areas=areas, changes=changes, reason=reason)


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
    """Confirm or correct a line (OPEN or CONFIRMED → CONFIRMED), also late.

    corrections: new values of facts.CORRECTABLE (missing keys stay as corrected before, or as on file); residence: where the deputy lives now, with its unit;
    household_at_home: whether the 户籍 is still at the origin (代表法 62: a township mandate ends when it has moved away);
    on_behalf_reason: needed when it is not the deputy who confirms. The deputy's file is not touched before countersigning.
    """
    entry = _move(entry, "confirm", by=by)
    is_own = entry.deputy.user_id == by.pk
    if not is_own and not on_behalf_reason.strip():
        raise Refused({"on_behalf_reason": "代为确认请写明原因（例如：代表不会使用手机，已电话核对）。"})
    if household_at_home is None:
        raise Refused({"household_at_home": "请回答户籍是否仍在流出地。"})
    values = corrected_facts(
        facts_of(entry.deputy), entry.confirmed, corrections or {}, residence, household_at_home=household_at_home
    )
    rows = [row for row in difference(entry.facts, values) if row["changed"]]
    entry.confirmed, entry.household_at_home, entry.role_played = values, household_at_home, role_played.strip()
    entry.has_changes = bool(rows or values["corrected"])
    entry.completeness = completeness(entry.deputy, values)
    entry.confirmed_at, entry.confirmed_by = timezone.now(), by.display_name
    entry.on_behalf_reason = "" if is_own else on_behalf_reason.strip()
    entry.send_back_note = ""
    entry.save()
    changes = {row["label"]: [row["before"], row["after"]] for row in rows}
    label = "确认台账" if is_own else "代为确认台账"
    _record(entry, "confirm_entry", label, by=by, changes=changes, reason=entry.on_behalf_reason)
    _pass_on(entry, by=by)
    return entry


def _pass_on(entry: LedgerEntry, *, by: User) -> None:
    """Let those who compare what the sides say hear what was confirmed."""
    values = entry.confirmed
    place = Area.objects.filter(pk=values["residence_id"]).first() if values["residence_id"] else None
    away = values["residence_outside"]
    statements.pass_on(
        statements.Said(
            deputy_id=entry.deputy_id,
            by=by,
            source="ledger",
            phone=values["phone"] or "",
            address=values["address"] or "",
            community=place,
            still_here=False if away else None,
            household_at_home=values["household_at_home"],
            note=f"现居县外：{away}" if away else "",
        )
    )


@transaction.atomic
def send_back_entry(entry: LedgerEntry, *, note: str, by: User) -> LedgerEntry:
    """The keeper asks the deputy to complete the line (CONFIRMED → OPEN). Side effect: the deputy is told."""
    entry = _move(entry, "send_back", by=by)
    entry.send_back_note = required(note, "请写明需要补充什么。", field="note")
    entry.save(update_fields=["state", "send_back_note"])
    _record(entry, "send_back_entry", "退回补充", by=by, reason=note)
    later(tasks.tell_sent_back, entry.pk)
    return entry


@transaction.atomic
def countersign_entry(entry: LedgerEntry, *, by: User, seen: str = "") -> LedgerEntry:
    """The register's keeper countersigns (CONFIRMED → LOCKED).

    seen: `confirmed_at` (ISO) of what the keeper looked at; when the deputy has corrected the line since, it is refused.
    Further side effects: what the deputy corrected is written to the deputy's file, with residence history; the line
    moves to the sides where the deputy now lives.
    """
    entry = _move(entry, "countersign", by=by)
    if seen and entry.confirmed_at and entry.confirmed_at.isoformat() != seen:
        raise IllegalMove("代表刚刚又更新了内容，请重新核对后再会签。")
    _accept(entry, by)
    entry.countersigned_at, entry.countersigned_by = timezone.now(), by.display_name
    entry.save(update_fields=["state", "countersigned_at", "countersigned_by", "residence", "community"])
    _record(entry, "countersign_entry", "会签台账", by=by)
    _pass_on(entry, by=by)
    return entry


def _accept(entry: LedgerEntry, by: User) -> None:
    """Write what the deputy corrected into the file; everything else there stays as it is now."""
    values, deputy = entry.confirmed, entry.deputy
    corrected = set(values.get("corrected", ()))
    source = f"{entry.round}确认"
    if "residence" in corrected:
        place = None
        if values["residence_id"]:
            place = Area.objects.select_related("unit").get(pk=values["residence_id"])
        outside, address = values["residence_outside"], values["address"] or ""
        deputies.change_residence(deputy, residence=place, outside=outside, address=address, source=source, by=by)
        sides = sides_of(place)
        entry.residence, entry.community = sides["residence"], sides["community"]
    elif "address" in corrected and values["residence_id"] == deputy.residence_id:
        deputies.change_residence(
            deputy,
            residence=deputy.residence,
            outside=deputy.residence_outside,
            address=values["address"] or "",
            source=source,
            by=by,
        )
    kept = facts_of(deputy)
    phone, employment, specialities = (
        values[key] if key in corrected else kept[key] for key in ("phone", "employment", "specialities")
    )
    deputies.accept_ledger_facts(
        deputy,
        phone=phone or "",
        employment=employment or "",
        specialities=specialities or "",
        household_at_home=values["household_at_home"],
        source=source,
        by=by,
    )


def countersign_unchanged(entries: QuerySet[LedgerEntry], *, by: User) -> Countersigned:
    """Countersign every confirmed line without corrections among `entries`, each in its own transaction."""
    done = changed = others = 0
    waiting = entries.filter(state__in=ENTRY.where("countersign")).select_related(
        "deputy", "origin", "residence", "community"
    )
    for entry in waiting:
        if not is_allowed(acting_side, by, entry, "countersign"):
            others += 1
        elif entry.has_changes or not entry.confirmed_at:
            changed += 1
        else:
            try:
                countersign_entry(entry, by=by, seen=entry.confirmed_at.isoformat())
            except IllegalMove:
                changed += 1
            else:
                done += 1
    return Countersigned(done, changed, others)


@transaction.atomic
def unlock_entry(entry: LedgerEntry, *, note: str, by: User) -> LedgerEntry:
    """The county office opens a locked line for correction (LOCKED → CONFIRMED)."""
    entry = _move(entry, "unlock", by=by)
    reason = required(note, "请写明解锁原因。", field="note")
    entry.countersigned_at, entry.countersigned_by = None, ""
    entry.save(update_fields=["state", "countersigned_at", "countersigned_by"])
    _record(entry, "unlock_entry", "解锁台账", by=by, reason=reason)
    return entry


@transaction.atomic
def add_remark(entry: LedgerEntry, *, remark: str, by: User) -> LedgerEntry:
    """The residence side (office or community) writes its own remark on a line that is not locked; "" takes it away."""
    entry = _lock(entry)
    can_remark_entry(by, entry)
    before, entry.residence_remark = entry.residence_remark, remark.strip()
    entry.residence_remark_by = by.display_name if entry.residence_remark else ""
    entry.residence_remark_at = timezone.now() if entry.residence_remark else None
    entry.save(update_fields=["residence_remark", "residence_remark_by", "residence_remark_at"])
    _record(entry, "add_remark", "流入地备注", by=by, changes={"流入地备注": [before, entry.residence_remark]})
    return entry
