"""Keeps the log readable: the sweeps that run every few seconds leave no line of their own there."""

import logging

SWEEPS = {"yunhe.jobs.tasks.resume_stranded_jobs", "yunhe.jobs.tasks.relay_errands"}


class NoSweeps(logging.Filter):
    """Lets everything pass but that a sweep was sent, received or went well."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether `record` is to be written; what went wrong always is."""
        facts = record.args or ()
        named = facts.values() if isinstance(facts, dict) else facts
        return record.levelno >= logging.WARNING or not any(isinstance(word, str) and word in SWEEPS for word in named)
