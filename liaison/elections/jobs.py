"""Carrying a change of term out in a worker, with progress."""

from celery import shared_task
from django.db import transaction

from liaison.elections import policies, workflow
from liaison.elections.enums import ElectionState
from liaison.elections.models import Election
from yunhe.accounts.models import User
from yunhe.jobs.models import Job
from yunhe.jobs.progress import advance, running
from yunhe.jobs.workflow import start

TASK = "liaison.elections.jobs.change_term"


@transaction.atomic
def start_change(change: Election, *, by: User) -> Job:
    """Begin a change (or go on with one that has met refusals) and start its job. Errors: Denied, Refused.

    Side effects: those of workflow.begin, one Job, on commit one Celery message.
    """
    if change.state == ElectionState.PREPARING:
        change = workflow.begin(change, by=by)
    else:
        policies.can_take(by, change, "complete")
    total = change.lines.count()
    return start(kind="term", label=f"办理{change}", task=TASK, argument={"change": change.pk}, by=by, total=total)


@shared_task(name=TASK, acks_late=True)
def change_term(job_id: int) -> None:
    """Carry out every line that waits, one transaction each, and complete the change when none is left."""
    with running(job_id) as job:
        if job is None:
            return
        change = Election.objects.get(pk=job.argument["change"])
        done = change.lines.count() - change.lines.waiting().count()
        refused = 0
        for pk in change.lines.waiting().order_by("pk").values_list("pk", flat=True):
            if workflow.carry_out(pk, by=job.started_by):
                done += 1
            else:
                refused += 1
            advance(job, done=done)
        if refused:
            job.message = f"{refused} 名代表没有办成，原因写在换届页面上，处理后请继续办理。"
        else:
            workflow.complete(change, by=job.started_by)
            job.message = f"{change}已完成，共 {done} 名代表。"
        job.result_url = change.get_absolute_url()
