"""Running a job inside a worker: claiming it, telling how far it is, ending it.

Who claims a job has it on a lease, which a thread of its own renews while the process lives. Nobody else claims it meanwhile. When
the process has ended, or the lease has run out, the sweep (yunhe.jobs.tasks) sends the job again, and the next attempt
goes on where the task allows it. An attempt that has lost its lease can tell and end nothing any more.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from yunhe.jobs.enums import JOB, JobState
from yunhe.jobs.holders import has_ended, this_holder
from yunhe.jobs.models import Job
from yunhe.kit.refusals import Denied, Refused

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
RENEWED_EVERY = 5.0  # seconds
MAX_ATTEMPTS = 5
BROKE = "系统出错，没有全部办完；已办完的部分保留着。请核对后重试，仍不行请联系系统管理员。"
TRIED_OFTEN = "多次尝试仍未完成；已办完的部分保留着。请核对后重新发起，仍不行请联系系统管理员。"

AfterCare = Callable[[Job], str]
_after_care: dict[str, AfterCare] = {}


class LeaseLost(Exception):  # noqa: N818 no error: another attempt has the job
    """Another attempt has claimed the job; this one stops."""


def after_failure(task: str) -> Callable[[AfterCare], AfterCare]:
    """Call the decorated function when a job of `task` ends as failed, in the same transaction.

    It puts right what the job has left half-way, and may return the sentence that people read instead of the general one.
    """

    def keep(care: AfterCare) -> AfterCare:
        _after_care[task] = care
        return care

    return keep


def is_held(job: Job) -> bool:
    """Whether an attempt has the job and is not known to have ended."""
    if job.state != JobState.RUNNING or job.leased_until is None:
        return False
    return job.leased_until > timezone.now() and not has_ended(job.worker)


def claim(job_id: int) -> Job | None:
    """Claim the job for this process; None when it has ended, somebody else is at it, or it was tried too often (then it fails)."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id, state__in=JOB.where("claim")).first()
        if job is None or is_held(job):
            return None
        if job.attempts >= MAX_ATTEMPTS:
            give_up(job)
            return None
        job.state = JOB.after(job.state, "claim")
        job.worker = this_holder()
        job.attempts += 1
        now = timezone.now()
        job.started_at, job.touched_at, job.leased_until = job.started_at or now, now, now + LEASE
        job.save(update_fields=["state", "worker", "attempts", "started_at", "touched_at", "leased_until"])
        return job


@contextmanager
def running(job_id: int) -> Iterator[Job | None]:
    """Claim the job for this process and end it as done or failed; yields None when it is not to be claimed.

    A Refused or Denied becomes the job's message. A database that is away ends the attempt, not the job: the sweep sends it
    again. Any other error is logged, told in one sentence and raised again.
    """
    job = claim(job_id)
    if job is None:
        yield None
        return
    with _renewed(job):
        try:
            yield job
        except LeaseLost:
            logger.warning("job %s: another attempt goes on", job_id)
        except (Refused, Denied) as refusal:
            finish(job, "fail", message=str(refusal))
        except (OperationalError, InterfaceError):
            logger.warning("job %s: the database was away in attempt %s", job_id, job.attempts)
            _let_go(job)
            raise
        except Exception:
            logger.exception("job %s failed", job_id)
            finish(job, "fail", message=BROKE, is_fault=True)
            raise
        except BaseException:  # the process is told to end
            _let_go(job)
            raise
        else:
            finish(job, "finish", message=job.message)


def _let_go(job: Job) -> None:
    """End the lease now, so that the sweep finds the job; without a database it ends by itself."""
    with suppress(DatabaseError, InterfaceError):
        _mine(job).update(leased_until=timezone.now())


def _mine(job: Job) -> QuerySet[Job]:
    """The row of the job as long as it is this attempt's."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


@contextmanager
def _renewed(job: Job) -> Iterator[None]:
    """Renew the lease from a thread of its own until the block ends."""
    over = threading.Event()

    def renew() -> None:
        while not over.wait(RENEWED_EVERY):
            try:
                _mine(job).update(leased_until=timezone.now() + LEASE)
            except (DatabaseError, InterfaceError):
                logger.warning("job %s: lease not renewed, the database is away", job.pk)
            finally:
                connection.close()

    thread = threading.Thread(target=renew, name=f"lease-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(RENEWED_EVERY)


def advance(job: Job, *, done: int, total: int | None = None) -> None:
    """Tell how far the job is (in units of its own, e.g. rows). Raises LeaseLost when it is another attempt's by now."""
    job.done, job.total = done, total if total is not None else job.total
    now = timezone.now()
    if not _mine(job).update(done=job.done, total=job.total, touched_at=now, leased_until=now + LEASE):
        raise LeaseLost(job.pk)


def finish(job: Job, verb: str, *, message: str = "", is_fault: bool = False) -> None:
    """End the running job ("finish" or "fail"), keeping what it has set as result; only by the attempt that has it.

    is_fault: the program's, so what the task's after-care says is better than `message`.
    """
    state = JOB.after(JobState.RUNNING, verb)
    with transaction.atomic():
        now = timezone.now()
        ended = _mine(job).update(
            state=state,
            message=message[:300],
            result_url=job.result_url,
            result_file=job.result_file,
            done=F("total") if state == JobState.DONE else job.done,
            finished_at=now,
            touched_at=now,
            leased_until=None,
        )
        if not ended:
            logger.warning("job %s: ended by another attempt already", job.pk)
        elif state == JobState.FAILED:
            _care(job, replace=is_fault)


def give_up(job: Job) -> None:
    """End an open job that nobody holds and that was tried too often (the row is locked)."""
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(
        state=JOB.after(job.state, "give_up"), message=TRIED_OFTEN, finished_at=now, touched_at=now, leased_until=None
    )
    logger.error("job %s is given up after %s attempts", job.pk, job.attempts)
    _care(job, replace=True)


def _care(job: Job, *, replace: bool) -> None:
    """Let the task put right what it has left, and say it where `replace`."""
    care = _after_care.get(job.task)
    said = care(job) if care else ""
    if said and replace:
        Job.objects.filter(pk=job.pk).update(message=said[:300])
