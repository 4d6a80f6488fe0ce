"""Telling people: words, recipients, key and urgency of a notice stand in one place, the noun's notices.py.

    def of_step(step: SuggestionStep) -> Iterator[Message]:
        suggestion = step.suggestion
        yield Message(
            holders(suggestion.office, Role.OFFICE_STAFF, Role.COUNTY_OFFICE),
            key=f"suggestion-step-{step.pk}",
            kind="suggestion",
            title=f"代表建议《{suggestion.title}》：{step.label}",
            body=…,
            url=suggestion.get_absolute_url(),
            but=step.by_user_id,                         # whoever did it knows
        )

    # tasks.py
    rows = SuggestionStep.objects.select_related("suggestion__office")
    tell_of_step = teller(f"{__name__}.tell_of_step", rows, notices.of_step)

    # in the verb
    later(tasks.tell_of_step, step.pk)                   # yunhe.jobs.errands: with the change, or not at all

A person who already has a notice with the same key gets none, so telling again is harmless: the key names what is told of and, for
reminders, which one (`yunhe.kit.reminders`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from celery import shared_task
from django.db.models import Model, QuerySet

from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.models import Area
from yunhe.kit.models import Addressed
from yunhe.kit.reminders import Rung
from yunhe.notices.models import Notice
from yunhe.notices.tasks import deliver

LONGEST_TITLE = 120
Thing = TypeVar("Thing", bound=Model)


@dataclass(frozen=True)
class Message:
    """One notice to several people. kind: what people may mute (yunhe.notices.enums); but: the account that needs no telling."""

    to: Iterable[User | None]
    key: str
    kind: str
    title: str
    body: str = ""
    url: str = ""
    is_urgent: bool = False
    but: int | None = None

    @property
    def recipients(self) -> list[User]:
        """Who gets it, each once; people without an account are left out."""
        return list(dict.fromkeys(person for person in self.to if person is not None and person.pk != self.but))


def tell(*messages: Message) -> int:
    """Put `messages` into the inboxes of their people; returns how many notices were new."""
    return sum(
        deliver(
            message.recipients,
            key=message.key,
            kind=message.kind,
            title=message.title[:LONGEST_TITLE],
            body=message.body,
            url=message.url,
            is_urgent=message.is_urgent,
        )
        for message in messages
    )


def tell_about(rows: QuerySet[Thing], pk: int, words: Callable[[Thing], Iterable[Message]]) -> int:
    """Tell what `words` yields about the row `pk` of `rows`; a row that is gone or has left `rows` is not spoken of."""
    thing = rows.filter(pk=pk).first()
    return tell(*words(thing)) if thing is not None else 0


def reminders(
    thing: Addressed,
    rungs: Iterable[Rung],
    *,
    owners: Iterable[User | None],
    county: Area | None,
    key: str,
    kind: str,
    titles: tuple[str, str],
    before: str,
    late: str,
    to_county: str,
) -> Iterator[Message]:
    """Yield what each of `rungs` of a ladder says of `thing`: to its `owners`, or to the office of `county` when it escalates.

    titles: before the day and after it; before, late, to_county: what is said, with {late} for how late it is.
    """
    for rung in rungs:
        words = to_county if rung.to_county else late if rung.is_late else before
        yield Message(
            holders(county, Role.COUNTY_OFFICE) if rung.to_county else owners,
            key=f"{key}-{rung.slot}",
            kind=kind,
            title=titles[rung.is_late],
            body=words.replace("{late}", f"逾期 {rung.days_late} 个工作日"),
            url=thing.get_absolute_url(),
            is_urgent=rung.is_late,
        )


def teller(name: str, rows: QuerySet[Any], words: Callable[..., Iterable[Message]]) -> Any:
    """Return the Celery task `name`(primary key, *ISO days): tell what words(row, *days) yields about that row of `rows`.

    It returns how many notices were new, and is safe to run twice. rows must not depend on the day: they are asked anew each
    time, but put together once.
    """

    @shared_task(name=name)
    def tell_of(pk: int, *on: str) -> int:
        days = [date.fromisoformat(day) for day in on]
        return tell_about(rows.all(), pk, lambda row: words(row, *days))

    return tell_of


def told(keys: Iterable[str]) -> set[str]:
    """Return those of `keys` under which somebody has a notice already."""
    return set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))


def holders(area: Area | Iterable[Area | None] | None, *roles: str) -> list[User]:
    """Return the active people who today hold one of `roles` for exactly `area` (or one of several), each once."""
    areas = [area] if isinstance(area, Area) else [one for one in area or () if one is not None]
    held = Appointment.objects.in_force().filter(area__in=areas, role__in=roles, user__is_active=True)
    return list(dict.fromkeys(appointment.user for appointment in held.select_related("user")))
