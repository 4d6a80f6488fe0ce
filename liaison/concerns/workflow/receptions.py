"""Writing receptions of voters: taking down, correcting, and every move until the voter has been told."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.mandates.queries import is_serving
from deputies.people.models import Deputy
from deputies.people.own import deputy_of
from liaison.concerns import policies
from liaison.concerns.enums import RECEPTION
from liaison.concerns.models import VoterReception
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import made, rewritten
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused
from yunhe.kit.words import listed

RELATED = ("station__organising_area", "station__location_area")


def _areas(reception: VoterReception) -> list[Area]:
    station = reception.station
    return [station.organising_area, station.location_area, *(deputy.origin for deputy in _people(reception))]


def _people(reception: VoterReception) -> list[Deputy]:
    return list(reception.deputies.select_related("origin").order_by("name_pinyin", "pk"))


def _in_office(deputies: Iterable[Deputy]) -> list[Deputy]:
    people = list(deputies)
    if not people:
        raise Refused({"deputies": "请至少选择一位接待代表。"})
    for deputy in people:
        if not is_serving(deputy):
            raise Refused({"deputies": f"{deputy.name}目前没有在任的代表资格，不能作为接待代表。"})
    return people


@transaction.atomic
def record_reception(*, by: User, station: Station, deputies: Iterable[Deputy], **facts: Any) -> VoterReception:
    """Take down what a voter said at `station`. A deputy who records it is always among those who received.

    facts: the other fields of the record form (law-and-practice: 人大代表接待选民记录表), voter's data optional.
    Errors: Denied, Refused. Side effects: one VoterReception with its deputies, one audit event.
    """
    policies.can_record_reception(by, station)
    own = deputy_of(by)
    people = _in_office({deputy.pk: deputy for deputy in (*deputies, *([own] if own else []))}.values())
    reception = made(VoterReception(station=station, recorded_by=by.display_name, **facts))
    reception.deputies.set(people)
    record("liaison.record_reception", "登记接待选民", reception, by=by, areas=_areas(reception))
    return reception


@transaction.atomic
def edit_reception(
    reception: VoterReception, *, by: User, deputies: Iterable[Deputy] | None = None, **facts: Any
) -> VoterReception:
    """Correct a record that has not been assigned. Errors: Denied, Refused. Side effects: record, audit event.

    deputies: None leaves those who received as they are.
    """
    this = locked(VoterReception.objects.select_related(*RELATED), reception)
    policies.can_edit_reception(by, this)
    changes = rewritten(this, **facts)
    if deputies is not None:
        old_names, people = [deputy.name for deputy in _people(this)], _in_office(deputies)
        this.deputies.set(people)
        names = [deputy.name for deputy in _people(this)]
        if names != old_names:
            changes["接待代表"] = [listed(old_names), listed(names)]
    if changes:
        record("liaison.edit_reception", "修改接待记录", this, by=by, changes=changes, areas=_areas(this))
    return this


def _move(reception: VoterReception, verb: str, by: User, **facts: Any) -> VoterReception:
    """Make one move of RECEPTION with `facts`: lock, policy, change, check, save, audit."""
    this = locked(VoterReception.objects.select_related(*RELATED), reception)
    policies.can_move_reception(by, this, verb)
    texts = {name: value.strip() for name, value in facts.items() if isinstance(value, str)}
    changes = rewritten(this, **facts | texts, state=RECEPTION.after(this.state, verb))
    label = f"接待记录：{RECEPTION.verbs[verb]}"
    record(f"liaison.{verb}_reception", label, this, by=by, changes=changes, areas=_areas(this))
    return this


def _check_due(due_on: date) -> None:
    if due_on < timezone.localdate():
        raise Refused({"due_on": "办理期限不能早于今天。"})


@transaction.atomic
def assign_reception(reception: VoterReception, *, by: User, handler: str, due_on: date) -> VoterReception:
    """Assign the concern to `handler` until `due_on` (RECORDED → ASSIGNED).

    Errors: Denied (also for a concern that was answered on the spot), ValidationError. Side effects: record, audit event.
    """
    _check_due(due_on)
    return _move(reception, "assign", by, handler=handler, due_on=due_on)


@transaction.atomic
def settle_reception(reception: VoterReception, *, by: User, result: str) -> VoterReception:
    """Write down the result (ASSIGNED → SETTLED; RECORDED → SETTLED where it was answered on the spot).

    Errors: Denied, Refused. Side effects: record, audit event.
    """
    return _move(reception, "settle", by, result=result)


@transaction.atomic
def tell_reception(reception: VoterReception, *, by: User, told_on: date, told_way: str, rating: str) -> VoterReception:
    """Note when and how the voter was told, and what the voter thinks of it (SETTLED → TOLD).

    Errors: Denied, Refused. Side effects: record, audit event.
    """
    if told_on > timezone.localdate():
        raise Refused({"told_on": "反馈日期不能晚于今天。"})
    if told_on < reception.received_on:
        raise Refused({"told_on": "反馈日期不能早于接待日期。"})
    return _move(reception, "tell", by, told_on=told_on, told_way=told_way, rating=rating)


@transaction.atomic
def redo_reception(reception: VoterReception, *, by: User, handler: str, due_on: date) -> VoterReception:
    """Have an unsatisfying concern done again (TOLD with 不满意 → ASSIGNED); the trail keeps the former result.

    Errors: Denied, Refused. Side effects: record, audit event.
    """
    _check_due(due_on)
    cleared: dict[str, Any] = {"told_on": None, "told_way": "", "rating": ""}
    return _move(reception, "redo", by, handler=handler, due_on=due_on, **cleared)
