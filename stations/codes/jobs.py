"""Long and daily work: missing drawings, codes for many stations, print batches, the fold of the scan record."""

from datetime import datetime, timedelta

from celery import shared_task
from django.conf import settings

from stations.codes import policies, workflow
from stations.codes.models import Code, PrintBatch
from stations.codes.storing import draw
from stations.codes.tasks import RENDERED_TOGETHER, render_codes
from stations.codes.workflow.prints import PREPARE_TASK
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.jobs.beat import beat, day_of
from yunhe.jobs.errands import nudge
from yunhe.jobs.models import Job
from yunhe.jobs.progress import advance, running
from yunhe.jobs.workflow import start
from yunhe.kit.refusals import Refused, is_allowed

SWEEP_AT_MOST = 2000
KEPT_DAYS = 30  # single openings are kept so long; after that only counts per day
ISSUE_TASK = "stations.codes.jobs.issue_codes"


@shared_task
@beat("codes-sweep", minute="*/5")
def render_missing_codes() -> int:
    """Send a drawing for each code in force whose pictures are missing or show an old address. Returns how many.

    Finds codes whose message or worker was lost (Celery beat runs it every five minutes).
    """
    missing = list(Code.objects.without_images().order_by("pk").values_list("pk", flat=True)[:SWEEP_AT_MOST])
    for start_at in range(0, len(missing), RENDERED_TOGETHER):
        nudge(render_codes, missing[start_at : start_at + RENDERED_TOGETHER])
    return len(missing)


def start_issuing(*, by: User, stations: list[Station]) -> Job:
    """Start a job that issues and draws the code of each of `stations` that `by` manages. Errors: Refused.

    Side effects: one Job, on commit one Celery message.
    """
    mine = [station.pk for station in stations if is_allowed(policies.can_issue_code, by, station)]
    if not mine:
        raise Refused("所选站点都不由您的单位管理，或已停用。")
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


@shared_task(name=PREPARE_TASK, acks_late=True)
def prepare_batch(job_id: int) -> None:
    """Prepare the codes of a job's batch, telling how far it is. Started again after a crash it goes on, nothing twice."""
    with running(job_id) as job:
        if job is None:
            return
        batch = PrintBatch.objects.select_related("started_by").filter(pk=job.argument["batch"]).first()
        if batch is None:
            raise Refused("打印批次已不存在。")
        batch = workflow.prepare(batch, tell=lambda done: advance(job, done=done))
        skipped = f"，{len(batch.skipped)} 个未打印" if batch.skipped else ""
        job.message = f"{batch.prints.count()} 张可以打印{skipped}。"
        job.result_url = batch.get_absolute_url()


@shared_task(ignore_result=True)
def count_scan(code_id: int, at: str, visitor: str, channel: str, key: str) -> None:
    """Note one opening of a code's page, away from the request so that nobody waits. at: ISO time with offset."""
    workflow.note_scan(code_id, at=datetime.fromisoformat(at), visitor=visitor, channel=channel, key=key)


@shared_task
@beat("scans-fold", hour=3, minute=40)
def fold_old_scans(on: str = "") -> int:
    """Fold openings older than KEPT_DAYS into counts per day (Celery beat, every night). on: ISO date, today when empty."""
    today = day_of(on)
    return workflow.fold_scans(today - timedelta(days=KEPT_DAYS), zone=settings.TIME_ZONE)
