"""What beat does for obligations every day. `manage.py run_obligations` does the same by hand."""

from celery import shared_task

from liaison.obligations import queries, tasks, workflow
from yunhe.areas.enums import AreaKind
from yunhe.areas.models import Area
from yunhe.jobs.beat import beat, day_of
from yunhe.jobs.errands import later


@shared_task
@beat("obligations-make", hour=5, minute=30)
def make_obligations(on: str = "") -> int:
    """Give every county its standing rules and write the obligations that are missing; returns how many were new.

    on: ISO date, today when empty. Repeating it writes nothing twice.
    """
    day = day_of(on)
    for county in Area.objects.filter(kind=AreaKind.COUNTY, is_active=True):
        workflow.install_standards(county, on=day)
    return workflow.generate_obligations(day)


@shared_task
@beat("obligations-settle", minute=25)
def settle_obligations(on: str = "") -> int:
    """Close the obligations whose evidence is there by ISO date `on` (today); returns how many were closed or opened again."""
    return sum(workflow.settle_found(day_of(on)))


@shared_task
@beat("obligations-remind", hour=8, minute=35)
def remind_obligations(on: str = "") -> int:
    """Hand every obligation with a reminder due on ISO date `on` (today) to a worker; returns how many.

    What somebody has been told already is not handed over again; a reminder whose task was lost is, the next time.
    """
    day = day_of(on)
    due = queries.untold(day)
    for obligation in due:
        later(tasks.tell_of_deadline, obligation.pk, day.isoformat())
    return len(due)
