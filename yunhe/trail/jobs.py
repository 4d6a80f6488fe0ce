"""What beat starts: sealing four times a minute, a signed digest every morning."""

import logging

from celery import shared_task

from yunhe.audit.sealing import SealingRefusedError, seal_events
from yunhe.jobs.beat import beat
from yunhe.trail import workflow

log = logging.getLogger(__name__)


@shared_task
@beat("audit-seal", seconds=15)
def seal() -> int:
    """Seal the events that have come; return their number. A chain that contradicts its anchor is an error in the log."""
    try:
        return seal_events()
    except SealingRefusedError as refused:
        log.error("audit trail not sealed: %s", refused)
        return 0


@shared_task
@beat("audit-digest", hour=6, minute=40)
def send_digest() -> str:
    """Verify everything and send the digest of the day to AUDIT_DIGEST_TO; what was found is an error in the log too."""
    try:
        return workflow.send_digest()
    except SealingRefusedError as refused:
        log.error("audit trail not sealed: %s", refused)
        return str(refused)
