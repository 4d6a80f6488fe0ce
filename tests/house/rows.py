"""What stands behind an address: real rows for its arguments, found by asking the address itself.

An address such as deputies/<int:pk>/ is called with a number that no row has; the statement that looks the number up names
the table, and rows of that table, one of each state and kind, are what the address is walked with. Nothing here lists
addresses or models, so a new view or a renamed model needs no word in this file; only arguments that are no row number
(a verb, the token of a code) are given by name.
"""

import re
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, get_resolver, resolve, reverse

from yunhe.accounts.models import User

NOBODYS = 987_654_321
LOOKED_UP = re.compile(rf'"(\w+)"\."(\w+)" = {NOBODYS}\b')
TABLES = {model._meta.db_table: model for model in apps.get_models() if not model._meta.proxy}
SORTS = ("state", "kind", "level", "fact", "outcome")  # fields whose every value is a situation of its own
MOST = 12  # rows behind one address


@dataclass(frozen=True)
class Address:
    """One pattern of the program: its name, and the arguments it takes, each with the regular expression it must fit."""

    name: str
    arguments: tuple[tuple[str, str], ...]

    def url(self, values: Iterable) -> str | None:
        """Return the address with its arguments filled in, None when they do not fit."""
        try:
            return reverse(self.name, kwargs=dict(zip(self.names, values, strict=True)))
        except NoReverseMatch:
            return None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the arguments."""
        return tuple(name for name, _ in self.arguments)


def addresses() -> list[Address]:
    """Return every address of the program, by name."""

    def walk(patterns, namespace: str, before: tuple) -> Iterator[Address]:
        for pattern in patterns:
            converters = {name: made.regex for name, made in pattern.pattern.converters.items()}
            named = dict.fromkeys(pattern.pattern.regex.groupindex, ".*") | converters
            arguments = (*before, *named.items())
            if isinstance(pattern, URLPattern):
                yield Address(f"{namespace}{pattern.name}", arguments)
            else:
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner, arguments)

    return sorted(walk(get_resolver().url_patterns, "", ()), key=lambda found: found.name)


@dataclass
class Rows:
    """Finds the arguments of addresses. `send(url)` calls an address with every right there is, and takes it back.

    `given`: values of an argument that is no row number; `pairs`: values of several together, by the names of the arguments
    or for one address by its own; `own`: rows that should be among those tried.
    """

    send: Callable[[str], Iterable[None]]
    given: dict[str, Callable[[type[models.Model] | None], Iterable]]
    pairs: dict[str | tuple[str, ...], Callable[[], Iterable[tuple]]]
    own: dict[type[models.Model], list[models.Model]]
    found: dict[str, tuple[type[models.Model], str, str]] = field(default_factory=dict)  # model, column, argument

    def is_in_scope(self, address: str, url: str, user: User) -> bool | None:
        """Whether `user` may see the row behind `url` by the scope of its model; None where that is not to be said."""
        model, column, argument = self.found.get(address, (None, "", ""))
        if model is None or not hasattr(model._default_manager, "visible_to"):
            return None
        return model._default_manager.visible_to(user).filter(**{column: resolve(url).kwargs[argument]}).exists()

    def behind(self, address: Address) -> list[str]:
        """Return `address` filled with real rows, in all ways that are worth trying; [] where none is found."""
        for key in (address.name, address.names):
            if key in self.pairs:
                return [url for values in self.pairs[key]() if (url := address.url(values))]
        choices, model = self._choices(address, None), None
        if None in choices:
            blank = [[NOBODYS] if found is None else found for found in choices]
            asked = self._asked(url for values in product(*blank) if (url := address.url(values)))
            if asked is None:
                return []
            model = asked[0]
            if choices.count(None) == 1:
                self.found[address.name] = (model, asked[1], address.names[choices.index(None)])
            choices = [self.of(asked) if found is None else found for found in self._choices(address, model)]
        return [url for values in product(*choices) if (url := address.url(values))]

    def _choices(self, address: Address, model: type[models.Model] | None) -> list[list | None]:
        """Return the values of each argument, None for a number of a row."""
        found: list[list | None] = []
        for name, regex in address.arguments:
            if name in self.given:
                found.append([value for value in self.given[name](model) if re.fullmatch(regex, str(value))])
            elif set(regex) <= set(string.ascii_letters + "|_-"):
                found.append(regex.split("|"))
            else:
                found.append(None)
        return found

    def _asked(self, urls: Iterable[str]) -> tuple[type[models.Model], str] | None:
        """Return model and column of the first statement that looks the number up."""
        for url in urls:
            with CaptureQueriesContext(connection) as sent:
                for _ in self.send(url):
                    for query in sent:
                        if (found := LOOKED_UP.search(query["sql"])) and found[1] in TABLES:
                            return TABLES[found[1]], found[2]
        return None

    def of(self, asked: tuple[type[models.Model], str]) -> list:
        """Return values of a model's column: those of our own people first, then the newest of each state and kind."""
        model, column = asked
        sorts = [field.name for field in model._meta.concrete_fields if field.name in SORTS]
        rows = model._base_manager.order_by(*sorts, "-pk")
        newest = list(rows.distinct(*sorts) if sorts else rows[:3])
        found = dict.fromkeys(value for row in self._own(model) + newest if (value := getattr(row, column)) is not None)
        return list(found)[:MOST]

    def _own(self, model: type[models.Model]) -> list[models.Model]:
        """Return rows that belong to our people: two by each field that names one of them."""
        found = list(self.own.get(model, []))
        for known in model._meta.concrete_fields:
            if known.is_relation and known.related_model in self.own:
                mine = model._base_manager.filter(**{f"{known.name}__in": self.own[known.related_model]})
                found += mine.order_by("-pk")[:2]
        return found
