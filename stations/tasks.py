"""Work that a Celery worker does for one code. Tasks take primary keys only and may run twice."""

from celery import shared_task
from django.db.models import F
from django.utils import timezone

from stations.drawing import draw
from stations.models import Code


@shared_task(acks_late=True)
def render_code(code_id: int) -> bool:
    """Draw the pictures of one code; idempotent. Returns whether anything was drawn."""
    code = Code.objects.select_related("station", "deputy", "activity").filter(pk=code_id).first()
    return draw(code) if code else False


@shared_task(ignore_result=True)
def count_scan(code_id: int) -> None:
    """Count one opening of a code's page, away from the request so that nobody waits for the row."""
    Code.objects.filter(pk=code_id).update(scan_count=F("scan_count") + 1, last_scanned_at=timezone.now())
