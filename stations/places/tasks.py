"""Telling people what concerns a station. Tasks take primary keys only and may run twice."""

from celery import shared_task

from stations.places import notices
from yunhe.audit.models import AuditEvent
from yunhe.notices.telling import tell_about


@shared_task(acks_late=True)
def tell_of_keeper_request(event_id: int) -> int:
    """Tell the system administrators that a point asks for a keeper's account; returns how many notices were new."""
    return tell_about(AuditEvent.objects.all(), event_id, notices.of_keeper_request)
