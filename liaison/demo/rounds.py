"""Two ledger rounds of the demo county: the last half almost complete, the present one under way."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from liaison.demo.making import clerk_of, some_time
from liaison.ledger.enums import EntryState
from liaison.ledger.facts import completeness, corrected_facts
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.ledger.periods import Half
from liaison.ledger.workflow import open_round
from yunhe.accounts.models import User

DEEDS = (
    "参加社区议事2次，提出停车管理意见1条。",
    "走访搬迁户8户，帮助联系就业2人。",
    "参加“代表来了”活动，调解邻里纠纷1起。",
    "参加社区志愿服务3次，反映路灯问题1件。",
    "回原选区走访5户，收集农产品销路意见1条。",
)
WRITTEN = (
    "state", "confirmed", "has_changes", "completeness", "role_played", "household_at_home", "confirmed_at", "confirmed_by",
    "countersigned_at", "countersigned_by",
)  # fmt: skip


def halves(today: date) -> tuple[str, str]:
    """Return the last finished half-year and the present one, e.g. ("2026-H1", "2026-H2")."""
    if today.month <= 6:
        return f"{today.year - 1}-H2", f"{today.year}-H1"
    return f"{today.year}-H1", f"{today.year}-H2"


def write_rounds(random: Random, today: date, by: User) -> None:
    """Open both rounds and fill their entries: 97 % of the last countersigned, about half of the present confirmed."""
    last, present = halves(today)
    for half, confirmed, locked in ((last, 0.99, 0.97), (present, 0.55, 0.35)):
        opened = open_round(half, by=by)
        _backdate(opened, today)
        _fill(opened, random, confirmed=confirmed, locked=locked, is_present=half == present)


def _backdate(opened: LedgerRound, today: date) -> None:
    """Say that the round opened when it should have, or today if that day is still to come."""
    opened.opened_on = min(Half.parse(opened.half).opens_on, today)
    opened.save(update_fields=["opened_on"])


def _correct(entry: LedgerEntry, random: Random) -> None:
    """Let the deputy have changed the specialities or the house since the round opened."""
    changes = random.choice(
        ({"specialities": "农产品电商、矛盾调解"}, {"address": f"示例小区{random.randint(1, 30)}幢"})
    )
    entry.confirmed = corrected_facts(entry.facts, None, changes, None, household_at_home=bool(entry.household_at_home))
    entry.has_changes = bool(entry.confirmed["corrected"])


def _fill(opened: LedgerRound, random: Random, *, confirmed: float, locked: float, is_present: bool) -> None:
    """Confirm and countersign by lot; in the present round those with an account still have to answer themselves."""
    entries = list(LedgerEntry.objects.filter(round=opened).select_related("deputy", "origin"))
    last_day = min(opened.closes_on, timezone.localdate())
    for entry in entries:
        lot = random.random()
        if lot >= confirmed or (is_present and entry.deputy.user_id):
            continue
        day = max(opened.opened_on, last_day - timedelta(days=random.randint(3, 25)))
        at = some_time(day, random, last=20)
        entry.state = EntryState.CONFIRMED
        entry.confirmed, entry.has_changes = entry.facts, False
        entry.role_played = random.choice(DEEDS)
        entry.completeness = completeness(entry.deputy, entry.facts)
        entry.household_at_home = entry.deputy.household_at_home is not False
        entry.confirmed_at, entry.confirmed_by = at, entry.deputy.name
        if is_present and lot >= locked and (entry.number or 0) % 3 == 0:
            _correct(entry, random)
        if lot < locked:
            entry.state = EntryState.LOCKED
            entry.countersigned_at = at + timedelta(days=1)
            entry.countersigned_by = clerk_of(entry.origin)
    LedgerEntry.objects.bulk_update(entries, WRITTEN)
