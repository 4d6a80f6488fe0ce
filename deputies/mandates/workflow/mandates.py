"""Mandates of a deputy: entering who is elected, giving a further mandate, suspending and resuming it (代表法 61), ending it (代表法 62).

A suspended deputy stays a deputy: the seat, the file and its history stay, but codes, check-ins and receptions rest.
"""

from collections.abc import Sequence
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
from deputies.people.workflow.facts import locked_deputy
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import filled, made
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused

IN_OFFICE = "在任"


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
    began_on = began_on or term.begins_on
    return made(Mandate(deputy=deputy, level=level, term=term, district=district, began_on=began_on))


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
    this = locked_deputy(deputy)
    can_edit_deputy(by, this)
    mandate = new_mandate(this, level, term, district)
    record("deputies.add_mandate", "新增代表资格", this, by=by, changes={"代表资格": ["", str(mandate)]})
    return mandate


def _held(mandate: Mandate, by: User) -> Mandate:
    """Return `mandate` locked, once `by` may end it."""
    this = locked(Mandate.objects.select_related("deputy__origin", "deputy__residence"), mandate)
    can_end_mandate(by, this.deputy)
    return this


def _save(this: Mandate, verb: str, label: str, words: list[str], *, by: User, note: str, **facts: Any) -> Mandate:
    """Write `facts` of a locked mandate, with one audit event on the deputy; words: how it stood and stands."""
    filled(this, facts)
    this.save(update_fields=list(facts))
    record(f"deputies.{verb}", label, this.deputy, by=by, changes={str(this): words}, reason=note)
    return this


def _check(what: str, reason: str, reasons: Sequence[str], on: date) -> None:
    if reason not in reasons:
        raise Refused(f"请选择{what}原因。")
    if on > timezone.localdate():
        raise Refused(f"{what}日期不能晚于今天。")


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: User, reason: str, on: date, note: str = "") -> Mandate:
    """End a mandate (代表法 62). Side effects: the mandate, one audit event; the file and its history stay.

    Pages call liaison.registration.workflow.end_mandate, which also ends what hangs on the mandate.
    """
    this = _held(mandate, by)
    if this.ended_on:
        raise Refused("这项代表资格已经终止。")
    _check("终止", reason, MandateEnd.values, on)
    if this.began_on and on < this.began_on:
        raise Refused("终止日期不能早于当选日期。")
    words = [IN_OFFICE, MandateEnd(reason).label]
    return _save(this, "end_mandate", "终止代表资格", words, by=by, note=note, ended_on=on, end_reason=reason)


@transaction.atomic
def suspend_mandate(mandate: Mandate, *, by: User, reason: str, on: date, note: str = "") -> Mandate:
    """Suspend a mandate (代表法 61): the deputy may not act until it is resumed. Side effects: mandate, one audit event."""
    this = _held(mandate, by)
    if this.ended_on:
        raise Refused("这项代表资格已经终止，不能再暂停。")
    if this.suspension:
        raise Refused("已经暂停执行代表职务。")
    _check("暂停", reason, Suspension.values, on)
    words, facts = [IN_OFFICE, _resting(reason)], {"suspension": reason, "suspended_on": on}
    return _save(this, "suspend_mandate", "暂停执行代表职务", words, by=by, note=note, **facts)


@transaction.atomic
def resume_mandate(mandate: Mandate, *, by: User, note: str = "") -> Mandate:
    """Let a suspended deputy act again: the cause has gone and the mandate has not ended (代表法 61). Side effects as above."""
    this = _held(mandate, by)
    if this.ended_on or not this.suspension:
        raise Refused("这项代表资格没有被暂停，不需要恢复。")
    words, facts = [_resting(this.suspension), IN_OFFICE], {"suspension": "", "suspended_on": None}
    return _save(this, "resume_mandate", "恢复执行代表职务", words, by=by, note=note, **facts)


def _resting(reason: str) -> str:
    return f"暂停执行职务（{Suspension(reason).label}）"
