"""Gathers the models of the packages, because Django looks for them here."""

from liaison.annual_reports.models import AnnualReport, Decision, ReportSection
from liaison.brands.models import Brand
from liaison.concerns.models import (
    AnswerTemplate,
    Concern,
    ConcernEcho,
    ConcernMove,
    ConcernPhoto,
    HandlingUnit,
    VoterReception,
)
from liaison.discrepancies.models import Discrepancy, DiscrepancyStep, Statement
from liaison.documents.models import Document, DocumentDuty, DocumentEdition
from liaison.elections.models import TermChange, TermLine
from liaison.households.models import DeputyPair, Household, HouseholdPair, PairingProposal, ProposalRow
from liaison.joint_meetings.models import (
    CoManagement,
    JointAttendee,
    JointItem,
    JointMeeting,
    JointStep,
    Resolution,
    ResolutionStep,
)
from liaison.ledger.models import LedgerEntry, LedgerReminder, LedgerRound
from liaison.obligations.models import DutyEvidence, DutyOccurrence, DutyReminder, DutyTemplate
from liaison.registration.models import AlarmStep, EligibilityAlarm, Handover, Registration, RegistrationMove
from liaison.suggestions.models import CoSigner, Suggestion, SuggestionStep
from liaison.visits.models import Visit, VisitCampaign, VisitFinding

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
    "VoterReception",
]
