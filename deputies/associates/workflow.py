"""Writing the register of people who are no deputies: entering, correcting, another term, leaving.

Each verb: transaction, lock, policy, change, validation with a Chinese message, audit event with the phone masked.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.associates import policies
from deputies.associates.enums import ExitReason
from deputies.associates.models import Associate
from deputies.people.models import phone_digest
from deputies.people.naming import fold_name, pinyin_of
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import changes_of, filled, made, rewritten
from yunhe.kit.refusals import Refused
from yunhe.kit.registry import Registry
from yunhe.kit.verbs import verb

ROWS = Associate.objects.select_related("area__unit")
#: What follows when somebody leaves, in the same transaction (team memberships end): follow(associate, by=, reason=, on=).
left: Registry[Callable[..., None]] = Registry("what follows when somebody leaves")


def _filled(associate: Associate, facts: dict[str, Any]) -> dict[str, Any]:
    """Write `facts` with what follows from them (not saved); return what stood there before."""
    before = filled(associate, facts)
    associate.name = fold_name(associate.name)
    associate.name_pinyin, associate.name_initials = pinyin_of(associate.name)
    associate.phone_digest = phone_digest(associate.phone)
    if associate.deputy and fold_name(associate.deputy.name) != associate.name:
        raise Refused({"deputy": f"所选代表是{associate.deputy.name}，与姓名不同，请核对。"})
    return before


@transaction.atomic
def enter_associate(*, by: User, area: Area, **facts: Any) -> Associate:
    """Enter somebody of `area` and return the row.

    facts: name, kind, deputy, post, phone, chosen_by, announced_on, begins_on, ends_on, remark. Errors: Denied,
    ValidationError. Side effects: one Associate, one audit event.
    """
    policies.can_enter_associate(by, area)
    associate = Associate(area=area, created_by=by.display_name)
    _filled(associate, facts)
    made(associate)
    record("deputies.enter_associate", "登记议事员等人员", associate, by=by)
    return associate


@verb(ROWS, policies.can_change_associate)
def edit_associate(associate: Associate, *, by: User, **facts: Any) -> Associate:
    """Correct facts of somebody who has not left. Errors: as `enter_associate`. Side effects: the row, one audit event."""
    if area := facts.get("area"):
        policies.can_enter_associate(by, area)
    areas = {associate.area_id: associate.area}
    before = _filled(associate, facts)
    made(associate)
    if changes := changes_of(associate, before):
        areas[associate.area_id] = associate.area
        record(
            "deputies.edit_associate", "修改议事员等人员", associate, by=by, changes=changes, areas=list(areas.values())
        )
    return associate


@verb(ROWS, policies.can_change_associate)
def renew_associate(associate: Associate, *, by: User, ends_on: date) -> Associate:
    """Begin another term that lasts until `ends_on` (续任). Errors: Denied, Refused. Side effects: the row, one audit event."""
    if ends_on <= timezone.localdate():
        raise Refused({"ends_on": "新的任期届满日期应晚于今天。"})
    if associate.ends_on and ends_on <= associate.ends_on:
        raise Refused({"ends_on": f"现在的任期到 {associate.ends_on:%Y-%m-%d}，续任应更晚。"})
    changes = rewritten(associate, ends_on=ends_on)
    record("deputies.renew_associate", "续任", associate, by=by, changes=changes)
    return associate


@verb(ROWS, policies.can_change_associate)
def end_associate(associate: Associate, *, by: User, exit_reason: str, exit_note: str = "", on: date) -> Associate:
    """Write down that somebody has left on `on`, why, and let what hangs on it end as well.

    Errors: Denied, Refused, ValidationError. Side effects: the row; the memberships in teams; one audit event each.
    """
    if on > timezone.localdate():
        raise Refused({"on": "退出日期不能晚于今天。"})
    rewritten(associate, left_on=on, exit_reason=exit_reason, exit_note=exit_note.strip())
    reason = "：".join(part for part in (ExitReason(exit_reason).label, associate.exit_note) if part)
    changes = {"状态": ["在任", "已退出"]}
    record("deputies.end_associate", "退出", associate, by=by, changes=changes, reason=reason)
    for follow in left:
        follow(associate, by=by, reason=reason, on=on)
    return associate
