"""What waits for somebody: each noun says it of its own rows, the home page reads all of it.

    # the noun's waiting.py
    def waiting(user: User) -> list[Waiting]:
        return [Waiting.of("台账待会签", "核对后会签", EntryListing.at(user, "ledger:round-detail", turn="mine"))]

    # apps.py
    waiting.lines.add(ledger_waiting, order=70)

The number is counted by the list that it opens, so the two cannot differ. A line is there even when nothing waits, and the page
folds it away; a noun that does not concern the person returns none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils import timezone

from yunhe.kit.registry import Registry


class Listed(Protocol):
    """A list that counts what it shows: yunhe.web.lists.listing.Listing as `at` returns it."""

    @property
    def result(self) -> QuerySet[Any]:
        """The rows."""

    @property
    def number(self) -> int:
        """How many they are."""

    @property
    def address(self) -> str:
        """Where they stand."""


@dataclass(frozen=True)
class Waiting:
    """One line of "waits for me": what to do, how many, the list behind the number, how many of them are late."""

    label: str
    hint: str
    count: int
    url: str
    late: int = 0

    @classmethod
    def of(cls, label: str, hint: str, listed: Listed, *, due: str = "") -> "Waiting":
        """Count what `listed` shows; due: the field with the day until which its rows wait, where they have one."""
        today: date = timezone.localdate()
        count = listed.number
        late = listed.result.filter(**{f"{due}__lt": today}).count() if due and count else 0
        return cls(label, hint, count, listed.address, late)

    @property
    def late_label(self) -> str:
        """How many of them are late, in words."""
        return f"逾期 {self.late}"


Lines = Callable[[Any], list[Waiting]]
lines: Registry[Lines] = Registry("what waits for somebody")


def waiting_for(user: Any) -> list[Waiting]:
    """Return everything that waits for `user`, in the order of the work."""
    return [line for of_noun in lines for line in of_noun(user)]
