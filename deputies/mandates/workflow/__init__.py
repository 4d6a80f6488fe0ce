"""Every write of congress terms, electoral districts and mandates."""

from deputies.mandates.workflow.mandates import add_mandate, end_mandate, resume_mandate, suspend_mandate
from deputies.mandates.workflow.terms import add_districts, can_keep_term, save_term

__all__ = [
    "add_districts",
    "add_mandate",
    "can_keep_term",
    "end_mandate",
    "resume_mandate",
    "save_term",
    "suspend_mandate",
]
