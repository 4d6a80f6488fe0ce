"""The state folder (.data): keys, the lock of the embedded services, and what is running under it."""

import contextlib
import fcntl
import json
import os
import secrets
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from yunhe.env import BASE_DIR

RUN = "run"
COMMAND = "command"
WAIT_SECONDS = 180


def open_logs(folder: Path) -> Path:
    """Return the folder of the logs in the state folder, made and shut to everybody else: a line may name people."""
    logs = folder / "logs"
    logs.mkdir(exist_ok=True)
    logs.chmod(0o700)
    return logs


class LocalServiceError(Exception):
    """The local system cannot start; the message says why and what to do."""


@dataclass(frozen=True)
class Stack:
    """Services that are up, as other processes find them."""

    kind: str  # RUN or COMMAND
    pid: int
    databases: dict[str, str]  # by the name of their setting
    redis_url: str
    site_url: str = ""


def state_folder() -> Path:
    """Return the state folder, made private to its owner (root's may be passed through by the database server)."""
    folder = Path(os.environ.get("STATE_DIR") or BASE_DIR / ".data").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o711)
        with tempfile.TemporaryFile(dir=folder):
            pass
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    except PermissionError as error:
        raise LocalServiceError(
            f"状态目录 {folder} 属于另一个用户，无法写入：请用原来的用户运行，或用 STATE_DIR 指定另一个目录。"
        ) from error
    return folder


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read; a reader never sees half of it."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def instance_id(folder: Path) -> str:
    """Return the random name of this state folder. By path it would find the database of an earlier clone."""
    path = folder / "instance-id"
    if not path.exists():
        write_private(path, uuid.uuid4().hex)
    return path.read_text(encoding="utf-8").strip()


def set_keys(folder: Path, *, make: bool) -> None:
    """Put the keys kept in `folder` into the environment where they are missing.

    With `make`, keys that do not exist are made first and kept: without PRIVACY_KEYS phones could never be read again.
    """
    for name, file in (("SECRET_KEY", "secret-key"), ("PRIVACY_KEYS", "privacy-keys"), ("AUDIT_KEYS", "audit-keys")):
        path = folder / file
        if os.environ.get(name) or os.environ.get(f"{name}_FILE"):
            continue
        if make and not path.exists():
            write_private(path, secrets.token_urlsafe(50))
        if path.exists():
            os.environ[name] = path.read_text(encoding="utf-8").strip()


def write_stack(folder: Path, stack: Stack) -> None:
    """Tell other processes what is running."""
    write_private(folder / "stack.json", json.dumps(asdict(stack)))


def forget_stack(folder: Path) -> None:
    """Take back write_stack."""
    (folder / "stack.json").unlink(missing_ok=True)


def read_stack(folder: Path) -> Stack | None:
    """Return what stack.json says. It may be stale: only the lock tells whether it still runs."""
    try:
        return Stack(**json.loads((folder / "stack.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


@contextlib.contextmanager
def hold_lock(folder: Path, *, wait: bool = True) -> Iterator[Stack | None]:
    """Hold the lock of `folder` and yield None, or yield the Stack of the `make run` that holds it.

    While another command has its short-lived services up, wait for it. Raises LocalServiceError after WAIT_SECONDS.
    """
    with (folder / "lock").open("w") as file:
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                found = read_stack(folder)
                if found and found.kind == RUN:
                    yield found
                    return
                if not wait or time.monotonic() > deadline:
                    raise LocalServiceError(
                        "另一条命令正在使用本目录的内置数据库，迟迟没有结束：请等它结束后重试。"
                    ) from None
                time.sleep(0.1)
            else:
                break
        forget_stack(folder)
        yield None
        forget_stack(folder)
