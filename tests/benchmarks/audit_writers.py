"""Benchmark: people who write at the same moment, each a transaction with one audit event and some work after it.

Run: python -m tests.benchmarks.audit_writers [--writers 6] [--seconds 8]. The work after the event is a pause of five
milliseconds inside the transaction, as a verb that goes on after it has recorded. Prints transactions a second, alone and all
at once. Exit code 1 when six together make less than twice what one makes.
"""

import argparse
import statistics
import sys
import threading
import time

from tests.benchmarks import phones

PAUSE = 0.005
LEAST_GAIN = 2.0


def write(until: float, spent: list[float]) -> None:
    """Write transactions until the clock says `until`; note how long each took."""
    from django.db import connection, transaction

    from yunhe.audit.record import record

    while time.monotonic() < until:
        started = time.monotonic()
        with transaction.atomic():
            record("tests.write", "写入", reason="基准")
            time.sleep(PAUSE)
        spent.append(time.monotonic() - started)
    connection.close()


def measure(writers: int, seconds: float) -> tuple[float, float]:
    """Return transactions a second and the 95th percentile in milliseconds of so many writers at once."""
    spent: list[float] = []
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=write, args=(until, spent)) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(spent) / seconds, statistics.quantiles(spent, n=20)[-1] * 1000


def main() -> None:
    """Measure one writer, then all, and print both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--writers", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=8)
    asked = parser.parse_args()
    with phones.database():
        measure(1, 1)
        alone, late_alone = measure(1, asked.seconds)
        together, late_together = measure(asked.writers, asked.seconds)
    print(f"1 writer: {alone:,.0f} transactions/s, p95 {late_alone:.1f} ms")
    print(
        f"{asked.writers} writers: {together:,.0f} transactions/s, p95 {late_together:.1f} ms, gain {together / alone:.1f}"
    )
    if together < LEAST_GAIN * alone:
        sys.exit(1)


if __name__ == "__main__":
    main()
