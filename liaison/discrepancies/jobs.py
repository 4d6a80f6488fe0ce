"""What beat does for discrepancies: compare again what may have changed in the register, and tell of delays."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from liaison.discrepancies import tasks, workflow
from liaison.discrepancies.models import Discrepancy
from liaison.registration.models import Registration
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in
from yunhe.jobs.beat import beat
from yunhe.jobs.errands import hand_over, later

LOOK_BACK = timedelta(days=2)  # far longer than the time between two runs


@shared_task
@beat("discrepancies-compare", minute="15,45")
def compare_counties() -> int:
    """Hand every county to a worker, which compares it; returns how many counties there are."""
    return hand_over(Area.objects.counties().order_by("pk"), compare_changed_registrations)


@shared_task
def compare_changed_registrations(county_id: int) -> int:
    """Compare the open registrations of a county whose deputy's register was changed lately; returns how many discrepancies
    opened or closed.

    The origin corrects the register itself (deputies), which knows nothing of the board. Repeating it changes nothing.
    """
    here = lies_in("origin", *Area.objects.filter(pk=county_id))
    registrations = Registration.objects.open().filter(
        here, deputy__updated_at__gte=timezone.now() - LOOK_BACK, statements__isnull=False
    )
    return sum(workflow.compare_registration(registration) for registration in registrations.distinct().order_by("pk"))


@shared_task
@beat("discrepancies-late", hour=8, minute=45)
def tell_of_delays() -> int:
    """Have every discrepancy told of that should have been settled; returns how many there are. Each is told once."""
    late = list(Discrepancy.objects.late().values_list("pk", flat=True))
    for pk in late:
        later(tasks.tell_of_delay, pk)
    return len(late)
