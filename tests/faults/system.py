"""The system that is broken on purpose: servers, web, worker and beat, each of which can be ended and started by itself."""

import os
import secrets
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

import django
from psycopg.conninfo import make_conninfo

from yunhe.env import BASE_DIR
from yunhe.local.processes import die_with_parent, spawn
from yunhe.local.services import EmbeddedServices
from yunhe.local.template import copy_to
from yunhe.local.valkey import server_binary

READY_SECONDS = 90


class System:
    """Everything on the loopback, in a folder that is gone afterwards."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="yunhe-faults-"))
        self.folder.chmod(0o711)
        (self.folder / "static").mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.children: dict[str, subprocess.Popen] = {}
        self.services = EmbeddedServices(self.folder)
        self.locks: list[subprocess.Popen] = []

    def start(self) -> None:
        """Start everything and set Django up in this process too."""
        for name in ("DATABASE_URL", "REDIS_URL"):
            os.environ.pop(name, None)
        os.environ.update(
            STATE_DIR=str(self.folder),
            SECRET_KEY=secrets.token_urlsafe(50),
            DJANGO_SETTINGS_MODULE="yunhe.settings",
            SITE_URL=f"http://127.0.0.1:{self.port}",
            STATIC_FROM_SOURCE="1",
            LOG_LEVEL="WARNING",
            HEARTBEAT_SECONDS="1",
            PYTHONPATH=str(BASE_DIR),
        )
        copy_to(self.folder)
        self.services.start()
        django.setup()
        for name in ("web", "worker", "beat"):
            self.start_child(name)
        self.wait_until_ready()

    def start_child(self, name: str) -> None:
        """Start web, worker or beat."""
        commands = {
            "web": ["gunicorn", "yunhe.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "8",
                    "--worker-class", "gthread", "--graceful-timeout", "3"],
            "worker": ["celery", "-A", "yunhe", "worker", "--pool=prefork", "--concurrency=2", "--loglevel=INFO",
                       "--include=tests.faults.tasks"],
            "beat": ["celery", "-A", "yunhe", "beat", "--loglevel=INFO", "--pidfile="],
        }  # fmt: skip
        with (self.folder / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(
                [sys.executable, "-m", *commands[name]],
                cwd=BASE_DIR,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(signal.SIGTERM),
            )

    def kill_child(self, name: str) -> None:
        """End web, worker or beat with all its processes at once."""
        os.killpg(self.children[name].pid, signal.SIGKILL)
        self.children[name].wait()

    def keep_alive(self) -> None:
        """Start again what has ended by itself, as a container's restart rule does."""
        for name, child in self.children.items():
            if child.poll() is not None:
                self.start_child(name)

    def wait_until_ready(self) -> None:
        """Return when the health page says that all works; raise TimeoutError."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                pass
            self.keep_alive()
            time.sleep(0.3)
        logs = "\n".join((self.folder / f"{name}.log").read_text()[-1500:] for name in self.children)
        raise TimeoutError(f"not ready within {READY_SECONDS} s\n{logs}")

    # --- what breaks ---------------------------------------------------------------------------------------------------

    def kill_redis(self) -> None:
        """End Redis without a word."""
        self.services.valkey.process.kill()
        self.services.valkey.process.wait()

    def start_redis(self) -> None:
        """Start Redis again at the same address, with what it has written down."""
        valkey = self.services.valkey
        valkey.process = spawn(
            [server_binary(), "-"], log=valkey.log, death_signal=signal.SIGTERM, feed=valkey._settings().encode()
        )

    def lock_table(self, table: str) -> None:
        """Hold a table against everybody, in a process of its own, until `unlock`. Raises RuntimeError when it does not hold it."""
        from django.conf import settings

        owner = settings.DATABASE_OWNER or settings.DATABASE_PROGRAM
        address = make_conninfo(host=owner["HOST"], user=owner["USER"], dbname=owner["NAME"])
        code = (
            "import psycopg, time\n"
            f"line = psycopg.connect({address!r})\n"
            "line.execute('SET idle_in_transaction_session_timeout = 0')\n"
            f"line.execute('LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE')\n"
            "print('held', flush=True)\n"
            "time.sleep(120)\n"
        )
        holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        if holder.stdout.readline().strip() != b"held":
            raise RuntimeError(f"{table} is not held")
        self.locks.append(holder)

    def unlock(self) -> None:
        """Let the tables go."""
        while self.locks:
            holder = self.locks.pop()
            holder.kill()
            holder.wait()

    def stop_database(self) -> None:
        """Stop PostgreSQL, its open lines with it; its address stays."""
        server = self.services.postgres.process
        server.send_signal(signal.SIGINT)
        server.wait(15)

    def start_database(self) -> None:
        """Start PostgreSQL again at the same address."""
        postgres = self.services.postgres
        words = postgres.process.args
        postgres.process = spawn(words, log=postgres.log, death_signal=signal.SIGINT, account=postgres.account)

    def stop(self) -> None:
        """Stop everything and delete the folder."""
        self.unlock()
        for child in self.children.values():
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGTERM)
        for child in self.children.values():
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        self.services.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
