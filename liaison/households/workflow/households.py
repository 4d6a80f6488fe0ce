"""Entering, correcting and closing households."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from liaison.households import policies
from liaison.households.enums import CloseReason, PairEnd
from liaison.households.models import ENDING, Household, head_digest, household_phone_digest
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.kit.changes import changes_of, filled
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused

EDITABLE = ("head", "phone", "village", "community", "outside", "address", "members", "care", "moved_on", "remark")


def _filled(household: Household, facts: dict[str, Any]) -> dict[str, Any]:
    """Write the fields of EDITABLE among `facts` with their fingerprints (not saved); return what stood there before."""
    given = {name: facts[name] for name in EDITABLE if name in facts}
    texts = {name: value.strip() for name, value in given.items() if isinstance(value, str)}
    before = filled(household, {**given, **texts})
    household.head_digest = head_digest(household.head)
    household.phone_digest = household_phone_digest(household.phone)
    return before


def _check(household: Household) -> None:
    household.full_clean()
    twins = Household.objects.current().filter(
        village=household.village, head_digest=household.head_digest, phone_digest=household.phone_digest
    )
    if twins.exclude(pk=household.pk).exists():
        raise Refused("这个村已有同名、同电话的一户，请先搜索核对，不要重复登记。")


@transaction.atomic
def enter_household(*, by: User, **facts: Any) -> Household:
    """Enter a household. facts: fields of EDITABLE. Errors: Denied, Refused.

    Side effects: one Household, one audit event that both sides see.
    """
    policies.can_enter_household(by, facts["village"])
    household = Household()
    _filled(household, facts)
    _check(household)
    household.save()
    record("contacts.enter_household", "登记联系户", household, by=by)
    return household


@transaction.atomic
def edit_household(household: Household, *, by: User, **facts: Any) -> Household:
    """Correct a household. Errors: Denied, Refused. Side effects: the row, one audit event (personal data masked)."""
    this = locked(Household.objects.select_related("village__unit", "community"), household)
    policies.can_edit_household(by, this)
    areas, before = this.areas, _filled(this, facts)
    if this.village_id != household.village_id:
        policies.can_enter_household(by, this.village)
    _check(this)
    this.save()
    if changes := changes_of(this, before):
        both = [*areas, *this.areas]
        record("contacts.edit_household", "修改联系户", this, by=by, changes=changes, areas=both)
    return this


@transaction.atomic
def close_household(household: Household, *, by: User, reason: str, on: date | None = None) -> Household:
    """Stop keeping a household, with `reason` (CloseReason); its pairs end. Errors: Denied, Refused.

    Side effects: the row, its open pairs, one audit event.
    """
    this = locked(Household.objects.select_related("village__unit", "community"), household)
    policies.can_close_household(by, this)
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise Refused("停止登记的日期不能晚于今天。")
    ended = 0
    for pair in this.pairs.open().select_for_update():
        pair.end(PairEnd.HOUSEHOLD_CLOSED, day)
        pair.save(update_fields=ENDING)
        ended += 1
    this.closed_on, this.close_reason = day, reason
    this.full_clean()
    this.save(update_fields=["closed_on", "close_reason", "updated_at"])
    changes = {"停止登记": ["", CloseReason(reason).label], "结束结对": [None, ended]}
    record("contacts.close_household", "停止登记联系户", this, by=by, changes=changes)
    return this
