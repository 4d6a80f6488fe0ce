"""Which process holds a job, and whether that process is known to have ended."""

import os
import socket
from pathlib import Path


def this_worker() -> str:
    """Return "host:pid" of this process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def this_holder() -> str:
    """Return "host:pid:birth" of this process; the birth tells it from a later one with the same number."""
    return f"{this_worker()}:{_birth(os.getpid())}"


def has_ended(holder: str) -> bool:
    """Whether `holder` (as above) is a process of this machine that is no more; of another machine nothing is known."""
    worker, _, birth = holder.rpartition(":")
    host, _, pid = worker.rpartition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    if Path("/proc/self/stat").exists():
        return _birth(int(pid)) != birth
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _birth(pid: int) -> str:
    """Return when the process began, in ticks since the machine did; "" where that cannot be told, or it has ended."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if facts[0] in "ZX" else facts[19]
