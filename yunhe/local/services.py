"""PostgreSQL and Redis for whoever needs them: the ones configured, the ones already up, or short-lived ones."""

import contextlib
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from yunhe.local.postgres import ACCOUNTS, DATABASE, Postgres
from yunhe.local.prepare import prepare_in_process
from yunhe.local.state import COMMAND, LocalServiceError, Stack, hold_lock, set_keys, state_folder, write_stack
from yunhe.local.template import copy_to
from yunhe.local.valkey import Valkey

ADDRESSES = ("DATABASE_URL", "REDIS_URL")
# Commands that read no data; they get addresses that lead nowhere.
WITHOUT_SERVICES = {
    "help",
    "--help",
    "-h",
    "version",
    "--version",
    "collectstatic",
    "findstatic",
    "diffsettings",
    "compilemessages",
    "makemessages",
    "startapp",
    "state_diagram",
}
# Commands that look at or change the schema itself must find it as it is.
WITHOUT_PREPARATION = {
    "migrate",
    "makemigrations",
    "showmigrations",
    "sqlmigrate",
    "squashmigrations",
    "optimizemigration",
    "check",
    "test",
}
# Commands that bring their own areas.
WITHOUT_AREAS = {"load_areas", "load_demo", "loaddata"}


class EmbeddedServices:
    """The servers that the environment does not name. Sets their addresses while they are up, one for each account."""

    def __init__(self, folder: Path, *, throw_away: bool = False):
        self.folder = folder
        self.throw_away = throw_away
        self.postgres: Postgres | None = None
        self.valkey: Valkey | None = None

    def start(self) -> None:
        """Start what is missing. Raises LocalServiceError; nothing is left running then."""
        try:
            if not os.environ.get("DATABASE_URL"):
                self.postgres = Postgres(self.folder, throw_away=self.throw_away)
                self.postgres.start()
                os.environ.update({name: self.postgres.url(login) for name, login in ACCOUNTS.items()})
            if not os.environ.get("REDIS_URL"):
                self.valkey = Valkey(self.folder, throw_away=self.throw_away)
                self.valkey.start()
                os.environ["REDIS_URL"] = self.valkey.url
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop what start() started."""
        for names, server in ((("REDIS_URL",), self.valkey), (ACCOUNTS, self.postgres)):
            if server is not None:
                server.stop()
                for name in names:
                    os.environ.pop(name, None)
        self.postgres = self.valkey = None

    def restart_dead(self) -> bool:
        """Start a server again that ended by itself; return whether there was one. The addresses may change."""
        dead = False
        for server in (self.postgres, self.valkey):
            dead = dead or bool(server and server.process and server.process.poll() is not None)
        if dead:
            self.stop()
            self.start()
        return dead


def addresses_of_database() -> dict[str, str]:
    """Return the addresses of the database in the environment, by the name of their setting."""
    return {name: os.environ[name] for name in ACCOUNTS if os.environ.get(name)}


def _be_patient() -> None:
    """Let a command work with the account for long work."""
    os.environ.setdefault("DATABASE_PATIENT", "true")


def configured() -> bool:
    """Return whether the environment names both servers, so that nothing embedded is needed."""
    return all(os.environ.get(name) for name in ADDRESSES)


@contextlib.contextmanager
def throw_away_services(*, with_tables: bool = False) -> Iterator[None]:
    """Start what the environment does not name, in a temporary folder that is gone afterwards. Sets STATE_DIR too.

    `with_tables` gives our own PostgreSQL all tables, and names its database in TEST_TEMPLATE for others to copy.
    """
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    os.environ.setdefault("STATIC_FROM_SOURCE", "1")
    if configured():
        yield
        return
    folder = Path(tempfile.mkdtemp(prefix="yunhe-test-"))
    folder.chmod(0o711)  # as root the database server runs as nobody
    folder.joinpath("static").mkdir()
    os.environ["STATE_DIR"] = str(folder)
    services = EmbeddedServices(folder, throw_away=True)
    try:
        if with_tables and not os.environ.get("DATABASE_URL"):
            copy_to(folder)
            os.environ["TEST_TEMPLATE"] = DATABASE
        services.start()
        yield
    finally:
        services.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def services_for_command(argv: Sequence[str]) -> Iterator[None]:
    """Give one management command its services, and an embedded database that has its tables and areas.

    The configured ones win; then those of a running `make run`; then short-lived ones. Tasks that a command queues
    meanwhile are kept and run at the next `make run`. A start that fails prints one sentence and exits with 1.
    """
    command = argv[1] if len(argv) > 1 else "help"
    try:
        with contextlib.ExitStack() as stack:
            if command in WITHOUT_SERVICES:
                _lead_nowhere()
            elif configured():
                set_keys(_quiet_state_folder(), make=False)
                _be_patient()
            else:
                stack.enter_context(_own_or_running(command))
            yield
    except LocalServiceError as error:
        print(f"× {error}", file=sys.stderr)
        raise SystemExit(1) from error


@contextlib.contextmanager
def _own_or_running(command: str) -> Iterator[None]:
    folder = state_folder()
    set_keys(folder, make=True)
    os.environ.setdefault("STATIC_FROM_SOURCE", "1")  # nothing is collected on this machine
    with hold_lock(folder) as running:
        if running:
            if not os.environ.get("DATABASE_URL"):
                os.environ.update(running.databases)
            os.environ.setdefault("REDIS_URL", running.redis_url)
            _be_patient()
            os.environ.setdefault("SITE_URL", running.site_url)
            yield
            return
        services = EmbeddedServices(folder)
        services.start()
        try:
            write_stack(
                folder,
                Stack(
                    kind=COMMAND, pid=os.getpid(), databases=addresses_of_database(), redis_url=os.environ["REDIS_URL"]
                ),
            )
            _be_patient()
            if services.postgres and command not in WITHOUT_PREPARATION:
                prepare_in_process(services.postgres.home, areas=command not in WITHOUT_AREAS)
            yield
        finally:
            _close_connections()
            services.stop()


def _quiet_state_folder() -> Path:
    """Return where keys may lie, without making anything: in production the folder does not exist."""
    from yunhe.env import BASE_DIR

    return Path(os.environ.get("STATE_DIR") or BASE_DIR / ".data")


def _lead_nowhere() -> None:
    """Let settings load for a command that touches no data."""
    set_keys(_quiet_state_folder(), make=False)
    os.environ.setdefault("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
    os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")
    os.environ.setdefault("SECRET_KEY", "only-for-commands-without-data-0123456789-0123456789")


def _close_connections() -> None:
    """Give the database connections back before the server stops, pool included."""
    from django.db import connections

    if not connections.settings:
        return
    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()
