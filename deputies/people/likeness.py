"""Whether two records are likely of one person: by identity number, phone, name, the sound of the name, birth.

Pure: it compares what is known, and never says that two are one; people do (deputies.merges).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db import models
from django.db.models import Q

from deputies.people.enums import DatePrecision
from deputies.people.models import Deputy, id_digest, phone_digest
from deputies.people.naming import name_key, pinyin_of
from yunhe.areas.models import Area

FACTS = (
    "pk", "name", "former_name", "name_pinyin", "born_on", "born_precision", "phone_digest", "id_digest",
)  # fmt: skip
_PARTS = {DatePrecision.YEAR: 1, DatePrecision.MONTH: 2, DatePrecision.DAY: 3}


class Likeness(models.IntegerChoices):
    """Why two records look like one person, the strongest first."""

    ID_NUMBER = 1, "身份证号相同"
    NAME_AND_PHONE = 2, "姓名、手机相同"
    NAME_AND_BIRTH = 3, "姓名、出生年月相同"
    SOUND_AND_BIRTH = 4, "姓名读音、出生年月相同"
    NAME = 5, "姓名相同，出生年月不全"
    PHONE = 6, "手机相同，姓名不同"


@dataclass(frozen=True)
class Person:
    """What is compared of one record. The digests are keyed fingerprints, "" where nothing is known."""

    pk: int
    name: str
    former_name: str = ""
    name_pinyin: str = ""
    born_on: date | None = None
    born_precision: str = ""
    phone_digest: str = ""
    id_digest: str = ""

    @property
    def names(self) -> set[str]:
        """The keys of the names that the person has or had."""
        return {name_key(name) for name in (self.name, self.former_name) if name}


@dataclass(frozen=True, order=True)
class Pair:
    """Two records that look like one person; `first` was entered before `second`."""

    why: Likeness
    first: int
    second: int


def births_agree(one: Person, other: Person) -> bool | None:
    """Whether both were born on the same day, as far as the less precise of the two dates says; None where one is unknown."""
    if one.born_on is None or other.born_on is None:
        return None
    parts = min(_PARTS.get(person.born_precision, 3) for person in (one, other))  # type: ignore[call-overload]
    return one.born_on.timetuple()[:parts] == other.born_on.timetuple()[:parts]


def compare(one: Person, other: Person) -> Likeness | None:
    """Return why the two look like one person, None where they do not.

    Two identity numbers that differ are two people, whatever else agrees; so are two births that differ, unless the phone agrees.
    """
    if one.id_digest and other.id_digest:
        return Likeness.ID_NUMBER if one.id_digest == other.id_digest else None
    are_called_alike = bool(one.names & other.names)
    births = births_agree(one, other)
    if one.phone_digest and one.phone_digest == other.phone_digest:
        return Likeness.NAME_AND_PHONE if are_called_alike else Likeness.PHONE
    if births is False:
        return None
    if are_called_alike:
        return Likeness.NAME_AND_BIRTH if births else Likeness.NAME
    if births and one.name_pinyin and one.name_pinyin == other.name_pinyin:
        return Likeness.SOUND_AND_BIRTH
    return None


def pairs_among(people: Iterable[Person]) -> list[Pair]:
    """Return every two of `people` that look like one person, the likeliest first.

    Only those that share a key are compared, so the time grows with the number of people, not with its square.
    """
    by_key: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in people:
        for key in _keys(person):
            by_key[key].append(person)
    found: dict[tuple[int, int], Likeness] = {}
    for alike in by_key.values():
        for one, other in combinations(sorted(alike, key=lambda person: person.pk), 2):
            if (one.pk, other.pk) not in found and (why := compare(one, other)):
                found[one.pk, other.pk] = why
    return sorted(Pair(why, *pks) for pks, why in found.items())


def _keys(person: Person) -> set[tuple[str, str]]:
    """Return the keys of which two records that look like one person share at least one."""
    named = {("name", key) for key in person.names}
    rest = {("id", person.id_digest), ("phone", person.phone_digest), ("sound", person.name_pinyin)}
    return named | {(kind, key) for kind, key in rest if key}


def like_in_county(origin: Area, *, name: str, former_name: str = "", **facts: object) -> list[tuple[Deputy, Likeness]]:
    """Return the deputies of the county of `origin` who look like somebody about to be entered, the likeliest first.

    facts: phone, id_number, born_on, born_precision, as far as they are known. The whole county is looked through, also what the
    person who asks may not see: of those only name and township may be shown.
    """
    pinyin, _ = pinyin_of(name)
    phone, number = str(facts.get("phone") or ""), str(facts.get("id_number") or "")
    person = Person(
        pk=0,
        name=name,
        former_name=former_name,
        name_pinyin=pinyin,
        born_on=facts.get("born_on"),  # type: ignore[arg-type]
        born_precision=str(facts.get("born_precision") or ""),
        phone_digest=phone_digest(phone) if phone else "",
        id_digest=id_digest(number) if number else "",
    )
    alike = Q(name_pinyin=pinyin) | Q(former_name=name)
    if former_name:
        alike |= Q(name=former_name)
    for key in ("phone_digest", "id_digest"):
        if value := getattr(person, key):
            alike |= Q(**{key: value})
    county = origin.parent or origin
    rows = Deputy.objects.filter(alike, origin__path__startswith=county.path).select_related("origin")
    found = [(row, why) for row in rows if (why := compare(person, person_of(row)))]
    return sorted(found, key=lambda pair: (pair[1], pair[0].pk))


def person_of(deputy: Deputy) -> Person:
    """Return what is compared of `deputy`."""
    return Person(**{name: getattr(deputy, name) for name in FACTS})
