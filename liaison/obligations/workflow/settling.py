"""Closing duties by themselves, when the records of the program show that they were done."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from liaison.obligations import evidence
from liaison.obligations.enums import DutyState
from liaison.obligations.evidence import Found
from liaison.obligations.models import DutyEvidence, DutyOccurrence
from yunhe.audit.record import record_many

SYSTEM = "系统"


def _duties(day: date, **facts: Any) -> list[DutyOccurrence]:
    """Return the begun duties with `facts`, locked, with what finders read; kinds without a finder are left out."""
    rows = DutyOccurrence.objects.select_for_update(of=("self",)).filter(
        period_from__lte=day, template__evidence__in=evidence.kinds_found(), **facts
    )
    return list(rows.select_related("template", "unit", "partner", "team__area", "team__partner").order_by("pk"))


def write_found(duty: DutyOccurrence, deeds: Sequence[Found], by: str) -> None:
    """Write `deeds` as evidence of `duty`; what is there already stays."""
    DutyEvidence.objects.bulk_create(
        [
            DutyEvidence(occurrence=duty, key=deed.key, label=deed.label[:160], url=deed.url, on=deed.on, added_by=by)
            for deed in deeds
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def settle_found(on: date | None = None) -> tuple[int, int]:
    """Close the open duties whose evidence is there, and open those again whose evidence is there no more.

    Returns (closed, opened again). A duty that somebody has sent back is closed by people only; one that people have
    closed stays. The day of completion is that of the deed. Opened again is only what was closed by itself and whose
    period still runs (a ledger that was complete until somebody new moved away).
    Side effects: duties, their evidence, one audit event each.
    """
    day = on or timezone.localdate()
    waiting = _duties(day, state=DutyState.OPEN)
    found = evidence.found_for(waiting, day)
    closed = []
    for duty in waiting:
        deeds = evidence.enough(duty, found.get(duty.pk, []))
        if not deeds:
            continue
        duty.state, duty.done_on = DutyState.DONE, deeds[-1].on
        duty.closed_by, duty.closed_at = SYSTEM, timezone.now()
        write_found(duty, deeds, SYSTEM)
        closed.append(duty)
    opened = _open_again(day)
    DutyOccurrence.objects.bulk_update([*closed, *opened], ["state", "done_on", "closed_by", "closed_at"])
    _record("duties.settle", "任务自动完成", closed)
    _record("duties.withdraw", "佐证已不成立，任务恢复待完成", opened)
    return len(closed), len(opened)


def _open_again(day: date) -> list[DutyOccurrence]:
    running = _duties(day, state=DutyState.DONE, closed_by=SYSTEM, period_to__gte=day)
    found = evidence.found_for(running, day)
    lost = [duty for duty in running if not evidence.enough(duty, found.get(duty.pk, []))]
    for duty in lost:
        duty.state, duty.done_on, duty.closed_by, duty.closed_at = DutyState.OPEN, None, "", None
    DutyEvidence.objects.filter(occurrence__in=lost, added_by=SYSTEM).delete()
    return lost


def _record(verb: str, label: str, duties: Sequence[DutyOccurrence]) -> None:
    if duties:
        entries = (
            (
                duty.pk,
                str(duty),
                {"完成日期": [None, duty.done_on.isoformat() if duty.done_on else ""]},
                {area.path or "" for area in duty.areas},
            )
            for duty in duties
        )
        record_many(verb, label, DutyOccurrence, entries)
