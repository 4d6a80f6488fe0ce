"""The walk: every address of the demo county, with real rows behind it, by everybody, read and sent; each time taken back."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from tests.house.people import BUSINESS, STRANGERS, Person
from tests.house.rows import Address, Rows
from yunhe.kit.readonly import WRITING

ENOUGH = 4  # times that somebody hears that an address does not know a method
FIND_AT_MOST = 150  # sets of arguments tried until one leads somewhere
LIKELY = (*BUSINESS, "system_admin", "security_admin", "auditor", "voter")  # one of these opens what anybody opens
TRAIL = {"django_session", "audit_auditevent"}  # what a mere look may write


@dataclass(frozen=True)
class Answer:
    """What one person got at one address."""

    who: str
    name: str
    url: str
    method: str
    status: int
    location: str = ""
    allow: str = ""
    wrote: tuple[str, ...] = ()
    fault: str = ""
    is_in_scope: bool | None = None  # whether the person may see the row, asked where a page was opened

    @property
    def is_shut(self) -> bool:
        """Refused, not there, or not for this method."""
        return self.status in {403, 404, 405}

    @property
    def leads_to_sign_in(self) -> bool:
        """Sent to the door."""
        return self.status == 302 and self.location.startswith("/accounts/sign-in/?next=")

    @property
    def leads_to_the_public_page(self) -> bool:
        """Sent to what a code shows to everyone."""
        return self.status == 302 and self.location.startswith("/c/")

    def __str__(self):
        return f"{self.who} {self.method} {self.url} ({self.name}): {self.status} {self.location or self.fault}"


@dataclass
class Walk:
    """Everybody at every address. `answers` holds what they got, `empty` the addresses without a real row."""

    people: dict[str, Person]
    answers: list[Answer] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    known: dict[tuple[str, str, str], Answer] = field(default_factory=dict)  # of the address that is being walked
    lately: list[str] = field(default_factory=lambda: list(LIKELY))  # who opened something last, first

    def go(self, addresses: list[Address], rows: Rows, *, thorough: bool) -> None:
        """Find the rows of each address and let everybody try them: one that opens, with `thorough` all of them."""
        for address in addresses:
            self.known.clear()
            found = rows.behind(address)
            reached = list(self._reached(address, found)) if thorough else []
            first = reached[0] if reached else next(self._reached(address, found), None)
            if first is None:
                self.empty.append(address.name)
                continue
            for url in reached or [first]:
                self._let_everybody_try(address, url, rows)

    def _let_everybody_try(self, address: Address, url: str, rows: Rows) -> None:
        """Send everybody to `url`; a method that the address does not know is tried by the first few only.

        A stranger tries what a role may do that is the stranger's too, and only where a row stands behind the address.
        """
        for method in ("get", "post"):
            refusals, forbidden = 0, set()
            for person in self.people.values():
                is_spared = person.name in STRANGERS and (
                    not address.arguments or forbidden.issuperset(STRANGERS[person.name])
                )
                if is_spared or refusals >= ENOUGH:
                    continue
                got = self.try_it(person, address.name, url, method)
                if got.status == 200 and person.user and method == "get":
                    got = replace(got, is_in_scope=rows.is_in_scope(address.name, url, person.user))
                refusals += got.status == 405
                if got.status == 403:
                    forbidden.add(person.name)
                self.answers.append(got)

    def _reached(self, address: Address, urls: list[str]) -> Iterator[str]:
        """Yield the addresses behind which somebody finds something."""
        for url in urls[:FIND_AT_MOST]:
            if name := next((name for name in self.lately if self._opens(self.people[name], address.name, url)), ""):
                self.lately.remove(name)
                self.lately.insert(0, name)
                yield url

    def _opens(self, person: Person, name: str, url: str) -> bool:
        got = self.try_it(person, name, url, "get")
        if got.status == 405:
            got = self.try_it(person, name, url, "post")
        return not got.is_shut and not got.leads_to_sign_in

    def send(self, url: str) -> Iterator[None]:
        """Call `url` with every right there is, both ways; yields after each."""
        for name in LIKELY:
            for method in ("get", "post"):
                self._call(self.people[name], "", url, method)
                yield

    def try_it(self, person: Person, name: str, url: str, method: str) -> Answer:
        """Return what `person` gets at `url`; asked again, the same address has nothing new to say."""
        asked = person.name, url, method
        if asked not in self.known:
            self.known[asked] = self._call(person, name, url, method)
        return self.known[asked]

    def _call(self, person: Person, name: str, url: str, method: str) -> Answer:
        """Let `person` call `url`; whatever that changes is taken back."""
        wrote: set[str] = set()

        def watch(execute, sql, params, many, context):
            match = WRITING.match(str(sql).lstrip())
            if match and match.group(2) not in TRAIL:
                wrote.add(match.group(0))
            return execute(sql, params, many, context)

        self.client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: person.key})
        with transaction.atomic():
            try:
                with connection.execute_wrapper(watch):
                    response = getattr(self.client, method)(url)
            except pytest.fail.Exception as fault:  # a template asks for what it was not given
                transaction.set_rollback(True)
                return Answer(person.name, name, url, method, 500, fault=str(fault))
            if response.streaming:
                list(response)  # reads to the end, which closes it without closing the connection
            transaction.set_rollback(True)
        fault = repr(response.exc_info[1]) if getattr(response, "exc_info", None) else ""
        head = response.headers
        return Answer(
            person.name, name, url, method, response.status_code,
            head.get("Location", ""), head.get("Allow", ""), tuple(sorted(wrote)), fault,
        )  # fmt: skip
