"""Writing the register by hand: entering a deputy, correcting the file.

Each verb: transaction, lock, policy, validation with a Chinese message, change, audit event that both sides see (personal data
masked). Errors: Denied, ValidationError for input that cannot be taken.
"""

from typing import Any

from django.db import transaction

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
    residence: Area | None = None,
    outside: str = "",
    address: str = "",
) -> Deputy:
    """Write a new record: who, and where the deputy lives. Whoever enters somebody elected calls mandates.enter_deputy.

    values: fields of EDITABLE. Side effects: Deputy, ResidenceSpell, audit events.
    """
    can_create_deputy(by, origin)
    deputy = Deputy(origin=origin)
    _fill(deputy, values)
    deputy.full_clean()
    deputy.save()
    if residence or outside:
        change_residence(deputy, residence=residence, outside=outside, address=address, source="手工登记", by=by)
    record("deputies.create_deputy", "新增代表", deputy, by=by, areas=[origin, residence])
    return deputy


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
    locked.full_clean()
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
