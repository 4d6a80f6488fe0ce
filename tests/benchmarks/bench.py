"""`make bench`: every speed that the program promises, each beside its floor in the same run, in five rounds.

    make bench                        all; some fifteen minutes on two processors
    make bench ARGS="pages lists"     some of them
    make bench ARGS="--rounds 3"

Prints minimum, median and maximum of each ratio, fails where a median does not keep its bound, and with --keep writes the table to
docs/bench/VERSION.md. A ratio compares two things of one run on one machine; the seconds of two machines say nothing.
"""

import argparse
import os
import platform
import subprocess
import sys
import tomllib
from datetime import UTC, datetime

from tests.benchmarks.rounds import MARK, Ratio, read
from yunhe.env import BASE_DIR

PARTS = {
    "imports": "tests.benchmarks.import_roster",
    "check-in": "tests.benchmarks.check_in_throughput",
    "pages": "tests.benchmarks.public_pages",
    "lists": "tests.benchmarks.register_list",
    "codes": "tests.benchmarks.thousand_codes",
    "slow-phone": "tests.benchmarks.slow_phone",
}
KEPT = BASE_DIR / "docs" / "bench"
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def measured(part: str, rounds: int) -> tuple[list[Ratio], bool]:
    """Run one benchmark in a process of its own; return its ratios and whether it went to its end."""
    print(f"\n· {part}", flush=True)
    words = [sys.executable, "-u", "-m", PARTS[part], "--rounds", str(rounds)]
    printed = []
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            printed.append(line)
            if not line.startswith(MARK):
                print(f"  {line}", end="", flush=True)
    ratios = read("".join(printed))
    return ratios, bool(ratios) and process.returncode in (0, 1)


def table(ratios: list[Ratio], rounds: int) -> str:
    """Return the table as a page of docs/bench."""
    lines = [
        f"# {VERSION}",
        "",
        f"`make bench`，{datetime.now(tz=UTC):%Y-%m-%d}，{os.cpu_count()} 个处理器（{platform.machine()}），Python {platform.python_version()}，{rounds} 轮。",
        "",
        "| 工作 | 同一次运行里的底线 | 最小 | 中位 | 最大 | 要求 | |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {one.name} | {one.floor} | {min(one.values):.2f} | {one.median:.2f} | {max(one.values):.2f} | {one.bound} "
        f"| {'达到' if one.holds else '**未达到**'} |"
        for one in ratios
    ]
    return "\n".join([*lines, ""])


def main() -> int:
    """Run the parts that were asked for; 1 when one fails."""
    parser = argparse.ArgumentParser(description="各项速度与同一次运行里的底线之比")
    parser.add_argument("parts", nargs="*", metavar="|".join(PARTS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", action="store_true", help="把表写进 docs/bench")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"没有 {'、'.join(sorted(unknown))}，可用：{'、'.join(PARTS)}")
    ratios: list[Ratio] = []
    failed = False
    for part in asked.parts or PARTS:
        found, went_well = measured(part, asked.rounds)
        ratios += found
        failed |= not went_well
    page = table(ratios, asked.rounds)
    print(f"\n{page}")
    if asked.keep:
        KEPT.mkdir(exist_ok=True)
        (KEPT / f"{VERSION}.md").write_text(page, encoding="utf-8")
    return 1 if failed or not all(one.holds for one in ratios) else 0


if __name__ == "__main__":
    raise SystemExit(main())
