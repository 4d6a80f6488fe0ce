"""Child processes that never outlive their parent."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Account:
    """The operating-system account that a server runs as."""

    uid: int
    gid: int


def unprivileged(folder: Path | None = None) -> Account | None:
    """Return the account for a server that refuses to run as root, or None for "as we are".

    It is the owner of the server's data `folder` where that exists and is not root's, else `nobody`.
    """
    if os.geteuid() != 0:
        return None
    if folder is not None and folder.exists() and (facts := folder.stat()).st_uid:
        return Account(facts.st_uid, facts.st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return Account(65534, 65534)
    return Account(nobody.pw_uid, nobody.pw_gid)


def account_options(account: Account | None) -> dict:
    """Return the subprocess options that start a command as `account`, from a folder that everyone may enter."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": [], "cwd": "/"}


def die_with_parent(signal_number: int) -> Callable[[], None]:
    """Return a hook for the child: the kernel sends it `signal_number` when its parent ends, however it ends.

    It runs after the change of user (which would clear it). Linux only; elsewhere the hook only unblocks signals.
    """

    def hook() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background job would hand down an ignored SIGINT
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)

    return hook


def spawn(
    words: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
    death_signal: int = signal.SIGKILL,
    account: Account | None = None,
    feed: bytes | None = None,
) -> subprocess.Popen:
    """Start a command in its own session, its output appended to `log` (or dropped), `feed` on its standard input.

    Call it from the main thread: the kernel ties the child to the thread that started it.
    """
    output: BinaryIO | int = log.open("ab") if log else subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            [str(word) for word in words],
            stdin=subprocess.DEVNULL if feed is None else subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if environment is None else dict(environment),
            start_new_session=True,
            preexec_fn=die_with_parent(death_signal),
            **account_options(account),
        )
    finally:
        if not isinstance(output, int):
            output.close()
    if feed is not None and process.stdin:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(feed)
            process.stdin.close()
    return process


def stop(process: subprocess.Popen | None, signal_number: int = signal.SIGTERM, *, seconds: float = 10) -> None:
    """Ask a process to end; after `seconds` end it."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(signal_number)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def is_running(pid: int, *, program: str) -> bool:
    """Return whether `pid` is a living process of `program`; a zombie counts as gone, so does another program."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        if sys.platform == "linux":
            return False
        try:
            os.kill(pid, 0)
        except OSError:
            return False
        return True
    name, _, rest = facts.partition("(")[2].rpartition(")")
    return name.startswith(program) and rest.split()[0] not in {"Z", "X"}
