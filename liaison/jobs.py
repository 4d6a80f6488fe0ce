"""Gathers the jobs of the packages, because Celery looks for them here."""

from liaison.concerns import jobs as concerns
from liaison.contacts import jobs as contacts
from liaison.discrepancies import jobs as discrepancies
from liaison.duties import jobs as duties
from liaison.joint import jobs as joint
from liaison.ledger import jobs as ledger
from liaison.registration import jobs as registration
from liaison.suggestions import jobs as suggestions

__all__ = ["concerns", "contacts", "discrepancies", "duties", "joint", "ledger", "registration", "suggestions"]
