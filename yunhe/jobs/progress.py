"""Running a job inside a worker: claiming it, telling how far it is, ending it."""

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from yunhe.jobs.enums import JOB, JobState
from yunhe.jobs.models import Job
from yunhe.kit.refusals import Denied, Refused

logger = logging.getLogger(__name__)


def this_worker() -> str:
    """Return "host:pid" of this process."""
    return f"{socket.gethostname()}:{os.getpid()}"


@contextmanager
def running(job_id: int) -> Iterator[Job | None]:
    """Claim the job for this process and end it as done or failed; yields None when it has ended already.

    A Refused or Denied becomes the job's message; any other error is logged, told in one neutral sentence and raised again.
    """
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id, state__in=JOB.where("claim")).first()
        if job:
            job.state = JOB.after(job.state, "claim")
            job.worker = this_worker()
            job.attempts += 1
            job.started_at = job.started_at or timezone.now()
            job.touched_at = timezone.now()
            job.save(update_fields=["state", "worker", "attempts", "started_at", "touched_at"])
    if not job:
        yield None
        return
    try:
        yield job
    except (Refused, Denied) as refusal:
        finish(job, "fail", message=str(refusal))
    except Exception:
        logger.exception("job %s failed", job_id)
        finish(job, "fail", message="系统出错，未能完成，数据没有改动。请重试，仍不行请联系系统管理员。")
        raise
    else:
        finish(job, "finish", message=job.message)


def advance(job: Job, *, done: int, total: int | None = None) -> None:
    """Tell how far the job is (in units of its own, e.g. rows)."""
    job.done, job.total = done, total if total is not None else job.total
    Job.objects.filter(pk=job.pk).update(done=job.done, total=job.total, touched_at=timezone.now())


def finish(job: Job, verb: str, *, message: str = "") -> None:
    """End the running job ("finish" or "fail"), keeping what it has set as result."""
    state = JOB.after(job.state, verb)
    Job.objects.filter(pk=job.pk).update(
        state=state,
        message=message[:300],
        result_url=job.result_url,
        result_file=job.result_file,
        done=F("total") if state == JobState.DONE else job.done,
        finished_at=timezone.now(),
        touched_at=timezone.now(),
    )
