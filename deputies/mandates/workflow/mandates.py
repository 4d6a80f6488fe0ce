"""Mandates of a deputy: entering who is elected, giving a further mandate, suspending and resuming it (代表法 61), ending it (代表法 62).

A suspended deputy stays a deputy: the seat, the file and its history stay, but codes, check-ins and receptions rest.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.mandates.enums import MandateEnd, Suspension
from deputies.mandates.models import CongressTerm, ElectoralDistrict, Mandate
from deputies.mandates.policies import can_end_mandate
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from deputies.people.policies import can_edit_deputy
from deputies.people.workflow import create_deputy
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.refusals import Refused


def _locked(mandate: Mandate) -> Mandate:
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("deputy__origin", "deputy__residence")
    return rows.get(pk=mandate.pk)


def new_mandate(
    deputy: Deputy, level: str, term: CongressTerm, district: ElectoralDistrict | None, began_on=None
) -> Mandate:
    """Return a new stored mandate of `deputy`. Errors: ValidationError when term, district and level do not fit together."""
    if term.level != level:
        raise Refused(f"届次“{term}”不是{CongressLevel(level).label}人大的届次，请重新选择。")
    if level == CongressLevel.TOWNSHIP and term.area_id != deputy.origin_id:
        raise Refused(f"乡镇代表的届次应属于{deputy.origin.name}。")
    if district and district.term_id != term.pk:
        raise Refused("选区不属于所选届次，请重新选择。")
    mandate = Mandate(deputy=deputy, level=level, term=term, district=district, began_on=began_on or term.begins_on)
    mandate.full_clean()
    mandate.save()
    return mandate


@transaction.atomic
def enter_deputy(
    *,
    by: User,
    origin: Area,
    values: dict[str, Any],
    level: str,
    term: CongressTerm,
    district: ElectoralDistrict | None = None,
    **place: Any,
) -> Deputy:
    """Enter somebody who has been elected: the record (see create_deputy, which takes `place`) with its first mandate.

    Errors: Denied, ValidationError. Side effects: those of create_deputy, one Mandate.
    """
    deputy = create_deputy(by=by, origin=origin, values=values, **place)
    new_mandate(deputy, level, term, district)
    return deputy


@transaction.atomic
def add_mandate(
    deputy: Deputy, *, by: User, level: str, term: CongressTerm, district: ElectoralDistrict | None = None
) -> Mandate:
    """Give a deputy a further mandate at another level (选举法 48 allows one township only). Side effect: audit event."""
    locked = Deputy.objects.select_for_update(of=("self",)).select_related("origin").get(pk=deputy.pk)
    can_edit_deputy(by, locked)
    mandate = new_mandate(locked, level, term, district)
    record(
        "deputies.add_mandate",
        "新增代表资格",
        locked,
        by=by,
        areas=[locked.origin],
        changes={"代表资格": ["", str(mandate)]},
    )
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: User, reason: str, on: date, note: str = "") -> Mandate:
    """End a mandate (代表法 62). Side effects: the mandate, one audit event; the file and its history stay.

    Pages call liaison.registration.workflow.end_mandate, which also ends what hangs on the mandate.
    """
    locked = _locked(mandate)
    can_end_mandate(by, locked.deputy)
    if locked.ended_on:
        raise Refused("这项代表资格已经终止。")
    if reason not in MandateEnd.values:
        raise Refused("请选择终止原因。")
    if on > timezone.localdate():
        raise Refused("终止日期不能晚于今天。")
    if locked.began_on and on < locked.began_on:
        raise Refused("终止日期不能早于当选日期。")
    locked.ended_on, locked.end_reason = on, reason
    locked.save(update_fields=["ended_on", "end_reason"])
    record(
        "deputies.end_mandate",
        "终止代表资格",
        locked.deputy,
        by=by,
        areas=[locked.deputy.origin],
        changes={str(locked): ["在任", MandateEnd(reason).label]},
        reason=note,
    )
    return locked


@transaction.atomic
def suspend_mandate(mandate: Mandate, *, by: User, reason: str, on: date, note: str = "") -> Mandate:
    """Suspend a mandate (代表法 61): the deputy may not act until it is resumed. Side effects: mandate, one audit event."""
    locked = _locked(mandate)
    can_end_mandate(by, locked.deputy)
    if locked.ended_on:
        raise Refused("这项代表资格已经终止，不能再暂停。")
    if locked.suspension:
        raise Refused("已经暂停执行代表职务。")
    if reason not in Suspension.values:
        raise Refused("请选择暂停原因。")
    if on > timezone.localdate():
        raise Refused("暂停日期不能晚于今天。")
    locked.suspension, locked.suspended_on = reason, on
    locked.save(update_fields=["suspension", "suspended_on"])
    changes = {str(locked): ["在任", f"暂停执行职务（{Suspension(reason).label}）"]}
    _record("suspend_mandate", "暂停执行代表职务", locked, by=by, changes=changes, reason=note)
    return locked


@transaction.atomic
def resume_mandate(mandate: Mandate, *, by: User, note: str = "") -> Mandate:
    """Let a suspended deputy act again: the cause has gone and the mandate has not ended (代表法 61). Side effects as above."""
    locked = _locked(mandate)
    can_end_mandate(by, locked.deputy)
    if locked.ended_on or not locked.suspension:
        raise Refused("这项代表资格没有被暂停，不需要恢复。")
    before = Suspension(locked.suspension).label
    locked.suspension, locked.suspended_on = "", None
    locked.save(update_fields=["suspension", "suspended_on"])
    changes = {str(locked): [f"暂停执行职务（{before}）", "在任"]}
    _record("resume_mandate", "恢复执行代表职务", locked, by=by, changes=changes, reason=note)
    return locked


def _record(verb: str, label: str, mandate: Mandate, *, by: User, changes: dict, reason: str) -> None:
    deputy = mandate.deputy
    areas = [deputy.origin, deputy.residence]
    record(f"deputies.{verb}", label, deputy, by=by, areas=areas, changes=changes, reason=reason)
