"""Which records look like one person, among those that somebody sees."""

from dataclasses import dataclass

from deputies.merges.journal import links_to
from deputies.merges.models import Distinction, Merge
from deputies.merges.policies import can_merge
from deputies.people.likeness import FACTS, Likeness, Pair, Person, pairs_among
from deputies.people.models import Deputy
from yunhe.accounts.models import User
from yunhe.kit.refusals import reason_against


def pairs_for(user: User) -> list[Pair]:
    """Return every two records in the scope of `user` that look like one person and were not told apart. Two queries."""
    rows = Deputy.objects.visible_to(user).order_by().values(*FACTS)
    apart = set(Distinction.objects.visible_to(user).standing().order_by().values_list("first_id", "second_id"))
    return [pair for pair in pairs_among(Person(**row) for row in rows) if (pair.first, pair.second) not in apart]


@dataclass(frozen=True)
class Twins:
    """A pair with its two records, the one proposed to be kept first; `refusal` says why the person may not join them."""

    why: Likeness
    first: Deputy
    second: Deputy
    refusal: str


def twins_of(pairs: list[Pair], user: User) -> list[Twins]:
    """Load the records of `pairs`, a page of them. Two queries."""
    rows = Deputy.objects.select_related("origin", "residence__unit").prefetch_related("mandates")
    found = rows.in_bulk({pk for pair in pairs for pk in (pair.first, pair.second)})
    return [
        Twins(pair.why, one, other, reason_against(can_merge, user, one, other))
        for pair in pairs
        for one, other in [(found[pair.first], found[pair.second])]
    ]


def kept_instead_of(pk: int) -> int | None:
    """Return the key of the record into which the record `pk` was joined, None where it was not."""
    return Merge.objects.standing().filter(gone_id=pk).values_list("kept_id", flat=True).first()


def hanging_on(kept: Deputy, gone: Deputy) -> list[tuple[str, int, int]]:
    """Return (what it is called, how many hang on `kept`, on `gone`) of everything that hangs on one of the two."""
    counts: dict[str, list[int]] = {}
    for model, link in links_to(Deputy):
        if model._meta.auto_created or model is Merge or model is Distinction:
            continue
        numbers = [model._base_manager.filter(**{link.attname: deputy.pk}).count() for deputy in (kept, gone)]
        line = counts.setdefault(str(model._meta.verbose_name), [0, 0])
        line[0] += numbers[0]
        line[1] += numbers[1]
    return [(noun, ours, theirs) for noun, (ours, theirs) in counts.items() if ours or theirs]
