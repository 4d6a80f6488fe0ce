"""Who may print what. A print shows a code that may be made, so stations.policies.can_issue_code decides on each."""

from stations.printing.enums import BatchState
from stations.printing.models import PrintBatch
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.accounts.scope import scope_of
from yunhe.jobs.enums import OPEN_JOB_STATES


def can_resume_batch(user: User, batch: PrintBatch) -> None:
    """Staff of the batch's area go on with a batch whose job has ended without preparing it."""
    if not scope_of(user).is_staff_for(batch.area):
        raise Denied(f"这批码由{batch.area.name}打印，请联系打印单位。")
    if batch.state == BatchState.PREPARED:
        raise Denied("这批码已经备好，可以直接打印。")
    if batch.job and batch.job.state in OPEN_JOB_STATES:
        raise Denied("这批码正在准备，请稍候。")
