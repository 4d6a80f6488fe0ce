"""A state folder and a supervisor of their own: nothing of these tests touches the developer's running system."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from yunhe.env import BASE_DIR
from yunhe.local.template import copy_to

NOT_HANDED_DOWN = {
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "DATABASE_WORKER_URL",
    "REDIS_URL",
    "SITE_URL",
    "SECRET_KEY",
    "PRIVACY_KEYS",
    "AUDIT_KEYS",
    "HOST",
    "MAKELEVEL",
}
NOBODY = 65534


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def descendants(pid: int) -> set[int]:
    """Return the processes started by `pid` and by those."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            facts = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(facts[1])
    found: set[int] = set()
    fresh = {pid}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found


def alive(pids: set[int]) -> set[int]:
    """Return those that still run; a zombie does not."""
    found = set()
    for pid in pids:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                found.add(pid)
        except OSError:
            continue
    return found


def eventually(condition, *, seconds: float = 20):
    """Return the first true value of `condition()`; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s")


class System:
    """`make run` without the set-up, in a state folder of its own."""

    def __init__(self, folder: Path, uid: int | None = None):
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen | None = None
        self.output = folder.with_name(folder.name + ".log")
        self.account = {"user": uid, "group": uid, "extra_groups": []} if uid else {}

    def environment(self, **extra: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key not in NOT_HANDED_DOWN}
        kept = {key: value for key, value in kept.items() if not key.startswith(("PYTEST", "COV"))}
        ours = {"STATE_DIR": str(self.folder), "PORT": str(self.port), "DEMO": "0", "AREAS": "none"}
        return {**kept, **ours, "HEARTBEAT_SECONDS": "1", "PYTHONDONTWRITEBYTECODE": "1", **extra}

    def python(self, *words: str, **extra: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *words],
            cwd=BASE_DIR,
            env=self.environment(**extra),
            capture_output=True,
            text=True,
            timeout=90,
            **self.account,
        )

    def manage(self, *words: str, **extra: str) -> subprocess.CompletedProcess:
        return self.python("manage.py", *words, **extra)

    def shell(self, code: str) -> str:
        done = self.manage("shell", "--no-imports", "-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self) -> "System":
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "yunhe.local.run"],
                cwd=BASE_DIR,
                env=self.environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self.account,
            )
        eventually(self._ready, seconds=90)
        return self

    def _ready(self) -> bool:
        said = self.output.read_text(encoding="utf-8")
        assert self.process.poll() is None, said
        return "已就绪" in said

    def health(self) -> tuple[int, dict]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def child(self, words: str) -> int:
        """Return the process directly under the supervisor whose command line holds `words`."""
        for pid in descendants(self.process.pid):
            line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            if words in line:
                return pid
        raise AssertionError(f"no process {words}")

    def stop(self, number: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=30)

    def kill_tree(self) -> None:
        """Kill everything at once, as a power cut would."""
        pids = {self.process.pid, *descendants(self.process.pid)}
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):  # it may have followed its parent already
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def systems():
    """Yield a function (uid=None, with_tables=False) -> System; whatever it started is gone afterwards.

    `with_tables` spares a start from nothing where that is not what the test is about.
    """
    made = []

    def make(uid: int | None = None, *, with_tables: bool = False) -> System:
        folder = Path(tempfile.mkdtemp(prefix="yunhe-run-", dir="/tmp"))
        folder.chmod(0o711)
        if with_tables:
            copy_to(folder)
        if uid:
            os.chown(folder, uid, uid)
        made.append(System(folder, uid))
        return made[-1]

    yield make
    for system in made:
        if system.process and system.process.poll() is None:
            system.stop()
        shutil.rmtree(system.folder, ignore_errors=True)
        system.output.unlink(missing_ok=True)


@pytest.fixture
def make_system():
    """Return the function of systems()."""
    with systems() as make:
        yield make


@pytest.fixture(scope="module")
def running():
    """One started system with tables for all tests of a file that only look at it."""
    with systems() as make:
        yield make(with_tables=True).start()
