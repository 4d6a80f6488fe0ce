"""Preparing a print batch inside a worker."""

from celery import shared_task

from stations.printing import workflow
from stations.printing.models import PrintBatch
from yunhe.jobs.progress import JobRefusedError, advance, running


@shared_task(name=workflow.PREPARE_TASK, acks_late=True)
def prepare_batch(job_id: int) -> None:
    """Prepare the codes of a job's batch, telling how far it is. Started again after a crash it goes on, nothing twice."""
    with running(job_id) as job:
        if job is None:
            return
        batch = PrintBatch.objects.select_related("started_by").filter(pk=job.argument["batch"]).first()
        if batch is None:
            raise JobRefusedError("打印批次已不存在。")
        batch = workflow.prepare(batch, tell=lambda done: advance(job, done=done))
        skipped = f"，{len(batch.skipped)} 个未打印" if batch.skipped else ""
        job.message = f"{batch.prints.count()} 张可以打印{skipped}。"
        job.result_url = batch.get_absolute_url()
