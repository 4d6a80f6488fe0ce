"""The sweeps that find jobs and errands whose message or worker was lost."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from yunhe.jobs.beat import beat
from yunhe.jobs.enums import JOB, JobState
from yunhe.jobs.errands import relay, send_job
from yunhe.jobs.models import Job
from yunhe.jobs.progress import MAX_ATTEMPTS, give_up, is_held

NOT_BEGUN = timedelta(seconds=20)  # a job that nobody has begun by then is sent again
FILES_KEPT = timedelta(days=7)  # they hold personal data
SENT_FOR = 60  # seconds after which a message of the sweep is worth nothing: the next ones have been sent


@shared_task
@beat("jobs-sweep", seconds=5)
def resume_stranded_jobs() -> int:
    """Send every open job again that nobody has begun or whose attempt has ended; give up what was tried too often.

    A message too many does no harm: a job is claimed once. Returns the number sent again.
    """
    sent = 0
    for job in Job.objects.filter(state__in=JOB.where("give_up")).order_by("pk"):
        if is_held(job):
            continue
        if job.attempts >= MAX_ATTEMPTS:
            _give_up(job.pk)
        elif job.state == JobState.RUNNING or job.touched_at < timezone.now() - NOT_BEGUN:
            if job.state == JobState.QUEUED:
                Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(touched_at=timezone.now())
            sent += send_job(job.task, job.pk, expires=SENT_FOR)
    return sent


@transaction.atomic
def _give_up(pk: int) -> None:
    job = Job.objects.select_for_update(skip_locked=True).filter(pk=pk, state__in=JOB.where("give_up")).first()
    if job and not is_held(job):
        give_up(job)


@shared_task
@beat("job-files-tidy", hour=3, minute=50)
def tidy_job_files() -> int:
    """Delete the files that jobs have made, some days after; returns how many. The job itself stays."""
    old = Job.objects.filter(finished_at__lt=timezone.now() - FILES_KEPT).exclude(result_file="")
    number = 0
    for job in old:
        job.result_file.delete(save=False)
        Job.objects.filter(pk=job.pk).update(result_file="")
        number += 1
    return number


@shared_task
@beat("errands-relay", seconds=10)
def relay_errands() -> int:
    """Send every errand again that is overdue; returns how many were sent."""
    return relay()
