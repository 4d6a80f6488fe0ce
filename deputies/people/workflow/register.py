"""Writing the register by hand: entering a deputy, correcting the file.

Each verb: transaction, lock, policy, validation with a Chinese message, change, audit event that both sides see (personal data
masked). Errors: Denied, ValidationError for input that cannot be taken.
"""

from typing import Any

from django.db import transaction

from deputies.people.models import Deputy, phone_digest
from deputies.people.naming import pinyin_of
from deputies.people.policies import can_create_deputy, can_edit_deputy
from deputies.people.workflow.facts import change_residence, locked_deputy
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import changes_of, filled, made

EDITABLE = (
    "name", "former_name", "gender", "ethnicity", "born_on", "born_precision", "party", "education", "employment",
    "occupation", "specialities", "home_village", "household_at_home", "phone", "short_phone", "remark",
)  # fmt: skip


def _filled(deputy: Deputy, values: dict[str, Any]) -> dict[str, Any]:
    """Write the file's part of `values` with what follows from it (not saved); return what stood there before."""
    before = filled(deputy, {name: values[name] for name in EDITABLE if name in values})
    pinyin, initials = pinyin_of(deputy.name)
    if values.get("name_pinyin"):
        pinyin = values["name_pinyin"].strip().lower()
        initials = "".join(part[:1] for part in pinyin.split())[:20]
    deputy.name_pinyin, deputy.name_initials = pinyin, initials
    deputy.phone_digest = phone_digest(deputy.phone)
    return before


def _settle(deputy: Deputy, by: User, *, residence: Area | None = None, outside: str = "", address: str = "") -> None:
    if residence or outside:
        change_residence(deputy, residence=residence, outside=outside, address=address, source="手工登记", by=by)


@transaction.atomic
def create_deputy(*, by: User, origin: Area, values: dict[str, Any], **place: Any) -> Deputy:
    """Write a new record: who, and where the deputy lives. Whoever enters somebody elected calls mandates.enter_deputy.

    values: fields of EDITABLE; place: residence, outside, address (see change_residence).
    Side effects: Deputy, ResidenceSpell, audit events.
    """
    can_create_deputy(by, origin)
    deputy = Deputy(origin=origin)
    _filled(deputy, values)
    made(deputy)
    _settle(deputy, by, **place)
    record("deputies.create_deputy", "新增代表", deputy, by=by)
    return deputy


@transaction.atomic
def edit_deputy(deputy: Deputy, *, by: User, values: dict[str, Any], **place: Any) -> Deputy:
    """Correct the basic file and where the deputy lives. Side effects: Deputy, residence history, one audit event each."""
    this = locked_deputy(deputy)
    can_edit_deputy(by, this)
    before = _filled(this, values)
    made(this)
    if changes := changes_of(this, before):
        record("deputies.edit_deputy", "修改代表信息", this, by=by, changes=changes)
    _settle(this, by, **place)
    deputy.refresh_from_db()
    return deputy
