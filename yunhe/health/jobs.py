"""What beat starts."""

from celery import shared_task

from yunhe.health import notices
from yunhe.jobs.beat import beat
from yunhe.notices.telling import tell


@shared_task
@beat("errands-given-up", minute="*/10")
def tell_of_errands() -> int:
    """Tell the system administrators of errands that stand still; returns how many notices were new."""
    return tell(*notices.of_errands())
