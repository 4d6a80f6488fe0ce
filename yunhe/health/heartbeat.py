"""Signs of life of worker and beat in Redis, each written by the process itself.

A worker's comes from the timer of its broker connection, so it ends with the connection; beat's from the loop that
looks for due tasks. `python -m yunhe.health.heartbeat worker` (beat, web) exits with 0 or 1: a container's health check.
"""

import os
import sys
import time
import urllib.error
import urllib.request

from celery import bootsteps
from celery.beat import PersistentScheduler
from redis import Redis, RedisError

WORKER = "worker"
BEAT = "beat"
WEB = "web"
SECONDS = max(1, int(os.environ.get("HEARTBEAT_SECONDS", "5")))
MISSED = 4  # so many signs may be missed before a process counts as down


def _key(who: str) -> str:
    return f"yunhe:heartbeat:{who}"


def connect(url: str) -> Redis:
    """Return a client that gives up quickly."""
    return Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2)


def write(client: Redis, who: str) -> None:
    """Write a sign of life; a Redis that is away for a moment is no reason to stop working."""
    try:
        client.set(_key(who), int(time.time()), ex=SECONDS * MISSED)
    except RedisError:
        return


def erase(client: Redis, who: str) -> None:
    """Take the sign back at a clean stop. With several workers the next sign of another one restores it."""
    try:
        client.delete(_key(who))
    except RedisError:
        return


def alive(client: Redis) -> dict[str, bool]:
    """Return {worker, beat}: whether each has shown itself lately. Raises RedisError."""
    found = client.mget([_key(WORKER), _key(BEAT)])
    return {WORKER: found[0] is not None, BEAT: found[1] is not None}


class WorkerHeartbeat(bootsteps.StartStopStep):
    """Part of the worker's broker connection."""

    def __init__(self, parent, **options):
        self.timer = None
        self.client = connect(parent.app.conf.broker_url)

    def start(self, parent):
        """Write now and every few seconds."""
        write(self.client, WORKER)
        self.timer = parent.timer.call_repeatedly(SECONDS, write, (self.client, WORKER))

    def stop(self, parent):
        """End the timer and take the sign back."""
        if self.timer:
            self.timer.cancel()
            self.timer = None
        erase(self.client, WORKER)


class HeartbeatScheduler(PersistentScheduler):
    """Celery's scheduler that also shows it is alive; beat_max_loop_interval bounds the time between two signs."""

    _client: Redis | None = None
    _written = 0.0

    def tick(self, *args, **kwargs):
        """Write a sign of life, then do what is due; return the seconds to the next look."""
        if self._client is None:
            self._client = connect(self.app.conf.broker_url)
        if time.monotonic() - self._written >= SECONDS or not self._written:
            write(self._client, BEAT)
            self._written = time.monotonic()
        return super().tick(*args, **kwargs)

    def close(self):
        """Save the schedule and take the sign back."""
        if self._client is not None:
            erase(self._client, BEAT)
        super().close()


def web_answers(url: str = "http://localhost:8000/healthz") -> bool:
    """Return whether the web server answers, whatever it says of the others."""
    try:
        with urllib.request.urlopen(url, timeout=4) as answer:  # noqa: S310 our own
            return answer.status == 200
    except urllib.error.HTTPError as error:
        return error.code == 503
    except OSError:
        return False


def main(who: str) -> int:
    """Exit code 0 when `who` is alive."""
    from yunhe.env import secret  # noqa: PLC0415 a supervisor that has no environment imports this module too

    if who == WEB:
        return 0 if web_answers() else 1
    try:
        return 0 if alive(connect(secret("REDIS_URL")))[who] else 1
    except RedisError:
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
