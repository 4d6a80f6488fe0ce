"""Gathers the models of the packages, because Django looks for them here."""

from liaison.annual_reports.models import AnnualReport, Decision, ReportSection
from liaison.brands.models import Brand
from liaison.concerns.models import (
    AnswerTemplate,
    Concern,
    ConcernEcho,
    ConcernPhoto,
    ConcernStep,
    HandlingUnit,
    VoterReception,
)
from liaison.councils.models import AgendaItem, CouncilMeeting, Project, Seat
from liaison.discrepancies.models import Discrepancy, DiscrepancyStep, Statement
from liaison.documents.models import Document, DocumentEdition, DocumentObligation
from liaison.elections.models import Election, ElectionLine
from liaison.funds.models import Entry, FundLine, FundYear
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
from liaison.ledger.models import LedgerEntry, LedgerRound
from liaison.obligations.models import Obligation, ObligationEvidence, ObligationTemplate
from liaison.population.models import UnitPopulation
from liaison.registration.models import AlarmStep, EligibilityAlarm, Handover, Registration, RegistrationStep
from liaison.sessions.models import Attendance, CongressSession, Leave, LeaveStep, Sitting, Summons
from liaison.suggestions.models import CoHandler, CoSigner, Suggestion, SuggestionStep
from liaison.urgings.models import Urging, UrgingStep
from liaison.visits.models import Visit, VisitCampaign, VisitFinding
