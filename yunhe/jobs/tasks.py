"""The sweep that finds jobs whose message or worker was lost."""

from datetime import timedelta

from celery import current_app, shared_task
from django.utils import timezone

from yunhe.jobs.beat import beat
from yunhe.jobs.enums import JOB, JobState
from yunhe.jobs.models import Job

STRANDED_AFTER = timedelta(minutes=3)
MAX_ATTEMPTS = 5


@shared_task
@beat("jobs-sweep", minute="*/5")
def resume_stranded_jobs():
    """Send again every open job that has shown no progress for three minutes; give up after five attempts.

    Tasks are idempotent, so a message that was only slow does no harm. Returns the number sent again.
    """
    stranded = Job.objects.filter(state__in=JOB.where("give_up"), touched_at__lt=timezone.now() - STRANDED_AFTER)
    stranded.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=JobState.FAILED, message="多次尝试仍未完成，请重新发起。", finished_at=timezone.now()
    )
    sent = 0
    for job in stranded.filter(attempts__lt=MAX_ATTEMPTS):
        current_app.send_task(job.task, args=[job.pk])
        sent += 1
    return sent
