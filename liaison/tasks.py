"""Gathers the tasks of the packages, because Celery looks for them here."""

from liaison.concerns import tasks as concerns
from liaison.contacts import tasks as contacts
from liaison.discrepancies import tasks as discrepancies
from liaison.duties import tasks as duties
from liaison.joint import tasks as joint
from liaison.ledger import tasks as ledger
from liaison.registration import tasks as registration
from liaison.suggestions import tasks as suggestions

__all__ = ["concerns", "contacts", "discrepancies", "duties", "joint", "ledger", "registration", "suggestions"]
