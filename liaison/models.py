"""Gathers the models of the packages, because Django looks for them here."""

from liaison.brands.models import Brand
from liaison.concerns.models import (
    AnswerTemplate,
    Concern,
    ConcernEcho,
    ConcernMove,
    ConcernPhoto,
    HandlingUnit,
)
from liaison.contacts.models import (
    DeputyPair,
    Household,
    HouseholdPair,
    PairingProposal,
    ProposalRow,
    Visit,
    VisitCampaign,
    VisitFinding,
)
from liaison.discrepancies.models import Discrepancy, DiscrepancyStep, Statement
from liaison.documents.models import Document, DocumentDuty, DocumentEdition
from liaison.duties.models import DutyEvidence, DutyOccurrence, DutyReminder, DutyTemplate
from liaison.joint.models import (
    CoManagement,
    JointAttendee,
    JointItem,
    JointMeeting,
    JointStep,
    Resolution,
    ResolutionStep,
)
from liaison.ledger.models import LedgerEntry, LedgerReminder, LedgerRound
from liaison.registration.models import AlarmStep, EligibilityAlarm, Handover, Registration, RegistrationMove
from liaison.reports.models import AnnualReport, Decision, ReportSection
from liaison.suggestions.models import CoSigner, Suggestion, SuggestionStep
from liaison.terms.models import TermChange, TermLine

__all__ = [
    "AlarmStep",
    "AnnualReport",
    "AnswerTemplate",
    "Brand",
    "CoManagement",
    "CoSigner",
    "Concern",
    "ConcernEcho",
    "ConcernMove",
    "ConcernPhoto",
    "Decision",
    "DeputyPair",
    "Discrepancy",
    "DiscrepancyStep",
    "Document",
    "DocumentDuty",
    "DocumentEdition",
    "DutyEvidence",
    "DutyOccurrence",
    "DutyReminder",
    "DutyTemplate",
    "EligibilityAlarm",
    "HandlingUnit",
    "Handover",
    "Household",
    "HouseholdPair",
    "JointAttendee",
    "JointItem",
    "JointMeeting",
    "JointStep",
    "LedgerEntry",
    "LedgerReminder",
    "LedgerRound",
    "PairingProposal",
    "ProposalRow",
    "Registration",
    "RegistrationMove",
    "ReportSection",
    "Resolution",
    "ResolutionStep",
    "Statement",
    "Suggestion",
    "SuggestionStep",
    "TermChange",
    "TermLine",
    "Visit",
    "VisitCampaign",
    "VisitFinding",
]
