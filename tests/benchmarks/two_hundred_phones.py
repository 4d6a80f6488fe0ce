"""Benchmark: 200 phones check in at one activity at the same moment, and each scan is sent twice.

Run: python -m tests.benchmarks.two_hundred_phones [--phones 200]. Two gunicorn workers on a throw-away database, on
127.0.0.1 only. As soon as every phone has its answer the server is killed (SIGKILL); what was answered must be there, once,
and the audit chain must get all of it. Exit code 1 when one is lost or double.
"""

import argparse
import asyncio
import sys
import time

from tests.benchmarks import phones

BOUND_SECONDS = 120


def main() -> None:
    """Run it and print what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--phones", type=int, default=200)
    number = parser.parse_args().phones
    with phones.database():
        from stations.presence import jobs
        from stations.presence.models import CheckIn
        from tests.factories.areas import make_county
        from tests.factories.stations import ActivityFactory, CodeFactory
        from yunhe.audit.models import AuditEvent
        from yunhe.audit.verifying import check_chain

        county = make_county()
        crowd = phones.sign_in_deputies(county, number)
        code = CodeFactory(activity=ActivityFactory(organising_area=county.fuyun))
        path = f"/c/{code.token}/check-in/"
        with phones.web_server() as server:
            scans = [phone.post(server.port, path, nonce=f"scan{at}") for at, phone in enumerate(crowd)]
            started = time.perf_counter()
            sending = phones.all_at_once(server.port, [scan for scan in scans for _ in range(2)])
            answers = asyncio.run(asyncio.wait_for(sending, BOUND_SECONDS))
            seconds = time.perf_counter() - started
            server.kill()
        good = sum(1 for answer in answers if answer.status == 302 and "/done/" in answer.location)
        slowest = max(answer.seconds for answer in answers)
        taken = CheckIn.objects.standing().filter(activity=code.activity).count()
        people = CheckIn.objects.standing().filter(activity=code.activity).values("deputy").distinct().count()
        jobs.seal_check_ins()
        sealed = AuditEvent.objects.filter(verb="stations.check_in").count()
        holds = check_chain().holds
    lost, double = number - people, taken - people
    print(
        f"{number} phones, {len(answers)} scans in {seconds:.2f} s, slowest answer {slowest:.2f} s, {good} told of success"
    )
    print(f"{taken} check-ins, {lost or 'none'} lost, {double or 'none'} double; server killed after the last answer")
    print(f"{sealed} in the audit chain, which {'holds' if holds else 'IS BROKEN'}")
    if lost or double or good != len(answers) or sealed != number or not holds:
        sys.exit(1)


if __name__ == "__main__":
    main()
