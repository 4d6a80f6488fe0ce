"""Gathers the models of the packages, because Django looks for them here."""

from liaison.contacts.models import DeputyPair, Household, HouseholdPair, PairingProposal, ProposalRow
from liaison.discrepancies.models import Discrepancy, DiscrepancyStep, Statement
from liaison.ledger.models import LedgerEntry, LedgerReminder, LedgerRound
from liaison.registration.models import AlarmStep, EligibilityAlarm, Handover, Registration, RegistrationMove
from liaison.reports.models import AnnualReport, Decision, ReportSection
from liaison.terms.models import TermChange, TermLine

__all__ = [
    "AlarmStep",
    "AnnualReport",
    "Decision",
    "DeputyPair",
    "Discrepancy",
    "DiscrepancyStep",
    "EligibilityAlarm",
    "Handover",
    "Household",
    "HouseholdPair",
    "LedgerEntry",
    "LedgerReminder",
    "LedgerRound",
    "PairingProposal",
    "ProposalRow",
    "Registration",
    "RegistrationMove",
    "ReportSection",
    "Statement",
    "TermChange",
    "TermLine",
]
