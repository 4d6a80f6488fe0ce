"""Gathers the jobs of the packages, because Celery looks for them here."""

from liaison.ledger import jobs as ledger

__all__ = ["ledger"]
