"""People of the register as an import compares them: plain values under the keys of a row's payload."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from deputies.mandates.models import Mandate
from deputies.people.models import Deputy, phone_digest
from deputies.people.naming import name_key

FIELDS = (
    "former_name", "gender", "ethnicity", "born_on", "born_precision", "party", "education", "employment", "occupation", "specialities",
    "home_village", "household_at_home", "residence", "residence_outside", "resides_since", "phone", "short_phone", "address", "id_number", "remark",
)  # fmt: skip
_COLUMNS = {"home_village": "home_village_id", "residence": "residence_id"}


@dataclass(slots=True)
class KnownMandate:
    """A mandate of a known person."""

    id: int | None
    term_number: int
    district: tuple[int | None, str] | None
    has_ended: bool


@dataclass(slots=True)
class Known:
    """One person of the register, or one that an earlier row of the file adds (`id` None, `position` of that row)."""

    id: int | None
    name: str
    origin: int
    values: dict[str, Any]
    mandates: dict[str, list[KnownMandate]] = field(default_factory=dict)
    position: int | None = None
    taken_by: list = field(default_factory=list)  # rows of this file that are this person

    def in_force(self, level: str) -> KnownMandate | None:
        return next((mandate for mandate in self.mandates.get(level, ()) if not mandate.has_ended), None)

    def districts(self) -> set[tuple[str, str]]:
        """Return (level, district name) of all mandates."""
        return {
            (level, held.district[1]) for level, all_held in self.mandates.items() for held in all_held if held.district
        }


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else ("" if value is None else value)


def with_phone(found: list[Deputy], phone: str | None) -> list[Deputy]:
    """Return those of `found` whose phone this is; all of them where it is nobody's, or none is known."""
    return [person for person in found if phone and person.phone_digest == phone_digest(phone)] or found


def has_other_phone(person: Deputy, phone: str | None) -> bool:
    """Whether the register knows another phone of `person` than this one."""
    return bool(phone and person.phone_digest and person.phone_digest != phone_digest(phone))


class Register:
    """The people that the rows of one file may be, found by name, former name and phone."""

    def __init__(self, payloads: list[dict], *, lock: bool = False):
        """Load them with three queries. lock: hold their rows until the transaction ends."""
        names = {name_key(payload["name"]) for payload in payloads if payload.get("name")}
        phones = {payload["phone"] for payload in payloads if payload.get("phone")}
        self.digests = {phone: phone_digest(phone) for phone in phones}
        digests = set(self.digests.values())
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        self.by_phone: dict[str, list[Known]] = defaultdict(list)
        self.by_id: dict[int, Known] = {}
        wanted = [
            pk
            for pk, name, former, phone in Deputy.objects.values_list("id", "name", "former_name", "phone_digest")
            if name_key(name) in names or (former and name_key(former) in names) or (phone and phone in digests)
        ]
        people = Deputy.objects.filter(pk__in=wanted).order_by("id")
        if lock:
            list(people.select_for_update(of=("self",)).values_list("pk", flat=True))
        columns = [_COLUMNS.get(key, key) for key in FIELDS]
        for pk, name, origin, *values in people.values_list("id", "name", "origin_id", *columns):
            person = Known(pk, name, origin, {key: _plain(value) for key, value in zip(FIELDS, values, strict=True)})
            self.add(person)
            self.by_id[pk] = person
        mandates = Mandate.objects.filter(deputy_id__in=self.by_id) if self.by_id else Mandate.objects.none()
        rows = mandates.values_list(
            "id", "deputy_id", "level", "term__number", "district__number", "district__name", "ended_on"
        )
        for pk, deputy, level, term, number, name, ended in rows:
            held = KnownMandate(pk, term, (number, name) if name else None, ended is not None)
            self.by_id[deputy].mandates.setdefault(level, []).append(held)

    def add(self, person: Known) -> None:
        """Make a person findable."""
        self.by_name[name_key(person.name)].append(person)
        former = person.values.get("former_name")
        if former:
            self.by_name[name_key(str(former))].append(person)
        phone = person.values.get("phone")
        if phone:
            self.by_phone[str(phone)].append(person)
