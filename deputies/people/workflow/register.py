"""Writing the register by hand: entering a deputy, correcting the file.

Each verb: transaction, lock, policy, validation with a Chinese message, change, audit event that both sides see (personal data
masked). Raises Denied, or RegisterRefused for input that cannot be taken.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from deputies.mandates.enums import CongressLevel
from deputies.mandates.models import CongressTerm, ElectoralDistrict, Mandate
from deputies.people.models import Deputy
from deputies.people.naming import pinyin_of
from deputies.people.policies import can_create_deputy, can_edit_deputy
from deputies.people.workflow.facts import change_residence
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.privacy import digest, mask_address, mask_phone

EDITABLE = (
    "name",
    "former_name",
    "gender",
    "ethnicity",
    "born_on",
    "born_precision",
    "party",
    "education",
    "employment",
    "occupation",
    "specialities",
    "home_village",
    "household_at_home",
    "phone",
    "short_phone",
    "remark",
)
MASKS = {"phone": mask_phone, "short_phone": mask_phone, "address": mask_address}


class RegisterRefused(Exception):  # noqa: N818 said to people
    """Input that the register cannot take; `str()` says in Chinese what is wrong and what to do."""


def _told(error: ValidationError) -> str:
    return "；".join(error.messages)


def _check(thing) -> None:
    """Run the model's own validation, constraints included; RegisterRefused with their Chinese messages."""
    try:
        thing.full_clean()
    except ValidationError as error:
        raise RegisterRefused(_told(error)) from error


def _fill(deputy: Deputy, values: dict[str, Any]) -> None:
    for name in EDITABLE:
        if name in values:
            setattr(deputy, name, values[name])
    pinyin, initials = pinyin_of(deputy.name)
    if values.get("name_pinyin"):
        pinyin = values["name_pinyin"].strip().lower()
        initials = "".join(part[:1] for part in pinyin.split())[:20]
    deputy.name_pinyin, deputy.name_initials = pinyin, initials
    deputy.phone_digest = digest(deputy.phone, purpose="phone")


def _shown(name: str, value: Any) -> str:
    if name in MASKS:
        return MASKS[name](value or "")
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


@transaction.atomic
def create_deputy(
    *,
    by: User,
    origin: Area,
    values: dict[str, Any],
    level: str,
    term: CongressTerm,
    district: ElectoralDistrict | None = None,
    residence: Area | None = None,
    outside: str = "",
    address: str = "",
) -> Deputy:
    """Enter a deputy with one mandate and where the deputy lives.

    values: fields of EDITABLE. Side effects: Deputy, Mandate, ResidenceSpell, audit events.
    """
    can_create_deputy(by, origin)
    deputy = Deputy(origin=origin)
    _fill(deputy, values)
    _check(deputy)
    deputy.save()
    new_mandate(deputy, level, term, district)
    if residence or outside:
        change_residence(deputy, residence=residence, outside=outside, address=address, source="手工登记", by=by)
    record("deputies.create_deputy", "新增代表", deputy, by=by, areas=[origin, residence])
    return deputy


def new_mandate(
    deputy: Deputy, level: str, term: CongressTerm, district: ElectoralDistrict | None, began_on=None
) -> Mandate:
    """Return a new stored mandate of `deputy`; RegisterRefused when term, district and level do not fit together."""
    if term.level != level:
        raise RegisterRefused(f"届次“{term}”不是{CongressLevel(level).label}人大的届次，请重新选择。")
    if level == CongressLevel.TOWNSHIP and term.area_id != deputy.origin_id:
        raise RegisterRefused(f"乡镇代表的届次应属于{deputy.origin.name}。")
    if district and district.term_id != term.pk:
        raise RegisterRefused("选区不属于所选届次，请重新选择。")
    mandate = Mandate(deputy=deputy, level=level, term=term, district=district, began_on=began_on or term.begins_on)
    _check(mandate)
    mandate.save()
    return mandate


@transaction.atomic
def edit_deputy(
    deputy: Deputy,
    *,
    by: User,
    values: dict[str, Any],
    residence: Area | None = None,
    outside: str = "",
    address: str = "",
) -> Deputy:
    """Correct the basic file and where the deputy lives. Side effects: Deputy, residence history, one audit event each."""
    locked = (
        Deputy.objects.select_for_update(of=("self",)).select_related("origin", "residence__unit").get(pk=deputy.pk)
    )
    can_edit_deputy(by, locked)
    before = {name: getattr(locked, name) for name in EDITABLE}
    _fill(locked, values)
    _check(locked)
    locked.save()
    fields = {field.name: field.verbose_name for field in Deputy._meta.fields}
    changes = {
        str(fields[name]): [_shown(name, before[name]), _shown(name, getattr(locked, name))]
        for name in EDITABLE
        if before[name] != getattr(locked, name)
    }
    if changes:
        record(
            "deputies.edit_deputy",
            "修改代表信息",
            locked,
            by=by,
            areas=[locked.origin, locked.residence],
            changes=changes,
        )
    if residence or outside:
        change_residence(locked, residence=residence, outside=outside, address=address, source="手工登记", by=by)
    deputy.refresh_from_db()
    return deputy
