"""A stopped PostgreSQL data folder that has all tables already, made once per schema and copied where tests need one.

It lies in .data/tests under a mark of everything that shapes the schema, so that a changed migration makes a new one.
Where that folder cannot be written the template serves this run only.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from yunhe.env import BASE_DIR
from yunhe.local.postgres import ACCOUNTS, Postgres
from yunhe.local.prepare import RIGHTS, schema_mark
from yunhe.local.processes import unprivileged
from yunhe.local.state import LocalServiceError

FOLDER = BASE_DIR / ".data" / "tests"
PARTS = ("postgres", "database-created", "prepared.json")


def mark() -> str:
    """Return a mark of the migrations' text, of the accounts' rights, of the packages and of this Python: it changes with each of them."""
    found = hashlib.sha256(schema_mark().encode() + sys.version.encode())
    for path in sorted((*BASE_DIR.glob("*/migrations/*.py"), *BASE_DIR.glob("*/*/migrations/*.py"), *RIGHTS)):
        found.update(path.read_bytes())
    return found.hexdigest()[:20]


def copy_to(home: Path) -> None:
    """Put a data folder with all tables into `home`, and the notes by which `make run` knows that it is prepared.

    Makes the template first where it is missing; others wait meanwhile. Raises LocalServiceError.
    """
    with _locked() as folder:
        template = folder / mark()
        if not template.exists():
            for old in folder.glob("*/"):
                shutil.rmtree(old, ignore_errors=True)
            _make(template)
        _copy(template, home)


@contextlib.contextmanager
def _locked() -> Iterator[Path]:
    """Yield the folder of the templates, held by this process alone."""
    with contextlib.ExitStack() as stack:
        try:
            FOLDER.mkdir(parents=True, exist_ok=True)
            folder, lock = FOLDER, stack.enter_context((FOLDER / "lock").open("w"))
        except OSError:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="yunhe-template-")))
            lock = stack.enter_context((folder / "lock").open("w"))
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _make(template: Path) -> None:
    """Start a server of its own, let the program migrate it, stop it and keep its folder as `template`."""
    place = Path(tempfile.mkdtemp(prefix="yunhe-made-"))
    place.chmod(0o711)  # as root the database server runs as nobody
    server = Postgres(place, throw_away=True)
    try:
        server.start()
        try:
            _migrate(server)
        finally:
            server.stop()
        partial = template.with_name(f"{template.name}.partial")
        _copy(server.home, partial)
        partial.rename(template)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _migrate(server: Postgres) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "COV"))}
    ours = {name: server.url(login) for name, login in ACCOUNTS.items()}
    ours |= {"REDIS_URL": "redis://127.0.0.1:1/0", "PREPARED_HOME": str(server.home)}
    keys = {"SECRET_KEY": "only-to-make-the-tables-0123456789-0123456789-012345"}
    done = subprocess.run(
        [sys.executable, "-m", "yunhe.local.prepare"],
        cwd=BASE_DIR,
        env={**kept, **ours, **keys, "AREAS": "none", "DEMO": "0"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise LocalServiceError(f"测试用的数据库没有建好：{done.stderr.strip()[-2000:]}")


def _copy(source: Path, target: Path) -> None:
    """Copy data folder and notes; as root the data goes to the account that will serve it."""
    target.mkdir(exist_ok=True)
    for name in PARTS:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, symlinks=True)
            _give(target / name)
        elif (source / name).exists():
            shutil.copy(source / name, target / name)


def _give(data: Path) -> None:
    account = unprivileged()
    if account:
        for path in (data, *data.rglob("*")):
            os.chown(path, account.uid, account.gid, follow_symlinks=False)
