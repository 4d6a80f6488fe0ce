"""What beat does for sessions every day."""

from celery import shared_task

from liaison.sessions import workflow
from yunhe.jobs.beat import beat


@shared_task
@beat("missed-sessions", hour=7, minute=50)
def look_at_missed_sessions() -> int:
    """Raise the alarms of two missed sessions that could not be raised before (another alarm was open); returns how many."""
    return workflow.absences.assess_all()
