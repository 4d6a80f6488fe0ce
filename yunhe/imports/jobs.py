"""The two long steps of an import, as Celery tasks. Both may be sent twice without harm."""

from datetime import timedelta

from celery import shared_task
from django.urls import reverse
from django.utils import timezone

from yunhe.imports import leftovers, workflow
from yunhe.imports.enums import ImportState
from yunhe.imports.models import ImportRun
from yunhe.imports.turns import turn_of
from yunhe.jobs.beat import beat
from yunhe.jobs.errands import send_job
from yunhe.jobs.models import Job
from yunhe.jobs.progress import advance, after_failure, running
from yunhe.kit.refusals import IllegalMove, Refused

PREVIEW_KEPT = timedelta(days=30)
READINGS = 2  # a file that a worker was lost over twice is not begun a third time


@shared_task
def read_import(job_id: int) -> None:
    """Read the file of the job's run and prepare its preview, once the office's file before it has been read."""
    run = ImportRun.objects.only("area").get(pk=Job.objects.get(pk=job_id).argument["run"])
    with turn_of(run.area_id, run.pk) as mine:
        if mine:
            _read(job_id)
        else:
            send_job(workflow.READ_TASK, job_id, after=1)


def _run_of(job: Job) -> ImportRun:
    """Return the run of a job, whose page the job leads to."""
    run = ImportRun.objects.get(pk=job.argument["run"])
    job.result_url = reverse("imports:import-detail", args=[run.pk])
    return run


def _read(job_id: int) -> None:
    with running(job_id) as job:
        if job is None:
            return
        run = _run_of(job)
        if run.state not in {ImportState.UPLOADED, ImportState.READING}:
            return
        if run.state == ImportState.READING and job.attempts > READINGS:
            raise Refused(leftovers.give_up_reading(run, leftovers.TWICE).failure)
        run = workflow.read(run, by=job.started_by, progress=lambda done, total: advance(job, done=done, total=total))
        if run.state == ImportState.FAILED:
            raise Refused(run.failure)
        if run.state == ImportState.CANCELLED:
            raise Refused("这次导入已取消，没有再读取。")
        job.message = "已读取，请核对后确认。"


@shared_task
def write_import(job_id: int) -> None:
    """Write the confirmed rows of the job's run."""
    with running(job_id) as job:
        if job is None:
            return
        run = _run_of(job)
        if run.state == ImportState.CONFIRMING:
            run = workflow.write(run, by=job.started_by)
        if run.state in {ImportState.UPLOADED, ImportState.READING}:  # perhaps found so by an earlier attempt
            workflow.read(run, by=job.started_by)
            raise Refused("预览之后登记册有了变化，没有写入。预览已更新，请重新核对后确认。")
        if run.state == ImportState.CONFIRMED:
            job.message = "已导入。"


@after_failure(workflow.READ_TASK)
def say_unreadable(job: Job) -> str:
    """End the run whose reading broke, so that it does not stand as 读取中 for ever."""
    run = leftovers.give_up_reading(ImportRun(pk=job.argument["run"]))
    return run.failure


@after_failure(workflow.WRITE_TASK)
def let_confirm_again(job: Job) -> str:
    """Let a run whose writing broke be confirmed again or cancelled."""
    try:
        workflow.release(ImportRun(pk=job.argument["run"]))
    except IllegalMove:
        return "系统出错。写入了没有，请看这次导入的页面。"
    return "系统出错，一行也没有写入。请重新确认；仍不行请联系系统管理员。"


@shared_task
@beat("imports-tidy", hour=3, minute=55)
def tidy_imports() -> int:
    """Cancel imports that were left in preview, so that no file is kept for ever; returns how many."""
    left = ImportRun.objects.filter(state=ImportState.PREVIEW, created_at__lt=timezone.now() - PREVIEW_KEPT)
    for run in left:
        leftovers.expire(run)
    return len(left)
