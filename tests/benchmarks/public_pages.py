"""Benchmark: 10,000 concerns, 200 voters at once behind a code and on the form, beside a floor view; then a flood.

Run: python -m tests.benchmarks.public_pages [--concerns 10000] [--voters 200] [--rounds 5]. It starts throw-away services
and the production server of its own, makes and drops a test database, and takes some minutes. Exit code 1 on a 500, when a ratio
does not keep its bound, or when a flood from one address is not stopped or stops others.

Measured are the pages that are kept ready (yunhe.web.ready), beside the floor view of the program (/m/notice/) and, through four
connections, beside a view of plain Django with one SELECT; then the same page as a signed-in person gets it, from the view.
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
from tests.benchmarks.rounds import Ratio, report

READING, FORM_PAGE, WRITING, LIVE = "≤ 2", "≤ 2", "≤ 4", "≤ 4"  # p95, times the floor view
BARE = "≥ 0.3"  # pages a second, of a bare view
PAGES, LANES = 400, 4
LOOKS = 3  # of each voter in a round
BATCH = 1000
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def fill(number: int) -> tuple[str, str]:
    """Write `number` concerns over the county's communities; return the token of a station code and the session of its office."""
    from liaison.concerns.enums import Channel
    from liaison.concerns.models import Concern
    from stations.codes.enums import CodeKind
    from stations.codes.models import Code
    from stations.places.models import Station
    from stations.places.workflow import build_tree
    from tests.factories.accounts import AppointmentFactory
    from tests.kit.sessions import session_of
    from yunhe.accounts.enums import Role
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
    office = AppointmentFactory(role=Role.OFFICE_STAFF, area=station.organising_area.unit).user
    return Code.objects.create(kind=CodeKind.STATION, station=station).token, session_of(office)


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
        if status == 302:
            status, text, seconds = self.ask("GET", f"{path}?step=send")
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


def told(label: str, answers: list[tuple[int, float]]) -> float:
    """Print what came of one part and return its p95. Exits on an answer of 500 or more."""
    counted = {status: sum(1 for one, _ in answers if one == status) for status in sorted({one for one, _ in answers})}
    print(f"{label}: p95 {p95(answers) * 1000:.0f} ms, median {sorted(s for _, s in answers)[len(answers) // 2] * 1000:.0f} ms, {counted}")  # fmt: skip
    if any(status >= 500 for status in counted):
        sys.exit(f"{label}: an answer of 500 or more")
    return p95(answers)


def address(n: int) -> str:
    """Return the address of voter `n`."""
    return f"203.0.{n // 250}.{n % 250 + 1}"


def looking(port: int, path: str, session: str = "") -> Callable[[int], list[tuple[int, float]]]:
    """Return what a voter does who looks at `path` a few times; with `session` as somebody who is signed in."""

    def look(n: int) -> list[tuple[int, float]]:
        done = []
        for _ in range(LOOKS):
            person = Voter(port, address(n))
            person.cookies |= {"sessionid": session} if session else {}
            done.append(person.ask("GET", path)[::2])
        return done  # type: ignore[return-value]

    return look


def measure(port: int, bare: int, token: str, voters: int, rounds: int, session: str) -> list[Ratio]:
    """Measure in turn and return the ratios."""
    found: dict[str, list[float]] = {"page": [], "form": [], "sent": [], "live": [], "bare": []}
    for at in range(rounds + 1):  # the first warms everything up
        floor = told("floor view /m/notice/", at_once(voters, looking(port, "/m/notice/")))
        parts = {
            "page": at_once(voters, looking(port, f"/c/{token}")),
            "form": at_once(voters, looking(port, f"/c/{token}/concern/")),
            "sent": at_once(
                voters, lambda n, at=at: Voter(port, address(at * voters + n)).hand_in(token, at * 1000 + n)
            ),
            "live": at_once(voters, looking(port, f"/c/{token}", session)),
        }
        once = {name: told(name, answers) / floor for name, answers in parts.items()}
        mine = phones.rate(port, phones.get(port, f"/c/{token}"), PAGES, LANES)
        plain = phones.rate(bare, phones.get(bare, f"/one/{token}/"), PAGES, LANES)
        print(f"through {LANES} connections: the code's page {mine:,.0f}/s, a bare view {plain:,.0f}/s")
        for name, value in {**once, "bare": mine / plain}.items() if at else ():
            found[name].append(value)
    people = f"{voters} 人同时，p95"
    return [
        Ratio(f"码页（{people}）", "程序的底线页", READING, found["page"]),
        Ratio(f"码页（{LANES} 个连接，每秒）", "一条 SELECT 的 Django 视图", BARE, found["bare"]),
        Ratio(f"诉求表单第一页（{people}）", "程序的底线页", FORM_PAGE, found["form"]),
        Ratio(f"提交诉求（{people}）", "程序的底线页", WRITING, found["sent"]),
        Ratio(f"码页，已登录的人（{people}）", "程序的底线页", LIVE, found["live"]),
    ]


def flooded(port: int, token: str) -> list[str]:
    """Let one machine flood the form while others use it; return what failed."""
    failed, flood, others = [], list[tuple[int, float]](), list[tuple[int, float]]()

    def both(n: int) -> list[tuple[int, float]]:
        if n < 4:  # four connections of one machine
            for at in range(30):
                flood.extend(Voter(port, "198.51.100.66").hand_in(token, 10_000 + n * 100 + at)[-1:])
        else:
            others.extend(Voter(port, address(9000 + n)).hand_in(token, 5000 + n))
        return []

    at_once(24, both)
    told("flood from one address", flood)
    told("others meanwhile", others)
    from liaison.concerns.models import Concern

    taken = Concern.objects.filter(text__regex=r"^第1[0-9]{4}位").count()
    print(f"of {len(flood)} sendings of the flood {taken} were taken")
    if taken > 10:
        failed.append("the flood was not stopped")
    if any(status not in (200, 302) for status, _ in others):
        failed.append("others were stopped by the flood")
    return failed


def main() -> None:
    """Run everything and exit with 1 when something failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--concerns", type=int, default=10_000)
    parser.add_argument("--voters", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # every refusal of the flood would be a line
    os.environ["TRUSTED_PROXIES"] = "127.0.0.1"  # each voter has an address of its own
    os.environ["CONCERN_CODE_ASK"] = "1000000"  # 200 honest voters behind one code; the flood is stopped by its address
    with phones.database():
        token, session = fill(asked.concerns)
        with phones.web_server() as server, phones.web_server("tests.benchmarks.bare_settings") as bare:
            ratios = measure(server.port, bare.port, token, asked.voters, asked.rounds, session)
            failed = flooded(server.port, token)
    if failed:
        sys.exit("× " + "; ".join(failed))
    report(*ratios)


if __name__ == "__main__":
    main()
