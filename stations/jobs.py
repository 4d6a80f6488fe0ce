"""Long and daily work: the sweep that finds lost drawings, issuing codes for many stations, notices of days to come."""

from datetime import date, timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from stations import policies, workflow
from stations.drawing import draw
from stations.enums import ActivityState
from stations.models import Activity, Code, DutyShift, Station
from stations.printing import jobs as printing
from stations.proceedings import jobs as proceedings
from stations.scans import jobs as scans
from stations.tasks import (
    RENDERED_TOGETHER,
    remind_of_activity,
    render_codes,
    tell_of_guests,
    tell_of_invitations,
    tell_of_shift,
)
from stations.workflow.sealing import AT_MOST as SEAL_AT_MOST
from yunhe.accounts.models import User
from yunhe.accounts.policies import is_allowed
from yunhe.jobs.models import Job
from yunhe.jobs.progress import JobRefusedError, advance, running
from yunhe.jobs.workflow import start

__all__ = ["printing", "proceedings", "scans"]  # Celery looks for the packages' jobs here

SWEEP_AT_MOST = 2000
REMIND_DAYS = (3, 1)  # before an activity
ISSUE_TASK = "stations.jobs.issue_codes"
NOTICE_AHEAD = timedelta(days=3)  # the notice of a reception day: time, place, topic


@shared_task
def render_missing_codes() -> int:
    """Send a drawing for each code in force whose pictures are missing or show an old address. Returns how many.

    Finds codes whose message or worker was lost (Celery beat runs it every five minutes).
    """
    missing = list(Code.objects.without_images().order_by("pk").values_list("pk", flat=True)[:SWEEP_AT_MOST])
    for start_at in range(0, len(missing), RENDERED_TOGETHER):
        render_codes.delay(missing[start_at : start_at + RENDERED_TOGETHER])
    return len(missing)


def start_issuing(*, by: User, stations: list[Station]) -> Job:
    """Start a job that issues and draws the code of each of `stations` that `by` manages. Errors: JobRefusedError.

    Side effects: one Job, on commit one Celery message.
    """
    mine = [station.pk for station in stations if is_allowed(policies.can_issue_code, by, station)]
    if not mine:
        raise JobRefusedError("所选站点都不由您的单位管理，或已停用。")
    return start(
        kind="codes",
        label=f"制作联络站码（{len(mine)} 个站点）",
        task=ISSUE_TASK,
        argument={"stations": mine},
        by=by,
        total=len(mine),
    )


@shared_task(name=ISSUE_TASK, acks_late=True)
def issue_codes(job_id: int) -> None:
    """Issue and draw the codes of a job's stations, one transaction each, telling how far it is.

    Started again after a crash it goes on: a station with a code keeps it, a drawn code is not drawn again.
    """
    with running(job_id) as job:
        if job is None:
            return
        stations = (
            Station.objects.visible_to(job.started_by)
            .filter(pk__in=job.argument["stations"])
            .select_related("organising_area")
            .order_by("kind", "pk")
        )
        made = 0
        for number, station in enumerate(stations, start=1):
            if is_allowed(policies.can_issue_code, job.started_by, station):
                code = workflow.issue_code(station, by=job.started_by, draw=False)
                draw(code)
                made += 1
            advance(job, done=number)
        job.message = f"{made} 个联络站码已可打印。"
        job.result_url = "/stations/codes/"


@shared_task
def tell_of_coming_shifts(on: str = "") -> int:
    """Hand every reception day of the next three days to a worker; returns how many. Repeating it sends nothing twice.

    on: ISO date, today when empty.
    """
    day = date.fromisoformat(on) if on else timezone.localdate()
    coming = DutyShift.objects.coming(day).filter(on__lte=day + NOTICE_AHEAD).order_by("on", "pk")
    ids = list(coming.values_list("pk", flat=True))
    for pk in ids:
        tell_of_shift.delay(pk)
    return len(ids)


@shared_task
def remind_of_coming_activities(on: str = "") -> int:
    """Remind of the activities in three days and tomorrow, and send invitations whose message was lost.

    on: ISO date, today when empty. Returns how many activities were handed to a worker. Repeating it sends nothing twice.
    """
    day = date.fromisoformat(on) if on else timezone.localdate()
    handed = 0
    for days in REMIND_DAYS:
        starting = Activity.objects.filter(state=ActivityState.PLANNED, starts_at__date=day + timedelta(days=days))
        for pk in starting.order_by("pk").values_list("pk", flat=True):
            tell_of_invitations.delay(pk)
            remind_of_activity.delay(pk, days)
            handed += 1
    return handed


@shared_task
def seal_check_ins() -> int:
    """Put the scans that wait into the audit chain and tell home offices of their guests; returns how many check-ins.

    Both in one transaction for each batch, so that a crash repeats a batch instead of losing half of it.
    """
    sealed = 0
    while True:
        with transaction.atomic():
            new = workflow.seal_check_ins()
            tell_of_guests(new)
        sealed += len(new)
        if len(new) < SEAL_AT_MOST:
            return sealed


@shared_task
def close_stays() -> int:
    """Check out whoever did not do so after the activity's end or closing time; returns how many."""
    closed = 0
    while number := workflow.close_stays():
        closed += number
    return closed
