"""Every number opens exactly the rows that it has counted, and no link refuses whoever sees it: a walk of every role.

Each role goes through the demo county by its own links, from its first page on: of the addresses of one kind (a view, and what is
asked of it) the first, each address once. On the pages of figures no number may stand without its list, and some of each column are
compared with the total of the list behind them; elsewhere some of each kind. With --slow every number is.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve

from tests.house.pages import Page, read
from tests.house.people import BUSINESS
from tests.house.recalled import people_are_recalled
from tests.kit.counting import COUNT, answer_of

pytestmark = pytest.mark.long

WHO = (*BUSINESS, "system_admin", "security_admin", "auditor", "other_office", "other_keeper")
#: addresses of one kind that are opened; numbers of one kind that are compared; numbers of one column of a page of figures
USUAL, SLOW = (1, 2, 4), (6, 1_000, 10_000)
OWN_STATE = {"sort", "page", "size", "cols", "view"}  # the same list, looked at otherwise
#: where every number opens its list
FIGURES = {
    "home",
    "county",
    "annual_reports:report-list",
    "concerns:concern-figures",
    "households:board",
    "joint_meetings:pair-list",
    "ledger:round-detail",
    "ledger:round-list",
    "obligations:compliance",
    "obligations:template-detail",
    "places:station-list",
    "places:station-table",
    "visits:coverage",
}


def kind_of(url: str) -> tuple:
    """Return what addresses of one kind have in common: the view, and what is asked of it."""
    parts = urlsplit(url)
    return resolve(parts.path).view_name, tuple(sorted({name for name, _ in parse_qsl(parts.query)}))


def column_of(url: str) -> tuple:
    """Return what the numbers of one column have in common: the kind of address, and what is asked of it but for which row."""
    parts = urlsplit(url)
    asked = {*parse_qsl(parts.query), *resolve(parts.path).kwargs.items()}
    return kind_of(url), frozenset((name, value) for name, value in asked if not str(value).isdigit())


@dataclass
class Steps:
    """One role's walk. `refused`: links that answered with anything but a page; `wrong`: numbers that are not what they open."""

    who: str
    client: Client
    most: tuple[int, int, int]
    refused: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    compared: int = 0
    seen: set[str] = field(default_factory=set)
    times: dict = field(default_factory=lambda: defaultdict(int))
    totals: dict[str, int | None] = field(default_factory=dict)

    def go(self) -> None:
        """Begin at the first page and follow what leads on."""
        waiting, numbers = [("", "/")], {}
        while waiting:
            page, here = self._open(*waiting.pop(0))
            if page is None:
                continue
            name = resolve(urlsplit(here).path).view_name
            if name in FIGURES:
                self.bare += [f"{self.who} {name}: {number}" for number in page.bare]
            for link in page.links:
                to = urljoin(here, link.href).split("#")[0]
                if not to.startswith("/") or to.startswith(("/static/", "/media/")):
                    continue
                if OWN_STATE & {key for key, _ in parse_qsl(urlsplit(to).query)} or "sign-out" in to:
                    continue
                waiting.append((name, to))
                if link.number is not None and self._is_asked(name, to):
                    numbers[to, link.number] = here
        for (to, number), here in numbers.items():
            self._compare(here, to, number)

    def _is_asked(self, name: str, to: str) -> bool:
        """Whether a number on the page `name` is to be compared."""
        place, most = (column_of(to), self.most[2]) if name in FIGURES else (kind_of(to), self.most[1])
        self.times[name, place] += 1
        return self.times[name, place] <= most

    def _open(self, source: str, url: str) -> tuple[Page | None, str]:
        """Open `url` unless enough of its kind were; note a refusal."""
        if url in self.seen or not self._is_new(source, url):
            return None, url
        self.seen.add(url)
        answer = self.client.get(url)
        if answer.status_code in (301, 302):
            to = urljoin(url, answer["Location"])
            if to.startswith("/accounts/sign-in"):
                self.refused.append(f"{self.who} {source} → {url}: sign in")
            return self._open(source, to) if to not in self.seen else (None, to)
        if answer.status_code != 200:
            self.refused.append(f"{self.who} {source} → {url}: {answer.status_code}")
            return None, url
        if not answer["Content-Type"].startswith("text/html"):
            return None, url
        page = read(answer.content.decode())
        self.totals[url] = page.total
        return page, url

    def _is_new(self, source: str, url: str) -> bool:
        try:
            kind = kind_of(url)
        except Resolver404:
            self.refused.append(f"{self.who} {source} → {url}: no such address")
            return False
        self.times[kind] += 1
        return self.times[kind] <= self.most[0]

    def _compare(self, here: str, to: str, number: int) -> None:
        """Ask the list behind a number how many rows it shows; a page without a list counts nothing."""
        if to not in self.totals:
            answer = answer_of(self.client, to)
            if answer.status_code != 200:
                self.refused.append(f"{self.who} {here} → {to}: {answer.status_code}")
                return
            counted = answer.headers.get(COUNT)
            self.totals[to] = int(counted) if counted else read(answer.content.decode()).total
        self.compared += 1
        if self.totals[to] is not None and self.totals[to] != number:
            self.wrong.append(f"{self.who} {here}: {number}, but {to} shows {self.totals[to]}")


@pytest.fixture(scope="class")
def steps(request, demo):
    """Everybody's walk through the demo county; {who: Steps}."""
    _, people = demo
    found = {}
    for who in WHO:
        client = Client(raise_request_exception=False)
        client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: people[who].key})
        found[who] = Steps(who, client, SLOW if request.config.getoption("slow") else USUAL)
        with people_are_recalled():
            found[who].go()
    return found


class TestNumbers:
    """What the walk has found."""

    def test_no_link_refuses_whoever_sees_it(self, steps):
        assert [line for walk in steps.values() for line in walk.refused] == []
        assert {walk.who: len(walk.seen) for walk in steps.values() if len(walk.seen) <= 5} == {}

    def test_every_number_opens_exactly_what_it_has_counted(self, steps):
        assert [line for walk in steps.values() for line in walk.wrong] == []
        assert sum(walk.compared for walk in steps.values()) > 1000

    def test_on_the_pages_of_figures_no_number_stands_without_its_list(self, steps):
        assert sorted({line for walk in steps.values() for line in walk.bare}) == [], "\n".join(
            sorted({line for walk in steps.values() for line in walk.bare})
        )
