"""Comparing the newest statements of the sides with one another and with the registration; opening and closing what differs."""

from django.db import transaction
from django.utils import timezone

from liaison.discrepancies import queries, tasks
from liaison.discrepancies.enums import DISCREPANCY, DiscrepancyState, Fact
from liaison.discrepancies.models import Discrepancy, DiscrepancyStep
from liaison.registration.enums import OPEN_STATES, Side
from liaison.registration.models import Registration
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.moves import START, locked
from yunhe.kit.workdays import add_workdays

SETTLE_WITHIN = 10  # working days; our proposal, no office has set it


def lock_registration(registration: Registration) -> Registration:
    """Return the registration under a row lock: two statements at the same moment are compared one after the other."""
    rows = Registration.objects.select_related("deputy__residence__unit", "origin", "residence", "community")
    return locked(rows, registration)


def take(
    discrepancy: Discrepancy, verb: str, *, by: User | None, side: str = Side.SYSTEM, shown: str = "", **facts
) -> DiscrepancyStep:
    """Put `discrepancy` (changed, not saved) into the state after `verb`; write the step, the audit event, the notices."""
    before = discrepancy.state if discrepancy.pk else START
    discrepancy.state = DISCREPANCY.after(before, verb)
    discrepancy.save()
    step = DiscrepancyStep.write(discrepancy, verb, before=before, side=side, by=by, shown=shown[:400], **facts)
    registration = discrepancy.registration
    record(
        f"discrepancies.{verb}",
        step.label,
        discrepancy,
        by=by,
        areas=[registration.origin, registration.residence, registration.community],
        changes={**step.changes, discrepancy.get_fact_display(): ["", shown]},
        reason=step.note,
    )
    later(tasks.tell_of_step, step.pk)
    return step


@transaction.atomic
def compare_registration(registration: Registration, *, by: User | None = None) -> int:
    """Compare every fact of `registration`; return how many discrepancies were opened, opened again or closed.

    by: who has just said something, so that nobody is told of what he said himself.
    """
    registration = lock_registration(registration)
    if registration.state not in OPEN_STATES:
        return _lapse(registration, by=by)
    known = {found.fact: found for found in registration.discrepancies.all()}  # type: ignore[attr-defined]
    newest = list(registration.statements.newest_by_side())  # type: ignore[attr-defined]
    return sum(_compare(registration, fact, known.get(fact), newest, by=by) for fact in Fact.values)


def _lapse(registration: Registration, *, by: User | None) -> int:
    """Close what was open when the registration ended."""
    open_ones = list(registration.discrepancies.open())  # type: ignore[attr-defined]
    for discrepancy in open_ones:
        discrepancy.registration = registration
        take(discrepancy, "lapse", by=by)
    return len(open_ones)


def _compare(
    registration: Registration, fact: str, known: Discrepancy | None, newest: list, *, by: User | None
) -> bool:
    positions = queries.positions_of(registration, fact, known, newest)
    differs = len({position.fingerprint for position in positions}) > 1
    if known is None and not differs:
        return False
    discrepancy = known or Discrepancy(registration=registration, fact=fact)
    discrepancy.registration = registration
    is_open = bool(discrepancy.pk) and discrepancy.state == DiscrepancyState.OPEN
    shown = [position.as_shown() for position in positions]
    if differs == is_open:
        if is_open and shown != discrepancy.positions:
            discrepancy.positions = shown
            discrepancy.save(update_fields=["positions"])
        return False
    discrepancy.positions = shown
    if not differs:
        take(discrepancy, "match", by=by, shown=discrepancy.positions_label)
        return True
    discrepancy.since = max((position.at for position in positions if position.statement), default=timezone.now())
    discrepancy.due_on = add_workdays(timezone.localdate(discrepancy.since), SETTLE_WITHIN)
    take(discrepancy, "reopen" if known else "raise", by=by, shown=discrepancy.positions_label)
    return True
