"""The two long steps of an import, as Celery tasks. Both may be sent twice without harm."""

from celery import shared_task
from django.urls import reverse

from yunhe.imports import workflow
from yunhe.imports.enums import ImportState
from yunhe.imports.models import ImportRun
from yunhe.jobs.progress import advance, running
from yunhe.kit.refusals import Refused


@shared_task
def read_import(job_id: int) -> None:
    """Read the file of the job's run and prepare its preview."""
    with running(job_id) as job:
        if job is None:
            return
        run = ImportRun.objects.get(pk=job.argument["run"])
        job.result_url = reverse("imports:import-detail", args=[run.pk])
        if run.state not in {ImportState.UPLOADED, ImportState.READING}:
            return
        run = workflow.read(run, by=job.started_by, progress=lambda done, total: advance(job, done=done, total=total))
        if run.state == ImportState.FAILED:
            raise Refused(run.failure)
        job.message = "已读取，请核对后确认。"


@shared_task
def write_import(job_id: int) -> None:
    """Write the confirmed rows of the job's run."""
    with running(job_id) as job:
        if job is None:
            return
        run = ImportRun.objects.get(pk=job.argument["run"])
        job.result_url = reverse("imports:import-detail", args=[run.pk])
        if run.state != ImportState.CONFIRMING:
            return
        try:
            run = workflow.write(run, by=job.started_by)
        except Exception:
            workflow.release(run)
            raise
        if run.state == ImportState.UPLOADED:
            workflow.read(run, by=job.started_by)
            raise Refused("预览之后登记册有了变化，没有写入。预览已更新，请重新核对后确认。")
        job.message = "已导入。"
