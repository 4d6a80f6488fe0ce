"""Reads for the ledger's pages."""

from django.db.models import Count, Q

from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry, LedgerRound
from yunhe.accounts.models import User

NUMBERS = {
    "expected": Count("pk"),
    "open": Count("pk", filter=Q(state=EntryState.OPEN)),
    "confirmed": Count("pk", filter=Q(state=EntryState.CONFIRMED)),
    "locked": Count("pk", filter=Q(state=EntryState.LOCKED)),
}


def by_origin(opened: LedgerRound, user: User) -> list[dict]:
    """Return the round's numbers per origin unit in scope: {"origin_id", "origin__name", "expected", "open", …}."""
    return list(
        LedgerEntry.objects.visible_to(user)
        .filter(round=opened)
        .counted()
        .order_by("origin__order", "origin__code")
        .values("origin_id", "origin__name")
        .annotate(**NUMBERS)
    )


def rounds_for(user: User) -> list[dict]:
    """Return every round with its numbers in scope, newest first; two queries."""
    counted = {
        row["round_id"]: row
        for row in LedgerEntry.objects.visible_to(user).counted().order_by().values("round_id").annotate(**NUMBERS)
    }
    nothing = dict.fromkeys(NUMBERS, 0)
    return [{"round": opened, **counted.get(opened.pk, nothing)} for opened in LedgerRound.objects.all()]


def previous_values(entry: LedgerEntry) -> dict | None:
    """Return what the deputy confirmed in the round before, or None."""
    last = (
        LedgerEntry.objects.filter(deputy=entry.deputy, round__half__lt=entry.round.half, confirmed_at__isnull=False)
        .order_by("-round__half")
        .first()
    )
    return last.confirmed if last else None
