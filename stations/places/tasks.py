"""Telling the system administrators that a point asks for a keeper's account."""

from stations.places import notices
from yunhe.audit.models import AuditEvent
from yunhe.notices.telling import teller

tell_of_keeper_request = teller(
    f"{__name__}.tell_of_keeper_request", AuditEvent.objects.all(), notices.of_keeper_request
)
