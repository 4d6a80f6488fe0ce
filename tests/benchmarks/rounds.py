"""What the benchmarks of `make bench` share: rounds, ratios, and what they must reach.

Each of them measures the same job and its floor in turn, so that whatever else the machine does falls on both, and hands its
ratios to `report`: one a round. `make bench` (tests.benchmarks.bench) runs them all and reads what they printed.
"""

import json
import statistics
import sys
from dataclasses import asdict, dataclass

MARK = "BENCH "


@dataclass(frozen=True)
class Ratio:
    """One line of the table: the ratios of the rounds, and the bound that their median must keep: "≥ 0.8" or "≤ 2"."""

    name: str
    floor: str
    bound: str
    values: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def holds(self) -> bool:
        """Whether the median keeps the bound."""
        sign, number = self.bound.split()
        return self.median >= float(number) if sign == "≥" else self.median <= float(number)

    @property
    def words(self) -> str:
        """The line for people."""
        low, high = min(self.values), max(self.values)
        verdict = "达到" if self.holds else "未达到"
        return (
            f"{self.name}（比 {self.floor}）：{low:.2f} / {self.median:.2f} / {high:.2f}，要求 {self.bound}，{verdict}"
        )


def report(*ratios: Ratio) -> None:
    """Print the ratios for people and for `make bench`, and exit with 1 when one does not keep its bound."""
    for ratio in ratios:
        print(ratio.words)
        print(MARK + json.dumps(asdict(ratio), ensure_ascii=False))
    sys.exit(0 if all(ratio.holds for ratio in ratios) else 1)


def read(printed: str) -> list[Ratio]:
    """Return the ratios in what a benchmark has printed."""
    return [Ratio(**json.loads(line.removeprefix(MARK))) for line in printed.splitlines() if line.startswith(MARK)]


def p95(seconds: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(seconds, n=20)[-1]
