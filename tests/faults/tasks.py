"""Jobs that only the rounds start: one that ends its process, one that takes its time."""

import os
import signal
import time
from pathlib import Path

from celery import shared_task

from yunhe.jobs.progress import running


def note(path: str) -> None:
    """Write down that an attempt has begun."""
    with Path(path).open("a") as file:
        file.write(f"{os.getpid()} {time.time()}\n")


@shared_task
def end_the_process(job_id: int) -> None:
    """End the process, as one does that has taken too much memory."""
    with running(job_id) as job:
        if job:
            note(job.argument["file"])
            os.kill(os.getpid(), signal.SIGKILL)


@shared_task
def take_time(job_id: int) -> None:
    """Say nothing for some seconds."""
    with running(job_id) as job:
        if job:
            note(job.argument["file"])
            time.sleep(job.argument["seconds"])
