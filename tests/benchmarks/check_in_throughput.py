"""Benchmark: check-in beside a bare Django view with one insert, in the same run on the same two workers.

Run: python -m tests.benchmarks.check_in_throughput [--deputies 150] [--rounds 6]. Both are POSTs of the same signed-in
phones through the same middleware; the bare view (tests/benchmarks/urls.py) writes one row of the same table and knows no
rule. Rounds alternate, so that whatever else the machine does falls on both. On 127.0.0.1 only. Exit code 1 when check-in
makes less than 0.6 of the bare view's throughput, or its p95 is more than twice as long.
"""

import argparse
import asyncio
import statistics
import sys
import time

from tests.benchmarks import phones

LANES = 16
LEAST_RATIO = 0.6
LONGEST_P95 = 2.0
BOUND_SECONDS = 120
STATIONS = ("zhongshan", "shishan", "shuanglin", "fuyun", "yuanhe", "chishi", "shitang")


def p95(answers: list[phones.Answer]) -> float:
    """Return the 95th percentile of the answer times in milliseconds."""
    return statistics.quantiles([answer.seconds * 1000 for answer in answers], n=20)[-1]


def run(port: int, requests: list[bytes]) -> tuple[float, list[phones.Answer]]:
    """Send the requests; return (seconds, answers). Exits when one was not answered with a redirect."""
    started = time.perf_counter()
    answers = asyncio.run(asyncio.wait_for(phones.in_lanes(port, requests, LANES), BOUND_SECONDS))
    seconds = time.perf_counter() - started
    bad = [answer for answer in answers if answer.status != 302 or "sign-in" in answer.location]
    if bad:
        sys.exit(f"{len(bad)} requests failed, the first: {bad[0]}")
    return seconds, answers


def main() -> None:
    """Measure both and print throughput, ratio and p95."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--deputies", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=6)
    asked = parser.parse_args()
    rounds = min(asked.rounds, len(STATIONS) - 1)
    with phones.database():
        from stations.presence.models import CheckIn
        from tests.factories.areas import make_county
        from tests.factories.stations import CodeFactory, make_tree

        county = make_county()
        tree = make_tree(county)
        crowd = phones.sign_in_deputies(county, asked.deputies)
        codes = [CodeFactory(station=getattr(tree, name)) for name in STATIONS[: rounds + 1]]
        bare_station = tree.main.pk
        total = {"bare": 0.0, "check-in": 0.0}
        answers: dict[str, list[phones.Answer]] = {"bare": [], "check-in": []}
        with phones.web_server() as server:
            for number, code in enumerate(codes):  # the first round warms both up
                requests = {
                    "bare": [
                        phone.post(server.port, "/bare/", deputy=phone.deputy_id, station=bare_station)
                        for phone in crowd
                    ],
                    "check-in": [
                        phone.post(server.port, f"/c/{code.token}/check-in/", nonce=f"round{number}") for phone in crowd
                    ],
                }
                for name in ("bare", "check-in") if number % 2 else ("check-in", "bare"):
                    seconds, got = run(server.port, requests[name])
                    if number:
                        total[name] += seconds
                        answers[name] += got
        written = CheckIn.objects.exclude(code=None).count()
    if written != len(codes) * len(crowd):
        sys.exit(f"{written} check-ins instead of {len(codes) * len(crowd)}")
    rate = {name: len(answers[name]) / total[name] for name in total}
    late = {name: p95(answers[name]) for name in answers}
    ratio, slower = rate["check-in"] / rate["bare"], late["check-in"] / late["bare"]
    for name in ("bare", "check-in"):
        print(f"{name}: {rate[name]:,.0f}/s, p95 {late[name]:.0f} ms ({len(answers[name])} requests in {LANES} lanes)")
    print(f"check-in makes {ratio:.2f} of the bare view's throughput, its p95 is {slower:.2f} times as long")
    if ratio < LEAST_RATIO or slower > LONGEST_P95:
        sys.exit(1)


if __name__ == "__main__":
    main()
