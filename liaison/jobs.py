"""Gathers the jobs of the packages, because Celery looks for them here."""

from liaison.ledger import jobs as ledger
from liaison.registration import jobs as registration

__all__ = ["ledger", "registration"]
