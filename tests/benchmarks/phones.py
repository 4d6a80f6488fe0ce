"""What the check-in benchmarks share: a throw-away database with deputies who are signed in, two web workers, phones.

Everything listens on 127.0.0.1 only. The phones are one asyncio client that writes prepared requests, so that it takes as
little as possible of the processors that the server needs.
"""

import asyncio
import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from yunhe.local.processes import die_with_parent

READY_SECONDS = 60
WORKERS = 2
THREADS = 8


@dataclass(frozen=True)
class Phone:
    """A signed-in deputy's browser: session and form token."""

    deputy_id: int
    session: str
    token: str

    def post(self, port: int, path: str, **fields) -> bytes:
        """Return the request of a form as it goes over the wire."""
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
            f"Cookie: sessionid={self.session}; csrftoken={self.token}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


@dataclass(frozen=True)
class Answer:
    """What a phone got: status, where it was led, after how many seconds."""

    status: int
    location: str
    seconds: float


@contextlib.contextmanager
def database() -> Iterator[None]:
    """Set Django up on throw-away servers and an empty test database; all of it is gone afterwards."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # stops the servers on the way out
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    from yunhe.local.services import throw_away_services

    with throw_away_services(with_tables=True):
        import django

        django.setup()
        from django.conf import settings
        from django.db import connections
        from django.test.utils import setup_databases, teardown_databases

        from tests.kit.databases import sign_in_as_owner

        sign_in_as_owner()
        settings.DATABASES["default"]["TEST"] |= {
            "NAME": f"benchmark_{os.getpid()}",
            "TEMPLATE": os.environ.get("TEST_TEMPLATE"),
        }
        made = setup_databases(verbosity=0, interactive=False)
        try:
            yield
        finally:
            connections["default"].close_pool()
            teardown_databases(made, verbosity=0)


def sign_in_deputies(county, number: int) -> list[Phone]:
    """Write `number` serving deputies of 赤石 with accounts and sessions; return their phones."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from tests.factories.accounts import AppointmentFactory
    from tests.factories.deputies import DeputyFactory, MandateFactory
    from yunhe.accounts.enums import Role
    from yunhe.accounts.sessions import LAST_SEEN

    phones = []
    for _ in range(number):
        user = AppointmentFactory(role=Role.DEPUTY, area=county.chishi).user
        deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan, user=user)
        MandateFactory(deputy=deputy)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session[LAST_SEEN] = int(time.time()) + 600  # nobody writes the session while we measure
        session.create()
        phones.append(Phone(deputy.pk, session.session_key, secrets.token_hex(16)))
    return phones


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Server:
    """The running web server."""

    port: int
    process: subprocess.Popen

    def kill(self) -> None:
        """End all of it at once with SIGKILL, as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def web_server(settings: str = "") -> Iterator[Server]:
    """Start gunicorn as production does: two workers of eight threads, on a free port of 127.0.0.1.

    settings: the module of other settings than those of this process.
    """
    from tests.kit.databases import address

    port = _free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "yunhe.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(WORKERS), "--threads", str(THREADS), "--worker-class", "gthread"),
        *("--no-control-socket", "--log-level", "warning"),
    ]
    environment = {**os.environ, "DATABASE_URL": address(), "DEBUG": "0", "ALLOWED_HOSTS": "127.0.0.1"}
    if settings:
        environment["DJANGO_SETTINGS_MODULE"] = settings
    process = subprocess.Popen(
        command, env=environment, start_new_session=True, preexec_fn=die_with_parent(signal.SIGTERM)
    )
    server = Server(port, process)
    try:
        deadline = time.monotonic() + READY_SECONDS
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/sign-in/", timeout=5).read()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    sys.exit("the web server did not start")
                time.sleep(0.2)
        yield server
    finally:
        server.kill()


async def ask(port: int, request: bytes) -> Answer:
    """Send one request over a connection of its own and return what came back."""
    started = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    head = (await reader.read()).partition(b"\r\n\r\n")[0].decode("latin-1")
    writer.close()
    seconds = time.perf_counter() - started
    lines = head.split("\r\n")
    location = next((line[10:] for line in lines if line.lower().startswith("location: ")), "")
    return Answer(int(lines[0].split()[1]), location, seconds)


def get(port: int, path: str, cookies: str = "") -> bytes:
    """Return the request of a page as it goes over the wire."""
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nAccept-Encoding: gzip\r\n"
    return f"{head}{f'Cookie: {cookies}' + chr(13) + chr(10) if cookies else ''}\r\n".encode()


def rate(port: int, request: bytes, number: int, lanes: int) -> float:
    """Return how many of the same request are answered a second through so many lanes. Exits when one is not answered with 200."""
    started = time.perf_counter()
    answers = asyncio.run(in_lanes(port, [request] * number, lanes))
    seconds = time.perf_counter() - started
    bad = next((answer for answer in answers if answer.status != 200), None)
    if bad:
        sys.exit(f"not answered: {bad}")
    return number / seconds


async def all_at_once(port: int, requests: list[bytes]) -> list[Answer]:
    """Send every request at the same moment."""
    return await asyncio.gather(*(ask(port, request) for request in requests))


async def in_lanes(port: int, requests: list[bytes], lanes: int) -> list[Answer]:
    """Send the requests through so many lanes, each sending its next one as soon as it has an answer."""
    waiting = iter(requests)
    answers: list[Answer] = []

    async def lane() -> None:
        for request in waiting:
            answers.append(await ask(port, request))

    await asyncio.gather(*(lane() for _ in range(lanes)))
    return answers
