"""Rules and duties."""

from liaison.duties.models.occurrences import DutyEvidence, DutyOccurrence, DutyReminder
from liaison.duties.models.templates import DutyTemplate

__all__ = ["DutyEvidence", "DutyOccurrence", "DutyReminder", "DutyTemplate"]
