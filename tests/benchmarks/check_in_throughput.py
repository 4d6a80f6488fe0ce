"""Benchmark: check-in beside a bare Django view with one insert, in the same run on the same two workers.

Run: python -m tests.benchmarks.check_in_throughput [--deputies 150] [--rounds 5]. Both are POSTs of the same signed-in
phones through the same middleware; the bare view (tests/benchmarks/urls.py) writes one row of the same table and knows no
rule. Rounds alternate, so that whatever else the machine does falls on both. On 127.0.0.1 only.
"""

import argparse
import asyncio
import sys
import time

from tests.benchmarks import phones
from tests.benchmarks.rounds import Ratio, p95, report

LANES = 16
RATE, LATE = "≥ 0.8", "≤ 1.3"  # of the bare view's throughput; times its p95
BOUND_SECONDS = 120
STATIONS = ("zhongshan", "shishan", "shuanglin", "fuyun", "yuanhe", "chishi", "shitang")


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
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    rounds = min(asked.rounds, len(STATIONS) - 1)
    with phones.database():
        from django.db import connection

        from stations.presence.models import CheckIn
        from tests.factories.areas import make_county
        from tests.factories.stations import CodeFactory, make_tree
        from tests.kit.databases import owner

        county = make_county()
        tree = make_tree(county)
        crowd = phones.sign_in_deputies(county, asked.deputies)
        codes = [CodeFactory(station=getattr(tree, name)) for name in STATIONS[: rounds + 1]]
        bare_station = tree.main.pk
        written = 0
        rates: list[float] = []
        lates: list[float] = []
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
                took, late = {}, {}
                for name in ("bare", "check-in") if number % 2 else ("check-in", "bare"):
                    took[name], got = run(server.port, requests[name])
                    late[name] = p95([answer.seconds for answer in got])
                    print(f"{name}: {len(crowd) / took[name]:,.0f}/s, p95 {late[name] * 1000:.0f} ms in {LANES} lanes")
                if number:
                    rates.append(took["bare"] / took["check-in"])
                    lates.append(late["check-in"] / late["bare"])
                written += CheckIn.objects.exclude(code=None).count()
                with owner(), connection.cursor() as cursor:  # several codes within minutes want a reason
                    cursor.execute("TRUNCATE stations_checkin")
    if written != len(codes) * len(crowd):
        sys.exit(f"{written} check-ins instead of {len(codes) * len(crowd)}")
    report(
        Ratio("签到（每秒）", "只插入一行的视图", RATE, rates),
        Ratio("签到（p95）", "只插入一行的视图", LATE, lates),
    )


if __name__ == "__main__":
    main()
