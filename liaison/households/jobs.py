"""Long work: computing a pairing proposal."""

from celery import shared_task

from liaison.households import workflow
from liaison.households.models import PairingProposal
from liaison.households.workflow.proposals import TASK
from yunhe.jobs.progress import advance, running


@shared_task(name=TASK, acks_late=True)
def compute_proposal(job_id: int) -> None:
    """Compute the proposal of a job, telling how far it is; started again after a crash it begins anew."""
    with running(job_id) as job:
        if job is None:
            return
        proposal = PairingProposal.objects.select_related("unit").get(pk=job.argument["proposal"])
        workflow.compute(proposal, progress=lambda done, total: advance(job, done=done, total=total))
        job.message = "方案已算好，请核对后采纳。"
        job.result_url = proposal.get_absolute_url()
