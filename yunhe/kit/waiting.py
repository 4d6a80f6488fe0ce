"""What waits for somebody: each noun says it of its own rows, the home page reads all of it.

    # the noun's waiting.py
    def waiting(user: User) -> list[Waiting]:
        return [Waiting.of("台账待会签", "核对后会签", entries, f"{url}?state=confirmed")]

    # apps.py
    waiting.lines.add(ledger_waiting, order=70)

A line is there even when nothing waits, so that the page looks the same every day; a noun that does not concern the person
returns none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from yunhe.kit.registry import Registry


@dataclass(frozen=True)
class Waiting:
    """One line of "waits for me": what to do, how many, the list behind the number, how many of them are late."""

    label: str
    hint: str
    count: int
    url: str
    late: int = 0

    @classmethod
    def of(cls, label: str, hint: str, rows: QuerySet[Any], url: str, *, due: str = "") -> "Waiting":
        """Count `rows`; due: the field with the day until which they wait, where they have one."""
        today: date = timezone.localdate()
        late = rows.filter(**{f"{due}__lt": today}).count() if due else 0
        return cls(label, hint, rows.count(), url, late)

    @property
    def late_label(self) -> str:
        """How many of them are late, in words."""
        return f"逾期 {self.late}"


Lines = Callable[[Any], list[Waiting]]
lines: Registry[Lines] = Registry("what waits for somebody")


def waiting_for(user: Any) -> list[Waiting]:
    """Return everything that waits for `user`, in the order of the work."""
    return [line for of_noun in lines for line in of_noun(user)]
