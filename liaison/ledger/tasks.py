"""Telling deputies, offices and keepers."""

from liaison.ledger import notices
from liaison.ledger.models import LedgerEntry, LedgerRound, RegisterKeeper
from yunhe.notices.telling import teller

_sent_back = LedgerEntry.objects.select_related("deputy__user", "round", "origin").exclude(send_back_note="")
_keepers = RegisterKeeper.objects.current().select_related("user", "area")

tell_of_round = teller(f"{__name__}.tell_of_round", LedgerRound.objects.all(), notices.of_round)
tell_sent_back = teller(f"{__name__}.tell_sent_back", _sent_back, notices.of_sending_back)
tell_keeper = teller(f"{__name__}.tell_keeper", _keepers, notices.of_keeper)
