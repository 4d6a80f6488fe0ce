"""Gathers the models of the packages, because Django looks for them here."""

from liaison.ledger.models import LedgerEntry, LedgerReminder, LedgerRound
from liaison.registration.models import Registration, RegistrationMove

__all__ = ["LedgerEntry", "LedgerReminder", "LedgerRound", "Registration", "RegistrationMove"]
