"""Rules and obligations."""

from liaison.obligations.models.obligations import Obligation, ObligationEvidence
from liaison.obligations.models.templates import ObligationTemplate
