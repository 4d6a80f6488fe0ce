"""What goes along with a registration that ends or moves on: open matters, pairings, teams (随档移交).

Each part of the program that keeps something of a deputy's registers a provider in AppConfig.ready (liaison/apps.py):

    handover.providers.add(Provider("concerns", "群众诉求", items=items_of_deputy, hand_over=hand_over_concern), order=10)

    def items_of_deputy(departure: Departure) -> list[Item]: ...         # reads only; one Item per thing that is open
    def hand_over_concern(departure, key, choice, by) -> str: ...        # writes; returns what was done, in words

Before the move the office sees the list and answers each item with one of its choices; the first choice is the proposal
and what happens when nobody answers (a reporting-in by code, the end of a term). `hand_over` runs inside the transaction of the move, after
the registration has ended, for everybody who may end the registration: it locks its own row, asks no further policy, writes its own
audit event, and raises Refused in Chinese when the item is no longer what the office saw; then nothing at all
happens. Labels carry no personal data but names of deputies and titles of matters.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from deputies.people.models import Deputy
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.kit.refusals import Refused
from yunhe.kit.registry import Registry


@dataclass(frozen=True)
class Departure:
    """Who leaves what. `goes_to` is the community or unit where the deputy lives from `on`, None beyond the county.

    reason: a value of liaison.registration.enums.EndReason. `serves_on` is False when no mandate is left: then nothing
    may stay with the deputy.
    """

    deputy: Deputy
    left: Area
    goes_to: Area | None
    reason: str
    on: date
    serves_on: bool = True


@dataclass(frozen=True)
class Choice:
    """One answer to "what becomes of it": its value in the form, and the words: 随代表转往元和街道, 留在浮云街道, 移交张三."""

    value: str
    label: str


@dataclass(frozen=True)
class Item:
    """One open thing of the deputy. `key` is its name within its provider; `choices` begins with the proposal."""

    key: str
    label: str
    choices: tuple[Choice, ...]
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Provider:
    """One part of the program that has something to hand over."""

    name: str
    title: str
    items: Callable[[Departure], list[Item]]
    hand_over: Callable[[Departure, str, str, User], str]


@dataclass(frozen=True)
class Offer:
    """An item as the list shows it: with its provider, and the name of its field in the form."""

    provider: Provider
    item: Item

    @property
    def field(self) -> str:
        """The name of the item's field: handover-concerns-12."""
        return f"handover-{self.provider.name}-{self.item.key}"


@dataclass(frozen=True)
class Outcome:
    """What became of one item: to be written into the registration."""

    title: str
    label: str
    choice: str
    done: str


providers: Registry[Provider] = Registry("parts that hand over")


def offers_of(departure: Departure) -> list[Offer]:
    """Return everything that is to be handed over, in the order of the providers."""
    return [Offer(provider, item) for provider in providers for item in provider.items(departure)]


def carry_out(departure: Departure, answers: Mapping[str, str], *, by: User) -> list[Outcome]:
    """Hand over every item as answered; an item without an answer goes as proposed. Call it inside a transaction.

    answers: {Offer.field: Choice.value}. Raises Refused for an answer that is not offered, and for an answer to
    an item that is no longer there (somebody was faster). Side effects: those of the providers.
    """
    offers = offers_of(departure)
    gone = set(answers) - {offer.field for offer in offers}
    if gone:
        raise Refused("移交清单已有变化（有的事项刚刚办结或转走），请重新核对后再办。")
    outcomes = []
    for offer in offers:
        choices = {choice.value: choice.label for choice in offer.item.choices}
        value = answers.get(offer.field) or offer.item.choices[0].value
        if value not in choices:
            raise Refused(f"请为“{offer.item.label}”重新选择去向。")
        done = offer.provider.hand_over(departure, offer.item.key, value, by)
        outcomes.append(Outcome(offer.provider.title, offer.item.label, choices[value], done))
    return outcomes
