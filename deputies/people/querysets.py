"""Which deputies a user sees."""

import re
from collections.abc import Callable
from functools import partial

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from deputies.people.naming import fold_name
from yunhe.accounts.scope import scope_of
from yunhe.kit.folding import variants_of

_LONGEST, _LATIN_ENDS = 40, 0x300


def named_q(text: str, prefix: str = "", *, former: bool = True) -> Q:
    """Return the condition that a deputy is called `text`: by name, former name, pinyin or initials, however it is typed.

    Blanks, the middle dot, width and traditional characters make no difference, nor do blanks between the syllables, nor ü for v.

    `prefix` is the relation to the deputy ("deputy") or "" for deputies themselves. In a list: Search("姓名", named("deputy")).
    former: whether the person behind it has a former name; people who are no deputies have none.
    """
    at = f"{prefix}__" if prefix else ""
    signs = fold_name(text).replace("·", "")[:_LONGEST]
    if not signs:
        return Q(**{f"{at}name__contains": text})
    written = "·?".join(variants_of(sign) for sign in signs)
    called = Q(**{f"{at}name__iregex": written})
    if former:
        called |= Q(**{f"{at}former_name__iregex": written})
    letters = re.sub(r"[^a-z0-9]", "", signs.lower().replace("ü", "v"))
    if letters and all(ord(sign) < _LATIN_ENDS for sign in signs):
        called |= Q(**{f"{at}name_initials__startswith": letters}) | Q(
            **{f"{at}name_pinyin__regex": " ?".join(letters)}
        )
    return called


def named(prefix: str = "", *, former: bool = True) -> Callable[[str], Q]:
    """Return `named_q` for the relation `prefix`, as a list searches: text -> condition."""
    return partial(named_q, prefix=prefix, former=former)


class DeputyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Deputies whose origin or residence lies in a staff area of `user`; a deputy sees the own file."""
        return self.filter(scope_of(user).q(self.model, "origin", "residence", own="user"))

    def _in_office(self, level=None):
        """The condition that a mandate (of `level` if given) has not ended."""
        mandates = self.model._meta.get_field("mandates").related_model.objects.serving()
        held = mandates.filter(deputy=OuterRef("pk"))
        return Exists(held.filter(level=level) if level else held)

    def serving(self, level=None):
        """Deputies with a mandate that has not ended, of `level` if given."""
        return self.filter(self._in_office(level))

    def out_of_office(self):
        """Those all of whose mandates have ended."""
        return self.exclude(self._in_office())

    def living_elsewhere(self):
        """流动代表: deputies who live in another unit than the one they were elected in, or outside the county."""
        elsewhere = Q(residence__isnull=False) & ~Q(residence__unit=F("origin__unit"))
        return self.filter(elsewhere | (Q(residence__isnull=True) & ~Q(residence_outside="")))

    def living_elsewhere_in_county(self):
        """Deputies who live in another unit of the same county, so that a residence office can register them."""
        return self.filter(residence__unit__isnull=False).exclude(residence__unit=F("origin__unit"))

    def in_county_town(self):
        """Deputies who live in the county town (the streets; see Area.in_county_town)."""
        return self.filter(residence__in_county_town=True)
