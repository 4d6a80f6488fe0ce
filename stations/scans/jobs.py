"""What a worker does with the scan log."""

from datetime import date, datetime, timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from stations.scans import workflow

KEPT_DAYS = 30  # single openings are kept so long; after that only counts per day


@shared_task(ignore_result=True)
def count_scan(code_id: int, at: str, visitor: str, channel: str, key: str) -> None:
    """Note one opening of a code's page, away from the request so that nobody waits. at: ISO time with offset."""
    workflow.note_scan(code_id, at=datetime.fromisoformat(at), visitor=visitor, channel=channel, key=key)


@shared_task
def fold_old_scans(on: str = "") -> int:
    """Fold openings older than KEPT_DAYS into counts per day (Celery beat, every night). on: ISO date, today when empty."""
    today = date.fromisoformat(on) if on else timezone.localdate()
    return workflow.fold_scans(today - timedelta(days=KEPT_DAYS), zone=settings.TIME_ZONE)
