"""Which lines of the product the tests go through: `python -m yunhe.local.covered ARGUMENT …` runs pytest and measures.

`make test` without arguments does that; every other run repeats the figure of the last measured one. What other processes
run (a Celery worker, a management command) is not counted.
"""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from yunhe.env import BASE_DIR

RESULT = BASE_DIR / ".data" / "coverage.json"  # the same in pyproject.toml
MEASURING = "SLIPCOVER_ENABLED"  # set by slipcover for the processes of pytest
# What a measured run must reach, in percent of lines. They only ever go up.
LEAST = {"全部": 95.0, "动作和权限": 95.0}
DECIDING = ("workflow", "policies")  # modules or packages of these names: what may be done, and doing it
WORST, WIDTH = 25, 100  # files that are printed, letters of their line numbers


def shortfalls() -> list[str]:
    """Return a sentence for each figure that is below what it must reach."""
    return [
        f"{name} {share:.2f}% 低于下限 {LEAST[name]:.2f}%" for name, share in _shares().items() if share < LEAST[name]
    ]


def last_figure() -> str:
    """Return the figure of the last run that was measured, as one line."""
    if not RESULT.exists():
        return "行覆盖率：本目录还没有测过，不带参数的 make test 会测。"
    when = datetime.fromtimestamp(RESULT.stat().st_mtime).astimezone()
    return f"行覆盖率（{when:%Y-%m-%d %H:%M} 测得）：{_figures()}"


def report() -> list[str]:
    """Return what a measured run says at its end: the files that lack most, the figures, and what is too little."""
    gaps = sorted(_files(), key=lambda file: -file[2])[:WORST]
    table = [f"  缺 {missing:3} 行，{name}：{where[:WIDTH]}" for name, _, missing, where in gaps if missing]
    return ["缺得最多的文件：", *table, f"行覆盖率：{_figures()}", *(f"× {text}" for text in shortfalls())]


def is_measuring() -> bool:
    """Whether this process belongs to a measured run."""
    return MEASURING in os.environ


def main(arguments: list[str]) -> int:
    """Run pytest with `arguments`, counting lines in all its processes; return 1 when it or a figure fails."""
    RESULT.unlink(missing_ok=True)
    words = (sys.executable, "-m", "slipcover", "-m", "pytest", *arguments)
    failed = subprocess.run(words, cwd=BASE_DIR, check=False).returncode
    if not RESULT.exists():
        return 1
    print("\n".join(report()))
    return 1 if failed or shortfalls() else 0


def _figures() -> str:
    return "，".join(f"{name} {share:.2f}%" for name, share in _shares().items())


def _shares() -> dict[str, float]:
    """Return percent of lines run through: of the product, and of its verbs and policies."""
    files = _files()
    deciding = [file for file in files if any(part.removesuffix(".py") in DECIDING for part in Path(file[0]).parts)]
    return {"全部": _share(files), "动作和权限": _share(deciding)}


def _share(files: list[tuple[str, int, int, str]]) -> float:
    lines, missing = sum(file[1] for file in files), sum(file[2] for file in files)
    return 100 * (lines - missing) / lines if lines else 100.0


def _files() -> list[tuple[str, int, int, str]]:
    """Return (file, lines, lines missed, their numbers) of every measured file."""
    found = json.loads(RESULT.read_text(encoding="utf-8"))["files"]
    return [
        (
            name,
            len(facts["executed_lines"]) + len(facts["missing_lines"]),
            len(facts["missing_lines"]),
            _numbers(facts["missing_lines"]),
        )
        for name, facts in found.items()
    ]


def _numbers(lines: list[int]) -> str:
    """Return line numbers with neighbours joined: 3–5, 9."""
    runs: list[list[int]] = []
    for line in sorted(lines):
        if runs and line - runs[-1][1] <= 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in runs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
