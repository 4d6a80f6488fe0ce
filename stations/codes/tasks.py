"""Drawing the pictures of codes. Tasks take primary keys only and may run twice."""

from celery import shared_task

from stations.codes.models import Code
from stations.codes.storing import draw, draw_many

RENDERED_TOGETHER = 50  # codes in one message: their files wait for the disk together


@shared_task(acks_late=True)
def render_code(code_id: int) -> bool:
    """Draw the pictures of one code; idempotent. Returns whether anything was drawn."""
    code = Code.objects.select_related("station", "deputy", "activity").filter(pk=code_id).first()
    return draw(code) if code else False


@shared_task(acks_late=True)
def render_codes(ids: list[int]) -> int:
    """Draw the pictures of several codes; idempotent. Returns how many were drawn."""
    return draw_many(Code.objects.select_related("station", "deputy", "activity").filter(pk__in=ids).order_by("pk"))
