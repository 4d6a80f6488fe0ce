"""Benchmark: what a hostile file costs. Prints for each bomb memory above idle, children included, and seconds.

Run: python -m tests.benchmarks.bombs [WORD …]. The bombs are made here; each is set off in a process of its own. Exit code
1 when one takes more than 300 MB or 3 s.
"""

import argparse
import contextlib
import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

import django
from django.core.exceptions import ValidationError

from tests import bombs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunhe.settings")
os.environ.setdefault("SECRET_KEY", "bombs")
os.environ.setdefault("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")
os.environ.setdefault("LOG_LEVEL", "ERROR")

MOST_MB, MOST_SECONDS = 300, 3.0


def _status(word: str, process: int | str = "self") -> int:
    """Return a figure of a process, in kB; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(word)), 0)


class Children(threading.Thread):
    """Watches the memory of the processes that this one starts."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.highest = 0
        self.is_over = False

    def run(self) -> None:
        """Look every ten milliseconds; a child's own highest mark tells what was between."""
        while not self.is_over:
            for tasks in Path("/proc/self/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    for child in tasks.read_text().split():
                        if Path(f"/proc/{child}/cmdline").read_bytes().count(b"files/start.py"):
                            self.highest = max(self.highest, _status("VmHWM", child))
            time.sleep(0.01)


def _computing() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def set_off(kind: str, name: str) -> tuple[float, float, float, str]:
    """Return megabytes above idle, seconds, seconds of computing, and what was said, of one bomb in this process."""
    django.setup()
    content = bombs.BOMBS[kind][name]()
    act = {"picture": _picture, "sheet": _sheet}[kind]
    act(bombs.harmless(kind))  # whatever is loaded once
    idle = _status("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # forget the highest mark of making the bomb
    watch = Children()
    watch.start()
    used, began = _computing(), time.perf_counter()
    try:
        said = act(content)
    except ValidationError as error:
        said = error.messages[0]
    seconds, used = time.perf_counter() - began, _computing() - used
    watch.is_over = True
    memory = _status("VmHWM") - idle + watch.highest
    return memory / 1024, seconds, used, f"{len(content) / 1024:8.1f} KB  {said}"


def _picture(content: bytes) -> str:
    from yunhe.pictures.intake import take_in

    picture = take_in(content)
    return f"taken, {picture.width} × {picture.height}"


def _sheet(content: bytes) -> str:
    from deputies.rosters.reading import RosterReader
    from tests.rosters import TODAY, yunhe_index
    from yunhe.imports.reading import read_sheets

    reader = RosterReader(yunhe_index(), {}, file_name="a.xlsx", today=TODAY)
    plan = reader.read(read_sheets(content, "a.xlsx"), mapping={}, remembered={})
    return f"read, {len(plan.rows)} rows"


def main() -> int:
    """Set every bomb off whose name holds one of the words asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("words", nargs="*")
    options.add_argument("--one", nargs=2)
    asked = options.parse_args()
    if asked.one:
        memory, seconds, used, said = set_off(*asked.one)
        print(f"{memory:.0f} {seconds:.2f} {used:.2f} {said}")
        return 0
    worst = 0
    print(f"{'':44}{'MB':>6}{'s':>7}{'CPU s':>7}")
    for kind, named in bombs.BOMBS.items():
        for name in named:
            if asked.words and not any(word in f"{kind} {name}" for word in asked.words):
                continue
            words = [sys.executable, "-m", "tests.benchmarks.bombs", "--one", kind, name]
            line = subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1]
            memory, seconds, used, said = line.split(" ", 3)
            failed = float(memory) > MOST_MB or float(seconds) > MOST_SECONDS
            worst = max(worst, failed)
            print(
                f"{f'{kind}: {name}':44}{memory:>6}{seconds:>7}{used:>7}{' !' if failed else '  '} {said[:90]}",
                flush=True,
            )
    return worst


if __name__ == "__main__":
    sys.exit(main())
