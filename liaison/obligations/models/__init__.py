"""Rules and duties."""

from liaison.obligations.models.occurrences import DutyEvidence, DutyOccurrence, DutyReminder
from liaison.obligations.models.templates import DutyTemplate

__all__ = ["DutyEvidence", "DutyOccurrence", "DutyReminder", "DutyTemplate"]
