"""Closing obligations by themselves, when the records of the program show that they were done."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from liaison.obligations import evidence
from liaison.obligations.enums import OBLIGATION, ObligationState
from liaison.obligations.evidence import Found
from liaison.obligations.models import Obligation, ObligationEvidence
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in
from yunhe.audit.record import record_many

SYSTEM = "系统"


def _obligations(day: date, within: Area | None, **facts: Any) -> list[Obligation]:
    """Return the begun obligations with `facts`, locked, with what finders read; kinds without a finder are left out."""
    rows = Obligation.objects.select_for_update(of=("self",)).filter(
        lies_in("unit", within) if within else Q(),
        period_from__lte=day, template__evidence__in=evidence.kinds_found(), **facts,
    )  # fmt: skip
    return list(rows.select_related("template", "unit", "partner", "team__area", "team__partner").order_by("pk"))


def write_found(obligation: Obligation, deeds: Sequence[Found], by: str) -> None:
    """Write `deeds` as evidence of `obligation`; what is there already stays."""
    rows = [ObligationEvidence(key=deed.key, label=deed.label[:160], url=deed.url, on=deed.on) for deed in deeds]
    for row in rows:
        row.obligation, row.added_by = obligation, by
    ObligationEvidence.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def settle_found(on: date | None = None, *, within: Area | None = None) -> tuple[int, int]:
    """Close the open obligations whose evidence is there, and open those again whose evidence is there no more.

    Returns (closed, opened again). An obligation that somebody has sent back is closed by people only; one that people have
    closed stays. The day of completion is that of the deed. Opened again is only what was closed by itself and whose
    period still runs (a ledger that was complete until somebody new moved away).
    within: only those that units of this area owe, all without.
    Side effects: obligations, their evidence, one audit event each.
    """
    day = on or timezone.localdate()
    waiting = _obligations(day, within, state=ObligationState.OPEN)
    found = evidence.found_for(waiting, day)
    closed = []
    for obligation in waiting:
        deeds = evidence.enough(obligation, found.get(obligation.pk, []))
        if not deeds:
            continue
        obligation.state, obligation.done_on = OBLIGATION.after(obligation.state, "settle"), deeds[-1].on
        obligation.closed_by, obligation.closed_at = SYSTEM, timezone.now()
        write_found(obligation, deeds, SYSTEM)
        closed.append(obligation)
    opened = _open_again(day, within)
    Obligation.objects.bulk_update([*closed, *opened], ["state", "done_on", "closed_by", "closed_at"])
    _record("obligations.settle", "任务自动完成", closed)
    _record("obligations.withdraw", "佐证已不成立，任务恢复待完成", opened)
    return len(closed), len(opened)


def _open_again(day: date, within: Area | None) -> list[Obligation]:
    running = _obligations(day, within, state=ObligationState.DONE, closed_by=SYSTEM, period_to__gte=day)
    found = evidence.found_for(running, day)
    lost = [obligation for obligation in running if not evidence.enough(obligation, found.get(obligation.pk, []))]
    for obligation in lost:
        obligation.state, obligation.done_on = OBLIGATION.after(obligation.state, "unsettle"), None
        obligation.closed_by, obligation.closed_at = "", None
    ObligationEvidence.objects.filter(obligation__in=lost, added_by=SYSTEM).delete()
    return lost


def _record(verb: str, label: str, obligations: Sequence[Obligation]) -> None:
    entries = []
    for one in obligations:
        changes = {"完成日期": [None, one.done_on.isoformat() if one.done_on else ""]}
        entries.append((one.pk, str(one), changes, {area.path or "" for area in one.areas}))
    if entries:
        record_many(verb, label, Obligation, entries)
