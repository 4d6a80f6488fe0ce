"""Benchmark: 10,000 concerns, 200 voters at once behind a code and on the form, beside a floor view; then a flood.

Run: python -m tests.benchmarks.public_pages [--concerns 10000] [--voters 200] [--rounds 3]. It starts throw-away services
and the production server of its own, makes and drops a test database, and takes some minutes. Exit code 1 on a 500, when
a page's p95 is more than READING (WRITING) times that of the floor view, or when a flood from one address is not stopped or stops
others. Times depend on the machine; the factor compares pages of the same run.
"""

import argparse
import http.client
import os
import re
import sys
import threading
import urllib.parse
from collections.abc import Callable
from time import perf_counter

from tests.benchmarks import phones

READING, WRITING = 25, 40  # times the floor view; sendings wait for one another at the audit chain
BATCH = 1000
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def fill(number: int) -> str:
    """Write `number` concerns over the county's communities and return the token of a station code."""
    from liaison.concerns.enums import Channel
    from liaison.concerns.models import Concern
    from stations.codes.enums import CodeKind
    from stations.codes.models import Code
    from stations.places.models import Station
    from stations.places.workflow import build_tree
    from yunhe.areas.loading import load_areas
    from yunhe.areas.models import Area

    load_areas()
    county = Area.objects.get(kind="county")
    build_tree(county)
    points = list(Area.objects.points().select_related("unit"))
    words = ("楼道灯坏了", "水沟有臭味", "公交末班太早", "电梯常停", "想办老年食堂", "路面坑洼", "垃圾没人清")
    for start in range(0, number, BATCH):
        Concern.objects.bulk_create(
            Concern(
                number=f"26{n:08d}",
                secret_digest="",
                nonce_digest=f"{n:064d}",
                channel=Channel.STATION_CODE,
                text=f"小区{n % 97}幢{words[n % 7]}，反映{n}次了，希望尽快解决",
                title=f"{points[n % len(points)].short_name}{words[n % 7]}",
                category=("housing", "environment", "traffic", "care")[n % 4],
                place=points[n % len(points)],
                lead=points[n % len(points)].unit,
                routing_reason="按发生地",
            )
            for n in range(start, min(start + BATCH, number))
        )
    station = Station.objects.filter(kind="point", organising_area__name="中山社区").get()
    return Code.objects.create(kind=CodeKind.STATION, station=station).token


class Voter:
    """One browser behind an address of its own, with cookies."""

    def __init__(self, port: int, address: str):
        self.port, self.address, self.cookies = port, address, dict[str, str]()

    def ask(self, method: str, path: str, data: dict[str, object] | None = None) -> tuple[int, str, float]:
        """Return (status, text, seconds) of one request."""
        headers = {"X-Forwarded-For": self.address, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = urllib.parse.urlencode(data) if data is not None else None
        started = perf_counter()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        line.request(method, path, body, headers | (FORM if data is not None else {}))
        answer = line.getresponse()
        text = answer.read().decode(errors="replace")
        seconds = perf_counter() - started
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        line.close()
        return answer.status, text, seconds

    def token(self, text: str) -> str:
        """Return the form's CSRF token."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        return found.group(1) if found else ""

    def hand_in(self, token: str, number: int) -> list[tuple[int, float]]:
        """Go through both pages of the form; returns (status, seconds) of each request."""
        path = f"/c/{token}/concern/"
        status, text, seconds = self.ask("GET", path)
        done = [(status, seconds)]
        data: dict[str, object] = {
            "text": f"第{number}位：楼道灯坏了请修一修",
            "category": "housing",
            "step": "subject",
        }
        place = re.search(r'<option value="(\d+)" selected', text)
        data |= {"place": place.group(1) if place else "", "csrfmiddlewaretoken": self.token(text)}
        status, text, seconds = self.ask("POST", path, data)
        done.append((status, seconds))
        tickets = re.findall(r'name="ticket" value="([^"]+)"', text)
        if not tickets:
            return done
        data |= {"step": "send", "ticket": tickets[-1], "csrfmiddlewaretoken": self.token(text)}
        status, text, seconds = self.ask("POST", path, data)
        return [*done, (status, seconds)]


def at_once(number: int, work: Callable[[int], list[tuple[int, float]]]) -> list[tuple[int, float]]:
    """Let `number` people do `work` at the same moment and return all their answers."""
    answers: list[tuple[int, float]] = []
    start, lock = threading.Barrier(number), threading.Lock()

    def one(n: int) -> None:
        start.wait()
        done = work(n)
        with lock:
            answers.extend(done)

    people = [threading.Thread(target=one, args=(n,)) for n in range(number)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return answers


def p95(answers: list[tuple[int, float]]) -> float:
    """Return the 95th percentile of the seconds."""
    seconds = sorted(time_taken for _, time_taken in answers)
    return seconds[int(len(seconds) * 0.95) - 1]


def tell(label: str, answers: list[tuple[int, float]]) -> float:
    """Print what came of one part and return its p95."""
    counted = {status: sum(1 for one, _ in answers if one == status) for status in sorted({one for one, _ in answers})}
    print(f"{label}: p95 {p95(answers) * 1000:.0f} ms, median {sorted(s for _, s in answers)[len(answers) // 2] * 1000:.0f} ms, {counted}")  # fmt: skip
    return p95(answers)


def address(n: int) -> str:
    """Return the address of voter `n`."""
    return f"203.0.{n // 250}.{n % 250 + 1}"


def measure(port: int, token: str, voters: int, rounds: int) -> list[str]:
    """Measure and return what failed."""
    failed = []

    def looking(path: str) -> Callable[[int], list[tuple[int, float]]]:
        def look(n: int) -> list[tuple[int, float]]:
            person = Voter(port, address(n))
            return [person.ask("GET", path)[::2] for _ in range(rounds)]  # type: ignore[misc]

        return look

    floor = tell("floor view /m/notice/", at_once(voters, looking("/m/notice/")))
    parts = {
        "the code's page": at_once(voters, looking(f"/c/{token}")),
        "the form's first page": at_once(voters, looking(f"/c/{token}/concern/")),
        "handing in, both pages": at_once(voters, lambda n: Voter(port, address(n)).hand_in(token, n)),
    }
    for label, answers in parts.items():
        factor = WRITING if label.startswith("handing") else READING
        if tell(label, answers) > factor * floor:
            failed.append(f"{label}: p95 above {factor} times the floor view")
        if any(status >= 500 for status, _ in answers):
            failed.append(f"{label}: an answer of 500 or more")
    flood, others = list[tuple[int, float]](), list[tuple[int, float]]()

    def both(n: int) -> list[tuple[int, float]]:
        if n < 4:  # four connections of one machine
            for at in range(30):
                flood.extend(Voter(port, "198.51.100.66").hand_in(token, 10_000 + n * 100 + at)[-1:])
        else:
            others.extend(Voter(port, address(2000 + n)).hand_in(token, 5000 + n))
        return []

    at_once(24, both)
    tell("flood from one address", flood)
    tell("others meanwhile", others)
    from liaison.concerns.models import Concern

    taken = Concern.objects.filter(text__startswith="第1").filter(text__regex=r"^第1[0-9]{4}位").count()
    print(f"of {len(flood)} sendings of the flood {taken} were taken")
    if taken > 10:
        failed.append("the flood was not stopped")
    if any(status not in (200, 302) for status, _ in others):
        failed.append("others were stopped by the flood")
    if any(status >= 500 for status, _ in flood + others):
        failed.append("an answer of 500 or more in the flood")
    return failed


def main() -> None:
    """Run everything and exit with 1 when something failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--concerns", type=int, default=10_000)
    parser.add_argument("--voters", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # every refusal of the flood would be a line
    os.environ["TRUSTED_PROXIES"] = "127.0.0.1"  # each voter has an address of its own
    os.environ["CONCERN_CODE_ASK"] = "1000000"  # 200 honest voters behind one code; the flood is stopped by its address
    with phones.database():
        token = fill(asked.concerns)
        with phones.web_server() as server:
            failed = measure(server.port, token, asked.voters, asked.rounds)
    print("× " + "; ".join(failed) if failed else "holds")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
