"""Telling deputies, offices and keepers. Each returns how many notices were new, and is safe to run twice."""

from datetime import date
from functools import partial

from celery import shared_task

from liaison.ledger import notices
from liaison.ledger.models import LedgerEntry, LedgerRound, RegisterKeeper
from yunhe.notices.telling import tell_about


@shared_task
def tell_of_round(round_id: int, on: str) -> int:
    """Tell what is due on ISO date `on` about one round."""
    return tell_about(LedgerRound.objects.all(), round_id, partial(notices.of_round, on=date.fromisoformat(on)))


@shared_task
def tell_sent_back(entry_id: int) -> int:
    """Tell a deputy what the keeper asks to complete."""
    rows = LedgerEntry.objects.select_related("deputy__user", "round", "origin").exclude(send_back_note="")
    return tell_about(rows, entry_id, notices.of_sending_back)


@shared_task
def tell_keeper(keeper_id: int) -> int:
    """Tell a new keeper of the naming."""
    return tell_about(RegisterKeeper.objects.current().select_related("user", "area"), keeper_id, notices.of_keeper)
