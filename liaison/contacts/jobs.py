"""Long and daily work: computing a pairing proposal, reminders before a great visit ends."""

from datetime import date, timedelta

from celery import shared_task
from django.utils import timezone

from liaison.contacts import workflow
from liaison.contacts.models import PairingProposal, VisitCampaign
from liaison.contacts.tasks import remind_of_campaign
from yunhe.jobs.progress import advance, running


@shared_task(name=workflow.PROPOSAL_TASK, acks_late=True)
def compute_proposal(job_id: int) -> None:
    """Compute the proposal of a job, telling how far it is; started again after a crash it begins anew."""
    with running(job_id) as job:
        if job is None:
            return
        proposal = PairingProposal.objects.select_related("unit").get(pk=job.argument["proposal"])
        workflow.compute(proposal, progress=lambda done, total: advance(job, done=done, total=total))
        job.message = "方案已算好，请核对后采纳。"
        job.result_url = proposal.get_absolute_url()


REMIND_AHEAD = timedelta(days=3)


@shared_task
def remind_of_ending_campaigns(on: str = "") -> int:
    """Hand every great visit that ends within three days to a worker; returns how many. Repeating it sends nothing twice.

    on: ISO date, today when empty.
    """
    day = date.fromisoformat(on) if on else timezone.localdate()
    ending = VisitCampaign.objects.running(day).filter(ends_on__lte=day + REMIND_AHEAD).order_by("pk")
    ids = list(ending.values_list("pk", flat=True))
    for pk in ids:
        remind_of_campaign.delay(pk)
    return len(ids)
