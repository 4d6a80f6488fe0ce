"""What beat does for obligations every day. `manage.py run_obligations` does the same by hand."""

from celery import shared_task

from liaison.obligations import queries, tasks, workflow
from liaison.obligations.models import ObligationTemplate
from yunhe.areas.models import Area
from yunhe.areas.reach import lies_in
from yunhe.jobs.beat import beat, day_of
from yunhe.jobs.errands import hand_over, later


@shared_task
@beat("obligations-make", hour=5, minute=30)
def make_in_counties() -> int:
    """Hand every county to a worker, which writes its obligations of today; returns how many counties there are."""
    return hand_over(Area.objects.counties().order_by("pk"), make_in_county, day_of("").isoformat())


@shared_task
@beat("obligations-settle", minute=25)
def settle_in_counties() -> int:
    """Hand every county to a worker, which closes what is found done by today; returns how many counties there are."""
    return hand_over(Area.objects.counties().order_by("pk"), settle_in_county, day_of("").isoformat())


@shared_task
def make_in_county(county_id: int, on: str) -> int:
    """Give a county its standing rules and write the obligations that are missing on ISO date `on`; returns how many were new.

    Repeating it writes nothing twice.
    """
    county = Area.objects.get(pk=county_id)
    workflow.install_standards(county, on=day_of(on))
    return workflow.generate_obligations(day_of(on), ObligationTemplate.objects.filter(lies_in("area", county)))


@shared_task
def settle_in_county(county_id: int, on: str) -> int:
    """Close the obligations of a county whose evidence is there by `on`; returns how many were closed or opened again."""
    return sum(workflow.settle_found(day_of(on), within=Area.objects.get(pk=county_id)))


def make_obligations(on: str = "") -> int:
    """Do `make_in_county` for every county, one after the other; on: ISO date, today when empty. Returns how many were new."""
    return sum(make_in_county(county.pk, on) for county in Area.objects.counties().order_by("pk"))


def settle_obligations(on: str = "") -> int:
    """Do `settle_in_county` for every county, one after the other; returns how many were closed or opened again."""
    return sum(settle_in_county(county.pk, on) for county in Area.objects.counties().order_by("pk"))


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
