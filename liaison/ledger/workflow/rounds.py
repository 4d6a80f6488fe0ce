"""Opening a round and keeping its list true while people move."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.ledger.clocks import RULE
from liaison.ledger.enums import ENTRY, EntryState
from liaison.ledger.facts import completeness, facts_of
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.ledger.periods import Half
from liaison.ledger.policies import can_open_round
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.dues import due_days
from yunhe.kit.moves import locked


def subjects() -> QuerySet[Deputy]:
    """Return the deputies of a round: in office and living elsewhere, within the county or beyond it."""
    return (
        Deputy.objects.serving()
        .living_elsewhere()
        .select_related("origin", "residence__unit")
        .order_by("origin__order", "name_pinyin", "pk")
    )


def sides_of(place: Area | None) -> dict[str, Area | None]:
    """Return the residence unit and community of a line for the place where a deputy lives (None beyond the county)."""
    return {"residence": place.unit if place else None, "community": place if place and not place.is_unit else None}


def _entry(opened: LedgerRound, deputy: Deputy) -> LedgerEntry:
    facts = facts_of(deputy)
    entry = LedgerEntry(
        round=opened,
        deputy=deputy,
        origin=deputy.origin,
        household_at_home=deputy.household_at_home,
        completeness=completeness(deputy, facts),
        **sides_of(deputy.residence),
    )
    entry.facts = facts
    return entry


def _add(opened: LedgerRound, deputies: Iterable[Deputy]) -> int:
    """Write the lines of `deputies`, each with the number it had in the register before, or the next free one."""
    had: dict[tuple[int, int], int] = {}
    for deputy, origin, number in (
        LedgerEntry.objects.filter(number__isnull=False)
        .order_by("round__half")
        .values_list("deputy_id", "origin_id", "number")
    ):
        had[deputy, origin] = number or 0
    highest: dict[int, int | None] = dict(
        LedgerEntry.objects.order_by().values_list("origin_id").annotate(Max("number"))
    )
    entries = [_entry(opened, deputy) for deputy in deputies]
    for entry in entries:
        origin = entry.origin_id
        number = had.get((entry.deputy_id, origin)) or (highest.get(origin) or 0) + 1
        highest[origin] = max(highest.get(origin) or 0, number)
        entry.number = number
    return len(LedgerEntry.objects.bulk_create(entries))


@transaction.atomic
def open_round(half: str, *, by: User | None = None, on: date | None = None) -> LedgerRound:
    """Open the round of `half` ("2026-H2"), or return it when it is open already.

    by: the county office, None for the system; on: the day it counts as opened, today by default. Raises Refused.
    Side effects: one LedgerRound, one LedgerEntry per deputy living elsewhere, one audit event.
    """
    if by is not None:
        can_open_round(by)
    period = Half.parse(half)
    opened, is_new = LedgerRound.objects.get_or_create(
        half=str(period),
        defaults={
            "opened_on": on or timezone.localdate(),
            "closes_on": due_days(RULE, period.last).latest,
            "opened_by": by.display_name if by else "系统",
        },
    )
    if is_new:
        number = _add(opened, subjects())
        record("ledger.open_round", "开启台账轮次", opened, by=by, changes={"条目": [None, number]})
    return opened


@transaction.atomic
def refresh_round(opened: LedgerRound, *, on: date | None = None) -> tuple[int, int]:
    """Bring a round up to date: returns (added or taken in again, dropped).

    Until it closes, those who have begun to live elsewhere are added, those who no longer do are dropped, and lines that
    wait for the deputy follow a move to another street. After it has closed only mandates that ended are dropped.
    Confirmed lines stay with the sides that have seen them; locked lines stay as they are.
    Side effects: entries, one audit event when anybody came or went.
    """
    opened = locked(LedgerRound.objects.all(), opened)
    due = {deputy.pk: deputy for deputy in subjects()}
    gone = opened.entries.incomplete().exclude(deputy__in=due)
    if opened.closes_on < (on or timezone.localdate()):
        added, dropped = 0, _drop(gone.exclude(deputy__in=Deputy.objects.serving()), "代表资格已终止")
    else:
        known = set(opened.entries.values_list("deputy_id", flat=True))
        added = _add(opened, [due[pk] for pk in due if pk not in known]) + _take_in_again(opened, due)
        _follow_moves(opened, due)
        dropped = _drop(gone.exclude(deputy__in=Deputy.objects.serving()), "代表资格已终止")
        dropped += _drop(gone.filter(deputy__residence__unit=F("origin")), "已回流出地居住")
        dropped += _drop(gone, "现居住地未登记")
    if added or dropped:
        changes = {"新增": [None, added], "移出": [None, dropped]}
        record("ledger.refresh_round", "更新台账名单", opened, changes=changes)
    return added, dropped


def _drop(entries: QuerySet[LedgerEntry], reason: str) -> int:
    keys = list(entries.values_list("pk", flat=True))
    leaving = LedgerEntry.objects.filter(pk__in=keys, state__in=ENTRY.where("drop"))
    return leaving.update(state=ENTRY.after(EntryState.OPEN, "drop"), dropped_reason=reason)


def _take_in_again(opened: LedgerRound, due: dict[int, Deputy]) -> int:
    """Open the lines of deputies who were dropped and live elsewhere again, with what is known of them now."""
    back = list(opened.entries.filter(state__in=ENTRY.where("take_in"), deputy__in=due))
    for entry in back:
        fresh = _entry(opened, due[entry.deputy_id])
        entry.state, entry.dropped_reason = ENTRY.after(entry.state, "take_in"), ""
        entry.confirmed, entry.has_changes = None, None
        entry.confirmed_at, entry.confirmed_by, entry.on_behalf_reason = None, "", ""
        entry.facts, entry.residence, entry.community = fresh.facts, fresh.residence, fresh.community
        entry.household_at_home, entry.completeness = fresh.household_at_home, fresh.completeness
        entry.save()
    return len(back)


def _follow_moves(opened: LedgerRound, due: dict[int, Deputy]) -> None:
    """Show the lines that wait for the deputy to the office and community where the deputy lives now."""
    for entry in opened.entries.filter(state=EntryState.OPEN, deputy__in=due):
        sides = sides_of(due[entry.deputy_id].residence)
        if (entry.residence_id, entry.community_id) != tuple(area.pk if area else None for area in sides.values()):
            entry.residence, entry.community = sides["residence"], sides["community"]
            entry.save(update_fields=["residence", "community"])
