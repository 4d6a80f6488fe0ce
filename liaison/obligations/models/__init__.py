"""Rules and obligations."""

from liaison.obligations.models.occurrences import Obligation, ObligationEvidence, ObligationReminder
from liaison.obligations.models.templates import ObligationTemplate

__all__ = ["Obligation", "ObligationEvidence", "ObligationReminder", "ObligationTemplate"]
