"""Carrying an election out in a worker, with progress."""

from celery import shared_task
from django.db import transaction

from liaison.elections import policies, workflow
from liaison.elections.enums import ElectionState
from liaison.elections.models import Election
from yunhe.accounts.models import User
from yunhe.jobs.beat import beat
from yunhe.jobs.models import Job
from yunhe.jobs.progress import advance, running
from yunhe.jobs.workflow import start

TASK = "liaison.elections.jobs.carry_out_election"


@shared_task
@beat("elections-top-up", hour=6, minute=10)
def top_up_elections() -> int:
    """Take deputies who were entered since into the elections that are being prepared; returns how many."""
    return workflow.top_up_all()


@transaction.atomic
def start_election(election: Election, *, by: User) -> Job:
    """Begin an election (or go on with one that has met refusals) and start its job. Errors: Denied, Refused.

    Side effects: those of workflow.begin, one Job, on commit one Celery message.
    """
    if election.state == ElectionState.PREPARING:
        election = workflow.begin(election, by=by)
    else:
        policies.can_take(by, election, "complete")
    total = election.lines.count()
    return start(
        kind="term", label=f"办理{election}", task=TASK, argument={"election": election.pk}, by=by, total=total
    )


@shared_task(name=TASK, acks_late=True)
def carry_out_election(job_id: int) -> None:
    """Carry out every line that waits, one transaction each, and complete the election when none is left."""
    with running(job_id) as job:
        if job is None:
            return
        election = Election.objects.get(pk=job.argument["election"])
        done = election.lines.count() - election.lines.waiting().count()
        refused = 0
        for pk in election.lines.waiting().order_by("pk").values_list("pk", flat=True):
            if workflow.carry_out(pk, by=job.started_by):
                done += 1
            else:
                refused += 1
            advance(job, done=done)
        if refused:
            job.message = f"{refused} 名代表没有办成，原因写在换届页面上，处理后请继续办理。"
        else:
            workflow.complete(election, by=job.started_by)
            job.message = f"{election}已完成，共 {done} 名代表。"
        job.result_url = election.get_absolute_url()
