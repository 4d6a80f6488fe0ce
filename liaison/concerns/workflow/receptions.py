"""Writing the records of receptions: taking a matter down, which begins a concern on its way, and correcting the record."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from deputies.mandates.queries import is_serving
from deputies.people.enums import CongressLevel
from deputies.people.models import Deputy
from deputies.people.own import deputy_of
from liaison.concerns import clocks, policies
from liaison.concerns.enums import (
    CARRIED,
    Channel,
    ConcernState,
    FeedbackWay,
    ReceptionRoute,
    ResultClass,
)
from liaison.concerns.models import Concern, VoterReception
from liaison.concerns.workflow.intake import take
from liaison.concerns.workflow.steps import locked_concern
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import changes_of, filled, rewritten
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused
from yunhe.kit.words import listed
from yunhe.kit.workdays import add_workdays

RELATED = ("station__organising_area", "station__location_area", "concern")
#: what of a record stands in its concern
OF_THE_MATTER = ("text", "category", "place", "spot", "voter_name", "voter_phone")
Begin = Callable[[Concern], ConcernState]


@dataclass(frozen=True)
class Received:
    """A record, and the secret with which the voter follows the matter."""

    reception: VoterReception
    secret: str


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
def record_reception(
    *,
    by: User,
    station: Station,
    deputies: Iterable[Deputy],
    category: str,
    text: str,
    nonce: str = "",
    place: Area | None = None,
    spot: str = "",
    result: str = "",
    carrier: Deputy | None = None,
    voter_name: str = "",
    voter_phone: str = "",
    **facts: Any,
) -> Received:
    """Take down what a voter said at `station`: the record of the day, and the concern that goes the way of its `route`.

    A deputy who records it is always among those who received. Routes: 当场答复 is told at once and waits for the voter's
    rating (`result` is its class); 交社区（村） is assigned to the community of the place; 转为代表建议 goes to one of those who
    received, 委托上级代表 to a deputy of the county (`carrier`); otherwise the leading office takes it on. facts: received_on,
    answer, proposal, route, voter_address, household_area, residence_area. The same nonce again returns the same record.
    Errors: Denied, Refused. Side effects: one Concern with its step, audit event and notices, one VoterReception.
    """
    policies.can_record_reception(by, station)
    own = deputy_of(by)
    people = _in_office({deputy.pk: deputy for deputy in (*deputies, *([own] if own else []))}.values())
    reception = VoterReception(station=station, recorded_by=by.display_name, **facts)
    reception.full_clean(exclude=["concern"])
    home, now = reception.household_area, reception.residence_area
    sent = take(
        nonce or secrets.token_urlsafe(16),
        station.organising_area,
        by=by,
        begin=_begin(reception, people, own, carrier=carrier, result=result, place=place),
        channel=Channel.RECEPTION,
        station=station,
        taken_by=by.display_name,
        taken_by_user=by,
        origin=home.unit if home else None,
        residence=now if now and not now.is_unit else None,
        category=category,
        text=text.strip(),
        place=place,
        spot=spot,
        voter_name=voter_name,
        voter_phone=voter_phone,
    )
    if sent.already:
        return Received(sent.concern.reception, sent.secret)
    reception.concern = sent.concern
    reception.full_clean()
    reception.save()
    reception.deputies.set(people)
    record("liaison.record_reception", "登记接待选民", reception, by=by, areas=_areas(reception))
    return Received(reception, sent.secret)


def _begin(
    reception: VoterReception,
    people: list[Deputy],
    own: Deputy | None,
    *,
    carrier: Deputy | None,
    result: str,
    place: Area | None,
) -> Begin | None:
    """Return what begins the concern on the route of `reception`, None where the leading office takes it on."""
    if reception.route == ReceptionRoute.ON_THE_SPOT:
        return _answered(reception, people, result)
    if reception.route == ReceptionRoute.COMMUNITY:
        return _to_community(reception, place)
    if reception.route in CARRIED:
        return _carried_by(_carrier(reception, people, own, carrier), ReceptionRoute(reception.route))
    return None


def _answered(reception: VoterReception, people: list[Deputy], result: str) -> Begin:
    if result not in (ResultClass.A, ResultClass.D):
        raise Refused({"result": "去向是“当场答复”，请选择办理结果：已解决，或说明解释。还没有解决的，请选其他去向。"})

    def begin(concern: Concern) -> ConcernState:
        concern.reply, concern.result = reception.answer, result
        concern.replied_by = f"{listed([deputy.name for deputy in people])}代表"[:80]
        concern.replied_on = concern.told_on = reception.received_on
        concern.told_way = FeedbackWay.IN_PERSON
        return ConcernState.TOLD

    return begin


def _to_community(reception: VoterReception, place: Area | None) -> Begin:
    def begin(concern: Concern) -> ConcernState:
        offered = (place, reception.household_area, reception.residence_area, reception.station.location_area)
        points = (area for area in offered if area and not area.is_unit and concern.lead.contains(area))
        concern.handling_point = next(points, None)
        if concern.handling_point is None:
            raise Refused({"place": "去向是“交社区（村）办理”，请选择事情发生在哪个社区（村）。"})
        concern.round, concern.assigned_on = 1, timezone.localdate()
        return ConcernState.ASSIGNED

    return begin


def _carrier(reception: VoterReception, people: list[Deputy], own: Deputy | None, carrier: Deputy | None) -> Deputy:
    """Return the deputy who takes the matter on. Raises Refused where nobody, or somebody who cannot, was named."""
    if reception.route == ReceptionRoute.SUGGESTION:
        chosen = carrier or own or (people[0] if len(people) == 1 else None)
        if chosen is None:
            raise Refused({"carrier": "去向是“转为代表建议”，请选择由哪位接待代表提出。"})
        if chosen not in people:
            raise Refused({"carrier": f"{chosen.name}不是接待代表；转为代表建议的，请从接待代表中选择。"})
        return chosen
    if carrier is None:
        raise Refused({"carrier": "去向是“委托上级代表反映”，请选择委托哪位县人大代表。"})
    if not carrier.mandates.acting().exclude(level=CongressLevel.TOWNSHIP).exists():
        raise Refused({"carrier": f"{carrier.name}不是县人大代表，不能受委托；请选择一位在任的县人大代表。"})
    return carrier


def _carried_by(deputy: Deputy, route: ReceptionRoute) -> Begin:
    def begin(concern: Concern) -> ConcernState:
        concern.deputy, concern.is_direct = deputy, True
        concern.round, concern.assigned_on = 1, timezone.localdate()
        concern.due_on = add_workdays(timezone.localdate(), clocks.days_of("carried"))
        concern.routing_reason = f"接待时{route.label}：由{deputy.name}代表办理；{concern.routing_reason}"[:240]
        return ConcernState.ASSIGNED

    return begin


@transaction.atomic
def edit_reception(
    reception: VoterReception, *, by: User, deputies: Iterable[Deputy] | None = None, **facts: Any
) -> VoterReception:
    """Correct a record with whose matter nobody has begun. Errors: Denied, Refused.

    deputies: None leaves those who received as they are. Side effects: the record, what of it stands in the concern, one
    audit event.
    """
    this = locked(VoterReception.objects.select_related(*RELATED), reception)
    policies.can_edit_reception(by, this)
    matter = {name: facts.pop(name) for name in OF_THE_MATTER if name in facts}
    concern = locked_concern(this.concern)
    changes = rewritten(this, **facts)
    name, phone = (matter.get(one, getattr(concern, one)) for one in ("voter_name", "voter_phone"))
    matter["is_anonymous"] = not name
    if (name or phone) and not concern.consented_at:
        matter |= {"notice_version": settings.VOTER_NOTICE_VERSION, "consented_at": timezone.now()}
    before = filled(concern, matter)
    concern.full_clean(exclude=["secret_digest", "nonce_digest", "number"])
    concern.save(update_fields=list(matter))
    changes |= changes_of(concern, {name: value for name, value in before.items() if name in OF_THE_MATTER})
    if deputies is not None:
        old_names, people = [deputy.name for deputy in _people(this)], _in_office(deputies)
        this.deputies.set(people)
        names = [deputy.name for deputy in _people(this)]
        if names != old_names:
            changes["接待代表"] = [listed(old_names), listed(names)]
    if changes:
        record("liaison.edit_reception", "修改接待记录", this, by=by, changes=changes, areas=_areas(this))
    return this
