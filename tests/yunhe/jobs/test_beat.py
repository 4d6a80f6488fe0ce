"""What the jobs that beat starts have in common."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from tests.kit.handed import errands_of
from yunhe.areas.models import Area
from yunhe.jobs.beat import day_of
from yunhe.jobs.errands import hand_over


@shared_task
def look_at(pk: int, on: str) -> None:
    """Do nothing."""


def test_a_job_runs_for_the_day_it_is_given_or_for_today():
    assert day_of("2026-11-03") == date(2026, 11, 3)
    assert day_of("") == timezone.localdate()


def test_each_row_is_handed_over_once_in_order(county):
    rows = Area.objects.units().order_by("-pk")
    assert hand_over(rows, look_at, "2026-11-03") == rows.count() > 1
    assert errands_of(look_at) == [[area.pk, "2026-11-03"] for area in rows]
