"""Runs the trials and says of each whether it holds: `python -m tests.production`."""

import contextlib
import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable

from tests.production.servers import PROGRAM, Servers, missing
from yunhe.env import BASE_DIR

PYTHON = str(BASE_DIR / ".venv/bin/python")
SLOW = 40  # senders that never finish their head
ASK_DATABASE = (
    "import django; django.setup()\n"
    "from django.db import connection\n"
    "with connection.cursor() as cursor:\n"
    "    cursor.execute('SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl')\n"
    "    print(cursor.fetchone()[0])\n"
)
ASK_QUEUE = (
    "import django; django.setup()\n"
    "from django.conf import settings; from django.core.cache import cache\n"
    "from yunhe.celery import app; from yunhe.audit import witness\n"
    "cache.set('trial', 7); assert cache.get('trial') == 7\n"
    "app.send_task('yunhe.jobs.tasks.relay_errands', retry=False)\n"
    "print('cache and queue,', witness._client(settings.REDIS_URL).llen(app.conf.task_default_queue), 'message')\n"
)


class Trials:
    """A method a trial: returns what was seen, raises where it does not hold."""

    def __init__(self, servers: Servers):
        self.servers = servers

    def run(self, code: str, *, fails: bool = False, **environment: str) -> str:
        """Run Python with the settings of production; return the last line that it said. fails: it must not succeed."""
        done = subprocess.run(
            [PYTHON, "-c", code],
            env={**self.servers.environment, **environment},
            cwd=BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        said = [*done.stdout.strip().splitlines(), *done.stderr.strip().splitlines()]
        if bool(done.returncode) != fails:
            raise AssertionError("\n".join(said[-12:]) or "it succeeded")
        return said[-1][:110] if said else ""

    def manage(self, *words: str, **environment: str) -> str:
        """Run a management command; return its last line."""
        code = f"import sys; from django.core.management import execute_from_command_line as run; run(['manage.py', *{list(words)!r}])"
        return self.run(code, **environment)

    # --- TLS ----------------------------------------------------------------------------------------------------------

    def migrate_as_owner_over_tls(self) -> str:
        """The tables are made by the owner, the program's account gets its rights."""
        return self.manage("migrate", "-v", "0") or "done"

    def database_over_tls(self) -> str:
        """sslmode=verify-full in the address and the authority in DATABASE_TLS_CA."""
        return self.run(ASK_DATABASE)

    def database_of_a_stranger_is_refused(self) -> str:
        """A certificate of another authority."""
        said = self.run(ASK_DATABASE, fails=True, DATABASE_TLS_CA=str(self.servers.stranger.file))
        assert "certificate" in said or "connection" in said, said
        return said

    def database_under_another_name_is_refused(self) -> str:
        """The certificate is that of localhost, not of 127.0.0.1."""
        return self.run(ASK_DATABASE, fails=True, DATABASE_URL=self.servers.address(PROGRAM, host="127.0.0.1"))

    def queue_over_tls(self) -> str:
        """rediss:// and the authority in REDIS_TLS_CA, for cache, queue and the witnesses of the trail."""
        return self.run(ASK_QUEUE)

    def queue_of_a_stranger_is_refused(self) -> str:
        """A certificate of another authority."""
        return self.run(ASK_QUEUE, fails=True, REDIS_TLS_CA=str(self.servers.stranger.file))

    def worker_over_tls(self) -> str:
        """A worker takes the message, and shows that it is alive."""
        words = [PYTHON, "-m", "celery", "-A", "yunhe", "worker", "--pool=solo", "--loglevel=ERROR"]
        with self.servers.log.open("ab") as log:
            worker = subprocess.Popen(
                words, env=self.servers.environment, cwd=BASE_DIR, stdout=log, stderr=log, start_new_session=True
            )
        try:
            until = time.monotonic() + 40
            left = "import django; django.setup()\nfrom django.conf import settings; from yunhe.audit import witness\n"
            left += "from yunhe.health import heartbeat; import sys\nclient = witness._client(settings.REDIS_URL)\n"
            left += "sys.exit(0 if heartbeat.alive(client)['worker'] and not client.llen('yunhe') else 1)"
            while time.monotonic() < until:
                with contextlib.suppress(AssertionError):
                    self.run(left)
                    return "alive, queue empty"
            raise AssertionError("no sign of the worker")
        finally:
            worker.terminate()
            worker.wait(20)

    # --- PgBouncer ----------------------------------------------------------------------------------------------------

    @property
    def pooled(self) -> dict[str, str]:
        """The settings of a program that goes through PgBouncer, which is started where it does not run."""
        if "pooler" not in self.servers.running:
            self.servers.start_pooler()
        return {"DATABASE_URL": self.servers.address(PROGRAM, "pooler"), "DATABASE_THROUGH_POOLER": "true"}

    def program_through_pgbouncer(self) -> str:
        """Time-outs, pieces of many rows, locks, COPY and the chain of the trail: tests/production/pooled.py."""
        done = subprocess.run(
            [PYTHON, "-m", "tests.production.pooled"],
            env={**self.servers.environment, **self.pooled},
            cwd=BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        print(done.stdout, end="")
        if done.returncode:
            raise AssertionError(done.stderr[-1500:])
        return "all five"

    def pgbouncer_that_is_away_costs_three_seconds(self) -> str:
        """What a page waits for a connection, and how soon there is one again (pages themselves: make faults)."""
        code = (
            "import django, time; django.setup()\nfrom django.db import OperationalError, connection\n"
            "def ask():\n    began, word = time.monotonic(), 'served'\n    try:\n        connection.cursor().execute('SELECT 1')\n"
            "    except OperationalError:\n        word = 'away'\n    finally:\n        connection.close()\n"
            "    return word, time.monotonic() - began\n"
            "print(*ask(), flush=True); input(); print(*ask(), flush=True); input()\nbegan = time.monotonic()\n"
            "while ask()[0] == 'away' and time.monotonic() - began < 20: pass\n"
            "print(*ask(), time.monotonic() - began, flush=True)"
        )
        page = subprocess.Popen(
            [PYTHON, "-c", code],
            env={**self.servers.environment, **self.pooled},
            cwd=BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert page.stdin is not None
        assert page.stdout is not None
        before = page.stdout.readline().split()[0]
        self.servers.end("pooler", signal.SIGINT)
        print("", file=page.stdin, flush=True)
        meanwhile, seconds = page.stdout.readline().split()
        self.servers.start_pooler()
        print("", file=page.stdin, flush=True)
        after, _seconds, back = page.stdout.readline().split()
        page.wait(20)
        assert (before, meanwhile, after) == ("served", "away", "served"), (before, meanwhile, after)
        assert float(seconds) <= 3, seconds
        return f"away after {float(seconds):.1f} s, served again {float(back):.1f} s after it was back"

    # --- nginx --------------------------------------------------------------------------------------------------------

    def nginx_takes_the_shipped_configuration(self) -> str:
        """nginx -t, then a page of each side through it."""
        for name in ("web", "public"):
            self.servers.start_web(name)
        self.servers.start_proxy()
        return ", ".join(f"{path} {self._ask('proxy', path)[0]}" for path in ("/accounts/sign-in/", "/m/notice/"))

    def slow_heads_stop_nobody(self) -> str:
        """Forty senders who never finish their head, beside somebody who opens a page; nginx hangs up on them."""
        lines = self._slow("proxy")
        try:
            worst = max(self._ask("proxy", "/accounts/sign-in/")[1] for _ in range(5))
            assert worst < 2, worst
            time.sleep(12)
            left = sum(self._is_open(line) for line in lines)
            assert left == 0, f"{left} are still open"
        finally:
            for line in lines:
                line.close()
        return f"slowest page {worst:.2f} s, all {SLOW} hung up on after 10 s"

    def without_nginx_slow_heads_stop_the_site(self) -> str:
        """Why the proxy is required: the same senders at the web service itself."""
        lines = self._slow("web", SLOW)
        try:
            with contextlib.suppress(TimeoutError):
                status, seconds = self._ask("web", "/accounts/sign-in/", wait=4)
                return f"answered {status} after {seconds:.1f} s all the same"
            return "no answer within 4 s, as expected"
        finally:
            for line in lines:
                line.close()

    def a_web_service_that_is_down_is_said_in_words(self) -> str:
        """Ours, not nginx's English page."""
        self.servers.end("web", signal.SIGKILL)
        line = http.client.HTTPConnection("127.0.0.1", self.servers.ports["proxy"], timeout=10)
        began = time.monotonic()
        line.request("GET", "/deputies/")
        answer = line.getresponse()
        page = answer.read().decode()
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5"), answer.status
        assert "系统" in page, page
        assert self._ask("proxy", "/m/notice/")[0] == 200
        return f"503 after {time.monotonic() - began:.1f} s, voters' pages go on"

    def _ask(self, port: str, path: str, wait: float = 10) -> tuple[int, float]:
        began = time.monotonic()
        line = http.client.HTTPConnection("127.0.0.1", self.servers.ports[port], timeout=wait)
        line.request("GET", path)
        status = line.getresponse().status
        line.close()
        return status, time.monotonic() - began

    def _slow(self, port: str, number: int = SLOW) -> list[socket.socket]:
        lines = [socket.create_connection(("127.0.0.1", self.servers.ports[port]), 5) for _ in range(number)]
        for line in lines:
            line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        time.sleep(1)
        return lines

    def _is_open(self, line: socket.socket) -> bool:
        line.settimeout(0.2)
        try:
            return line.recv(4096) != b"" and self._is_open(line)
        except TimeoutError:
            return True
        except OSError:
            return False


def main() -> int:
    """Try all; return 1 when one does not hold."""
    if lacking := missing():
        print(f"缺少 {'、'.join(lacking)}：apt-get install {' '.join(lacking)}")
        return 2
    servers, failed = Servers(), 0
    trials = Trials(servers)
    names = [
        name
        for name, value in vars(Trials).items()
        if isinstance(value, Callable) and name not in {"run", "manage"} and name[0] != "_"
    ]  # type: ignore[arg-type]
    try:
        servers.start_database()
        servers.start_queue()
        for name in names:
            try:
                said = getattr(trials, name)()
                print(f"ok {name.replace('_', ' ')}: {said}", flush=True)
            except Exception as error:
                failed = 1
                print(f"×  {name.replace('_', ' ')}: {type(error).__name__} {error}", flush=True)
        if failed:
            print(servers.log.read_text()[-3000:])
    finally:
        servers.stop()
    return failed


if __name__ == "__main__":
    sys.exit(main())
