"""Starting a job."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from yunhe.jobs.errands import send_job
from yunhe.jobs.models import Job


@transaction.atomic
def start(*, kind: str, label: str, task: str, argument: dict, by: AbstractBaseUser, total: int = 0) -> Job:
    """Create a job and send it to a worker once the transaction has ended.

    task: dotted name of a Celery task that takes the job's id; argument: ids only, never personal data.
    Side effects: one Job row, then on commit one Celery message. A lost message is sent again by the sweep.
    """
    job = Job.objects.create(kind=kind, label=label, task=task, argument=argument, started_by_id=by.pk, total=total)
    transaction.on_commit(lambda: send_job(task, job.pk), robust=True)
    return job
