"""`make run`: servers, web, Celery worker and beat under one supervisor, until Ctrl-C."""

import contextlib
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

from yunhe.env import BASE_DIR
from yunhe.local import prepare
from yunhe.local.certificate import certificate_for
from yunhe.local.processes import die_with_parent, spawn, stop
from yunhe.local.services import EmbeddedServices, addresses_of_database, configured
from yunhe.local.state import (
    RUN,
    LocalServiceError,
    Stack,
    forget_stack,
    hold_lock,
    open_logs,
    read_stack,
    set_keys,
    state_folder,
    write_stack,
)

READY_SECONDS = 90
PORT_SECONDS = 4  # the web processes of a killed run need a moment to let go of the port
LOG_BYTES = 10 * 1024 * 1024
PYTHON = (sys.executable, "-m")


class StopAsked(BaseException):
    """Somebody pressed Ctrl-C or sent a signal."""


def log(text: str) -> None:
    """Print one line at once."""
    print(text, flush=True)


class Address:
    """Where the web server listens and under which name people open it."""

    def __init__(self):
        self.host = os.environ.get("HOST") or "127.0.0.1"
        try:
            self.port = int(os.environ.get("PORT") or 8000)
        except ValueError:
            self.port = 0
        if not 0 < self.port < 65536:
            raise LocalServiceError(
                f"PORT={os.environ['PORT']} 不是端口号：请写 1 到 65535 的数字，例如 PORT=8001 make run。"
            )
        self.everywhere = self.host in {"0.0.0.0", "::"}  # noqa: S104 only when the person asks for it
        self.name = self._lan_name() if self.everywhere else self.host
        self.is_secure = os.environ.get("TLS", "").lower() in {"1", "true", "yes", "on"}
        self.scheme = "https" if self.is_secure else "http"

    @property
    def url(self) -> str:
        """The address a person opens; SITE_URL overrides it for the printed codes."""
        return f"{self.scheme}://{self._bracket(self.name)}:{self.port}"

    @property
    def bind(self) -> str:
        """The address for the web server."""
        return f"{self._bracket(self.host)}:{self.port}"

    @property
    def health_url(self) -> str:
        """The health page, asked from this machine."""
        return f"{self.scheme}://{'127.0.0.1' if self.everywhere else self._bracket(self.host)}:{self.port}/healthz"

    def wait_until_free(self, seconds: float) -> None:
        """Raise LocalServiceError when another program still holds the port after `seconds`."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
                with socket.socket(family) as probe:
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    probe.bind((self.host, self.port))
                return
            except PermissionError as error:
                raise LocalServiceError(
                    f"没有权限使用端口 {self.port}：请换一个 1024 以上的端口，例如 PORT=8001 make run。"
                ) from error
            except socket.gaierror as error:
                raise LocalServiceError(f"HOST={self.host} 不是本机的地址：请用 0.0.0.0 或本机的 IP 地址。") from error
            except OSError as error:
                if time.monotonic() > deadline:
                    raise LocalServiceError(
                        f"端口 {self.port} 已被别的程序占用（或 HOST={self.host} 不是本机地址）：请换一个，例如 PORT={self.port + 1} make run。"
                    ) from error
            time.sleep(0.2)

    @staticmethod
    def _bracket(host: str) -> str:
        return f"[{host}]" if ":" in host else host

    @staticmethod
    def _lan_name() -> str:
        """Return this machine's address in the local network, so that a phone can open it. Sends nothing."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))
            return probe.getsockname()[0]
        return "127.0.0.1"


class Supervisor:
    """Starts everything, restarts what ends by itself, stops everything."""

    def __init__(self, folder: Path, address: Address):
        self.folder = folder
        self.address = address
        self.services = EmbeddedServices(folder)
        self.children: dict[str, subprocess.Popen] = {}
        self.started: dict[str, float] = {}
        self.authority: Path | None = None  # that phones are to trust, where pages are served over TLS
        self.tls: list[str] = []

    def set_environment(self) -> None:
        """Set what the child processes need and the person did not set."""
        hosts = dict.fromkeys(["localhost", "127.0.0.1", "[::1]", self.address.name, socket.gethostname()])
        defaults = {
            "SITE_URL": self.address.url,
            "ALLOWED_HOSTS": ",".join(hosts),
            "STATE_DIR": str(self.folder),
            "STATIC_FROM_SOURCE": "1",
            "DJANGO_SETTINGS_MODULE": "yunhe.settings",
            "PYTHONUTF8": "1",
            "PYTHONUNBUFFERED": "1",
        }
        for name, value in defaults.items():
            os.environ.setdefault(name, value)
        if self.address.is_secure:
            os.environ["HTTPS"] = os.environ["TLS_HERE"] = "true"
            self.authority, certificate, key = certificate_for(self.folder, [self.address.name, *hosts])
            self.tls = ["--certfile", str(certificate), "--keyfile", str(key)]
        (self.folder / "static").mkdir(exist_ok=True)  # whitenoise expects it, though nothing is collected here

    def prepare(self) -> None:
        """Bring the database up to date; skipped where it is known to be. Raises LocalServiceError."""
        home = self.services.postgres.home if self.services.postgres else None
        if home and prepare.prepared(home, areas=True, demo=prepare.wants_demo()):
            return
        log("· 准备数据库（首次约半分钟到两分钟）…")
        environment = {**os.environ, **({"PREPARED_HOME": str(home)} if home else {}), "LOG_LEVEL": "WARNING"}
        environment["DATABASE_PATIENT"] = "true"
        done = subprocess.run(
            [*PYTHON, "yunhe.local.prepare"],
            env=environment,
            check=False,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGKILL),
        )
        if done.returncode:
            raise LocalServiceError("数据库没有准备好，原因见上。改正后再运行 make run 即可继续。")

    def start_children(self) -> None:
        """Start web server, worker and beat."""
        for name in self._commands():
            self._start(name)

    def _commands(self) -> dict[str, list[str]]:
        worker = ["yunhe", "worker", "--pool=threads", "--concurrency=4", "--loglevel=INFO"]
        return {
            "web": [
                *("gunicorn", "yunhe.wsgi", "--bind", self.address.bind, "--workers", "2", "--threads", "8"),
                *("--worker-class", "gthread", "--timeout", "60", "--graceful-timeout", "3", "--no-control-socket"),
                *self.tls,
            ],
            "worker": ["celery", "-A", *worker, "--without-gossip", "--without-mingle"],
            "beat": ["celery", "-A", "yunhe", "beat", "--loglevel=INFO", "--pidfile="],
        }

    def _start(self, name: str) -> None:
        path = open_logs(self.folder) / f"{name}.log"
        if path.exists() and path.stat().st_size > LOG_BYTES:
            path.replace(path.with_suffix(".log.1"))
        # The web server's own processes end when their parent gets SIGQUIT; a killed worker's tasks are queued again.
        signal_number = signal.SIGQUIT if name == "web" else signal.SIGKILL
        self.children[name] = spawn(
            [*PYTHON, *self._commands()[name]],
            log=path,
            death_signal=signal_number,
            environment=self._environment(name),
        )
        self.started[name] = time.monotonic()

    @staticmethod
    def _environment(name: str) -> dict[str, str]:
        """Return the environment of a child: never the owner's address, and the patient account for long work."""
        ours = {key: value for key, value in os.environ.items() if key != "DATABASE_OWNER_URL"}
        return ours if name == "web" else {**ours, "DATABASE_PATIENT": "true"}

    def wait_until_ready(self) -> None:
        """Wait for the health page to say that everything works. Raises LocalServiceError with the log to read."""
        deadline = time.monotonic() + READY_SECONDS
        trusted = ssl.create_default_context(cafile=str(self.authority)) if self.authority else None
        while time.monotonic() < deadline:
            for name, child in self.children.items():
                if child.poll() is not None:
                    raise LocalServiceError(f"{name} 没有启动，详见 {self._shown(name)}。")
            with contextlib.suppress(OSError), self._asked(trusted) as answer:
                if answer.status == 200:
                    return
            time.sleep(0.1)
        raise LocalServiceError(f"{READY_SECONDS} 秒内没有就绪，详见 {self._shown('web')}。")

    def _asked(self, trusted: ssl.SSLContext | None) -> Any:
        return urllib.request.urlopen(self.address.health_url, timeout=3, context=trusted)  # noqa: S310 our own

    def _shown(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"

    def watch(self) -> None:
        """Restart what ends by itself, forever; not more often than every two seconds each."""
        while True:
            time.sleep(0.5)
            if self.services.restart_dead():
                log("! 内置数据库意外退出，已重新启动。")
                self.stop_children()
                self.start_children()
                self.tell_others()
            for name, child in self.children.items():
                if child.poll() is not None and time.monotonic() - self.started[name] > 2:
                    log(f"! {name} 意外退出（{child.returncode}），重新启动，详见 {self._shown(name)}。")
                    self._start(name)

    def tell_others(self) -> None:
        """Let `make manage` and plain `python manage.py` find the services."""
        write_stack(
            self.folder,
            Stack(
                kind=RUN,
                pid=os.getpid(),
                databases=addresses_of_database(),
                redis_url=os.environ["REDIS_URL"],
                site_url=os.environ["SITE_URL"],
            ),
        )

    def stop_children(self) -> None:
        """Ask all three to end at the same time, then wait for each."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        for child in self.children.values():
            stop(child, seconds=6)

    def stop(self) -> None:
        """Stop everything, in the order in which it needs each other."""
        forget_stack(self.folder)
        self.stop_children()
        self.services.stop()


def ask_sign_ins() -> subprocess.Popen:
    """Start asking the program for the demo's accounts, while the web server starts."""
    return subprocess.Popen(
        [sys.executable, str(BASE_DIR / "manage.py"), "demo_signins"],
        env={**os.environ, "LOG_LEVEL": "WARNING"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGKILL),
    )


def announce(address: Address, sign_ins: str, seconds: float, authority: Path | None = None) -> None:
    """Print what a person needs to begin; authority: the certificate that phones are to trust."""
    log("")
    log(f"云和履职已就绪，用时 {seconds:.1f} 秒。")
    log(f"  地址：{address.url}")
    if os.environ["SITE_URL"].rstrip("/") != address.url:
        log(f"  二维码中的网址：{os.environ['SITE_URL']}")
    for line in sign_ins.strip().splitlines():
        log(f"  {line}")
    if not sign_ins.strip():
        log('  没有演示账号。还没有管理员时：make manage ARGS="create_administrators"')
    if address.everywhere:
        log(
            "! 这样直接对外只适合试用：几个故意拖慢的连接就能让网页停住。正式使用须放在代理后面（见 README，生产部署）。"
        )
    if authority:
        log(f"  手机上先安装证书（设置—安全—安装 CA 证书），相机和离线页面才能用：{authority}")
    elif address.everywhere:
        log("  手机要用相机和离线页面，请加上 TLS=1（make run HOST=0.0.0.0 TLS=1）。")
    log("  停止：Ctrl-C")


def run(started: float) -> int:
    """Run until asked to stop; return the exit code."""
    address = Address()
    folder = state_folder()
    unclean = read_stack(folder) is not None
    with hold_lock(folder) as running:
        if running:
            raise LocalServiceError(
                f"本目录已有一个 make run 在运行（进程 {running.pid}）：请打开 {running.site_url} 使用，或先停止它。"
            )
        address.wait_until_free(PORT_SECONDS if unclean else 0)
        set_keys(folder, make=True)
        supervisor = Supervisor(folder, address)
        supervisor.set_environment()
        try:
            if not configured():
                log("· 启动内置数据库与队列…")
            supervisor.services.start()
            supervisor.prepare()
            supervisor.start_children()
            sign_ins = ask_sign_ins()
            supervisor.tell_others()
            supervisor.wait_until_ready()
            announce(address, sign_ins.communicate()[0], time.time() - started, supervisor.authority)
            supervisor.watch()
        except StopAsked:
            log("\n正在停止…")
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            supervisor.stop()
        log("已停止，数据已保存。")
    return 0


def _on_signal(number, frame):
    raise StopAsked


def main() -> int:
    """Set the signals and run."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _on_signal)
    if os.environ.pop("MAKELEVEL", None):
        die_with_parent(signal.SIGTERM)()  # a killed `make` takes us with it
        signal.signal(signal.SIGINT, _on_signal)
    try:
        return run(float(os.environ.pop("YUNHE_STARTED_AT", time.time())))
    except LocalServiceError as error:
        print(f"× {error}", file=sys.stderr)
        return 1
    except StopAsked:
        return 0


if __name__ == "__main__":
    sys.exit(main())
