"""Benchmark: pairing by the solver, with the verdict of the independent checker, times and peak memory.

Run: python -m tests.benchmarks.pairing. No database. Each size runs in a process of its own, so that peaks do not add up.
"""

import multiprocessing
import resource
import sys
import time

SIZES = ((49, 1_600, 10.0, 2048), (2_000, 40_000, 120.0, 2048))  # deputies, households, seconds and MB allowed


def measure(deputies: int, households: int, queue) -> None:
    """Solve one invented township, twice the way offices meet it: nothing paired, and most paired."""
    from liaison.households.matching import propose
    from tests.liaison.households.checking import faults
    from tests.liaison.households.test_matching import township

    for paired in (0.0, 0.9):
        places = {"villages": max(7, households // 200), "communities": max(9, households // 300)}
        keepers, needs = township(7, deputies, households, paired=paired, **places)
        started = time.perf_counter()
        match = propose(keepers, needs, high=20)
        seconds = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        wrong = faults(keepers, needs, match, high=20)
        queue.put((paired, seconds, peak, sorted(match.loads.values()), wrong))
    queue.put(None)


def main() -> int:
    """Run every size; return 1 when a limit or a promise is broken."""
    failed = False
    for deputies, households, seconds_allowed, memory_allowed in SIZES:
        queue = multiprocessing.get_context("spawn").Queue()
        process = multiprocessing.get_context("spawn").Process(target=measure, args=(deputies, households, queue))
        process.start()
        while (result := queue.get()) is not None:
            paired, seconds, peak, loads, wrong = result
            print(
                f"{deputies} deputies, {households} households, {paired:.0%} paired before: {seconds:.2f} s, peak {peak} MB, "
                f"loads {loads[0]}-{loads[-1]}, checker: {'; '.join(wrong) or 'every promise holds, optimal'}",
                flush=True,
            )
            failed |= bool(wrong) or seconds > seconds_allowed or peak > memory_allowed
        process.join()
        failed |= process.exitcode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
