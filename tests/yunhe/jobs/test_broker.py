"""What stands in the queue and is no message."""

import os
import subprocess
import sys
import time

import pytest
from django.conf import settings
from redis import Redis

from yunhe.env import BASE_DIR

BROKEN = [
    "no json {",
    '"a word"',
    "[]",
    "{}",
    '{"body": "x", "properties": {}}',
    '{"body":1,"headers":null,"properties":{"delivery_tag":"t"}}',
]


@pytest.mark.long
def test_messages_that_cannot_be_read_end_no_worker(tmp_path):
    queue = f"broken-{os.getpid()}"
    client = Redis.from_url(settings.REDIS_URL)
    log = (tmp_path / "worker.log").open("wb")
    worker = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "yunhe",
            "worker",
            "--pool=threads",
            "--concurrency=1",
            "--loglevel=INFO",
        ],
        cwd=BASE_DIR,
        env={**os.environ, "CELERY_QUEUE": queue, "REDIS_URL": settings.REDIS_URL},
        stdout=log,
        stderr=log,
    )
    try:
        client.lpush(queue, *BROKEN)
        deadline = time.monotonic() + 60
        while client.llen(queue) and time.monotonic() < deadline:
            time.sleep(0.2)
        time.sleep(1)
        assert client.llen(queue) == 0
        assert worker.poll() is None, (tmp_path / "worker.log").read_text()[-2000:]
    finally:
        worker.terminate()
        worker.wait(20)
        log.close()
        client.delete(queue)
    assert "could not be read and was dropped" in (tmp_path / "worker.log").read_text()
