"""Work for a worker that is not lost: the errand is a row of the same transaction as the change that it tells of.

    later(tasks.tell_of_step, step.pk)          # in the verb, before or after the audit event

Commit and row stand or fall together. After the commit the message goes to the broker; that it cannot go costs the page nothing, and
says nothing against what was saved. The worker deletes the row when the task is done. Whatever row is left over (broker away, full or
emptied, process killed, task in error) is sent again by a sweep that beat starts. So a task may run twice: it is idempotent, as
every task here. `nudge` is for what a sweep of its own finds anyway.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from celery import Task, current_app
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis import Redis, RedisError

from yunhe.jobs.models import Errand

logger = logging.getLogger(__name__)

PREFIX = "errand-"  # of the message's id; the rest is the primary key
FIRST_LOOK = timedelta(seconds=20)  # a row still there by then has not been worked on: it is sent again
PAUSE = timedelta(seconds=40)  # between two sendings, times the number of tries
LONGEST_PAUSE = timedelta(minutes=30)
MAX_TRIES = 6  # then the errand stays where it is and waits for the administrator
SENT_TOGETHER = 500
BROKER_REST = 5.0  # seconds in which a broker that failed is not asked again by this process
_resting_until = 0.0


def later(task: Task, *arguments: Any) -> None:
    """Have a worker call `task` with `arguments` (ids, ISO dates; never personal data) once this transaction has committed.

    Raises nothing after the commit. Side effects: one Errand, on commit one message.
    """
    errand = Errand.objects.create(task=task.name, arguments=list(arguments), next_at=timezone.now() + FIRST_LOOK)
    transaction.on_commit(lambda: _send(task, errand.arguments, f"{PREFIX}{errand.pk}"), robust=True)


def hand_over(rows: QuerySet[Any], task: Task, *arguments: Any) -> int:
    """Have a worker do task(primary key, *arguments) for each of `rows`, in their order; returns how many there are."""
    keys = list(rows.values_list("pk", flat=True))
    for key in keys:
        later(task, key, *arguments)
    return len(keys)


def nudge(task: Task, *arguments: Any) -> None:
    """Ask a worker for `task` after the commit, if the broker can be reached: only where it is found again, or may be missed."""
    transaction.on_commit(lambda: _send(task, list(arguments)), robust=True)


def send_job(task: str, job_id: int, *, expires: int | None = None, after: int | None = None) -> bool:
    """Ask a worker for a job by the name of its task; returns whether the broker took it. The sweep of jobs repeats it.

    expires: seconds after which the message is worth nothing; after: seconds that the worker lets pass first.
    """
    return _to_broker(
        lambda: current_app.send_task(task, args=[job_id], retry=False, expires=expires, countdown=after), task
    )


def sweep_now() -> None:
    """Ask for both sweeps at once: a worker has started, or has found the broker again."""
    for task in ("yunhe.jobs.tasks.resume_stranded_jobs", "yunhe.jobs.tasks.relay_errands"):
        _to_broker(partial(current_app.send_task, task, retry=False, expires=BROKER_REST * 6), task)


def _send(task: Task, arguments: list[Any], task_id: str | None = None) -> bool:
    return _to_broker(lambda: task.apply_async(tuple(arguments), task_id=task_id, retry=False), task.name)


def _to_broker(send: Callable[[], Any], name: str) -> bool:
    """Do `send`; False, and a line in the log, when the broker is away or full. A broker that failed rests a little."""
    global _resting_until
    if time.monotonic() < _resting_until:
        return False
    try:
        send()
    except (OperationalError, RedisError, OSError) as error:
        _resting_until = time.monotonic() + BROKER_REST
        logger.warning("%s waits, the broker took nothing: %s", name, type(error).__name__)
        return False
    return True


def relay() -> int:
    """Send every errand again whose time has come; returns how many the broker took. Two at once send different ones."""
    now = timezone.now()
    with transaction.atomic():
        due = Errand.objects.select_for_update(skip_locked=True).filter(next_at__lte=now).order_by("next_at")
        errands = list(due[:SENT_TOGETHER])
        for errand in errands:
            errand.next_at = now + min(PAUSE * (errand.tries + 1), LONGEST_PAUSE)
        Errand.objects.bulk_update(errands, ["next_at"])
    sent = 0
    for errand in errands:
        task = current_app.tasks.get(errand.task)
        if task is None:
            _give_up(errand.pk, f"there is no task {errand.task}")
        elif _send(task, errand.arguments, f"{PREFIX}{errand.pk}"):
            sent += 1
    return sent


def send_again(errand: Errand) -> None:
    """Let a worker try an errand afresh, as often as a new one. Call it in a transaction with the row locked. One message on commit."""
    errand.tries, errand.next_at = 0, timezone.now() + FIRST_LOOK
    errand.save(update_fields=["tries", "next_at"])
    if task := current_app.tasks.get(errand.task):
        transaction.on_commit(lambda: _send(task, errand.arguments, f"{PREFIX}{errand.pk}"), robust=True)


def _give_up(pk: int, reason: str) -> None:
    Errand.objects.filter(pk=pk).update(next_at=None)
    logger.error("errand %s is given up: %s", pk, reason)


def _begin(pk: int) -> bool:
    """Count a try of the errand; False when it has been done by another copy of the message, or was tried too often."""
    next_at = timezone.now() + PAUSE
    if Errand.objects.filter(pk=pk, tries__lt=MAX_TRIES).update(tries=F("tries") + 1, next_at=next_at):
        return True
    if Errand.objects.filter(pk=pk, next_at__isnull=False).exists():
        _give_up(pk, f"tried {MAX_TRIES} times")
    return False


class ErrandTask(Task):
    """What every task of the program is: an errand's row goes when it is done, and nothing is delivered again for ever."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the task; called outside a worker it is the plain function."""
        task_id = self.request.id or ""
        if not task_id:
            return self.run(*args, **kwargs)
        if not task_id.startswith(PREFIX):
            return None if self._comes_too_often(task_id) else self.run(*args, **kwargs)
        pk = int(task_id.removeprefix(PREFIX))
        if not _begin(pk):
            return None
        result = self.run(*args, **kwargs)
        Errand.objects.filter(pk=pk).delete()
        return result

    def _comes_too_often(self, task_id: str) -> bool:
        """Whether a message that the broker delivers again has ended its process each time before."""
        if not (self.request.delivery_info or {}).get("redelivered"):
            return False
        key = f"yunhe:delivered:{task_id}"
        try:
            with Redis.from_url(self.app.conf.broker_url, socket_connect_timeout=1, socket_timeout=1) as client:
                number = client.incr(key)
                client.expire(key, 24 * 3600)
        except RedisError:
            return False
        if number < MAX_TRIES:
            return False
        logger.error("%s is dropped: delivered %s times without an end", self.name, number + 1)
        return True
