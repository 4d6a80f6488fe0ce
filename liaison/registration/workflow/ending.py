"""How a registration ends: moved on (which opens the next one), went home, mandate over, entered by mistake; and changes of
community inside the residence unit.

What the deputy leaves open elsewhere in the program goes along in the same transaction (liaison.registration.handover.mechanism).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from deputies.mandates.models import Mandate
from deputies.mandates.workflow import mandates
from deputies.people.models import Deputy, ResidenceSpell
from deputies.people.workflow.facts import change_residence
from liaison.registration.enums import EndReason, RegistrationState
from liaison.registration.handover import mechanism as handover
from liaison.registration.models import Handover, Registration
from liaison.registration.policies import acting_side
from liaison.registration.queries import departure_of, seats_elsewhere
from liaison.registration.workflow.placing import leave_station
from liaison.registration.workflow.steps import check_community, lock, point_of, settle, take
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.kit.refusals import Refused, required

State = RegistrationState
WRITTEN_BY_FILES = ("登记报到核实", "社区转办", "辖区内换社区")  # sources of stays that a registration writes


@transaction.atomic
def correct(registration: Registration, *, note: str, by: User, expected: str | None = None) -> Registration:
    """The county office ends a registration that was entered by mistake (any open state → ENDED).

    Further side effect: a residence that this registration has written is put back to what it was before, history kept.
    """
    registration = lock(registration, expected)
    side = acting_side(by, registration, "correct")
    note = required(note, "请写明错在哪里。")
    registration.ended_on, registration.end_reason = timezone.localdate(), EndReason.MISTAKE
    take(registration, "correct", by=by, reason=EndReason.MISTAKE, note=note, side=side)
    _restore_residence(registration, by=by)
    return registration


@transaction.atomic
def end(
    registration: Registration,
    *,
    reason: str,
    on: date | None = None,
    note: str = "",
    moved_to: Area | None = None,
    outside: str = "",
    address: str = "",
    answers: Mapping[str, str] | None = None,
    by: User,
    expected: str | None = None,
) -> Registration:
    """End dual management (VERIFIED or CO_MANAGED → ENDED): moved on, went home, mandate over, or entered by mistake.

    moved_to: with MOVED_ON the community (or unit) in the county where the deputy now lives; the next registration is then opened
    as URGED at that office and linked. outside: with MOVED_ON a place beyond the county; no office there can register.
    answers: what becomes of each item of the handover list ({field: choice}), proposals where nothing is said.
    Further side effects in order: the deputy's residence follows (with WENT_HOME the home village, with MISTAKE what it was
    before), the next registration, every item handed over and written down. Returns the ended registration; the next one is `registration.next`.
    Raises Refused, also when an item cannot be handed over.
    """
    registration = lock(registration, expected)
    side = acting_side(by, registration, "end")
    on = _end_date(registration, on)
    target, outside = _checked_end(registration, reason, moved_to, outside.strip())
    if reason == EndReason.MISTAKE:
        note = required(note, "请写明错在哪里。")
    registration.ended_on, registration.end_reason = on, reason
    take(registration, "end", by=by, reason=reason, note=note, side=side, label=f"结束：{EndReason(reason).label}")
    if reason == EndReason.MISTAKE:
        _restore_residence(registration, by=by)
        return registration
    deputy, address = registration.deputy, address.strip()
    if reason == EndReason.WENT_HOME:
        change_residence(deputy, residence=home_of(deputy), since=on, source="返回流出地", by=by)
    elif reason == EndReason.MOVED_ON:
        place: dict[str, Any] = {"residence": target, "outside": outside, "address": address}
        change_residence(deputy, **place, since=on, source="迁往别处", by=by)
    if target:
        _follow(registration, target, address=address, by=by, side=side)
    _hand_over(registration, target, answers, by=by)
    return registration


@transaction.atomic
def end_mandate(
    mandate: Mandate, *, by: User, reason: str, on: date, note: str = "", answers: Mapping[str, str] | None = None
) -> Mandate:
    """End a mandate (代表法 62), and the open registration with it when no mandate is left that lives elsewhere.

    A deputy with a township and a county mandate keeps the registration as long as one of them was given by another unit than the
    residence. Further side effects: registration → ENDED with its step, everything of the deputy handed over or laid down.
    Raises Denied, Refused.
    """
    open_registration = Registration.objects.open().select_for_update().filter(deputy_id=mandate.deputy_id).first()
    Deputy.objects.select_for_update().get(pk=mandate.deputy_id)  # nobody opens a registration for the deputy meanwhile
    ended = mandates.end_mandate(mandate, by=by, reason=reason, on=on, note=note)
    registration = (
        open_registration or Registration.objects.open().select_for_update().filter(deputy_id=mandate.deputy_id).first()
    )
    if registration is None or seats_elsewhere(registration):
        return ended
    registration = lock(registration, None)
    side = acting_side(by, registration, "close")
    registration.ended_on = max(on, timezone.localdate(registration.created_at))
    registration.end_reason = EndReason.MANDATE_ENDED
    said = f"{mandate}：{ended.get_end_reason_display()}"
    take(registration, "close", by=by, reason=EndReason.MANDATE_ENDED, note=note or said, side=side)
    _hand_over(registration, None, answers, by=by)
    return ended


@transaction.atomic
def relocate(
    registration: Registration,
    *,
    community: Area,
    address: str = "",
    note: str = "",
    by: User,
    expected: str | None = None,
) -> Registration:
    """Take a co-managed deputy who has moved inside the residence unit to another community (CO_MANAGED → VERIFIED).

    The new community has to receive the deputy; both offices stay the same, so the registration stays. Further side effect: the
    deputy's residence with its history.
    """
    registration = lock(registration, expected)
    side = acting_side(by, registration, "relocate")
    community = check_community(community, registration.residence)
    if community.pk == registration.community_id:
        raise Refused("已经在这个社区，请选择另一个社区。")
    registration.community, registration.address = community, address.strip() or registration.address
    leave_station(registration, by=by)
    registration.received_by, registration.received_at = "", None
    registration.grid = registration.contact_person = ""
    settle(registration, source="辖区内换社区", by=by)
    take(registration, "relocate", by=by, note=note, side=side, label=f"换到{community.short_name}")
    return registration


def home_of(deputy: Deputy) -> Area:
    """Return where `deputy` lives after going home: the home village when it lies in the origin, else the origin."""
    village = deputy.home_village
    return village if village and deputy.origin.contains(village) else deputy.origin


def _end_date(registration: Registration, on: date | None) -> date:
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise Refused("结束日期不能晚于今天。")
    if on < timezone.localdate(registration.created_at):
        raise Refused(f"结束日期不能早于建档日期（{timezone.localdate(registration.created_at)}）。")
    stay = registration.deputy.residence_spells.filter(ends_on__isnull=True).first()
    if stay and stay.begins_on and on < stay.begins_on:
        raise Refused(f"结束日期不能早于现居住地的起始日期（{stay.begins_on}）。")
    return on


def _checked_end(registration: Registration, reason: str, place: Area | None, outside: str) -> tuple[Area | None, str]:
    """Return where the deputy has moved on to, (area in the county or None, place beyond it or ""); refuse what makes no sense."""
    if reason not in EndReason.values or reason == EndReason.WITHDRAWN:
        raise Refused("请选择结束原因。")
    if reason == EndReason.MANDATE_ENDED and seats_elsewhere(registration):
        raise Refused("代表仍有在任的资格。请在代表档案里终止代表资格，共管档案会随之结束。")
    if reason != EndReason.MOVED_ON:
        return None, ""
    if outside and place:
        raise Refused("迁往的地方只能填一处：县内选社区（村），县外填地名。")
    if outside:
        return None, outside
    if place is None or place.unit is None:
        raise Refused("请选择迁往的社区或村；迁出县外的请填写县外地名。")
    if place.unit.pk == registration.origin_id:
        raise Refused("迁往的地方就是流出地，结束原因请选“返回流出地”。")
    if place.unit.pk == registration.residence_id:
        raise Refused("迁往的地方还在本辖区内，请用“辖区内换社区”办理，不需要结束档案。")
    return place, ""


def _restore_residence(registration: Registration, *, by: User) -> None:
    """Put the residence back to the stay before those that this registration has written; nothing when it wrote none."""
    stays = list(registration.deputy.residence_spells.order_by("-pk"))
    written = [stay for stay in stays if _was_written_by(stay, registration)]
    if not written or stays[0] not in written:
        return
    before = next((stay for stay in stays if stay not in written), None)
    if before is not None:
        place: dict[str, Any] = {"residence": before.area, "outside": before.outside, "address": before.address}
        change_residence(registration.deputy, **place, source="登记错误更正", by=by)


def _was_written_by(stay: ResidenceSpell, registration: Registration) -> bool:
    return stay.source in WRITTEN_BY_FILES and stay.recorded_at >= registration.created_at


def _follow(registration: Registration, moved_to: Area, *, address: str, by: User, side: str) -> Registration:
    """Open the next registration after `registration` with the unit of `moved_to`, urged in the name of the side that ended the last."""
    following = Registration(
        deputy=registration.deputy,
        origin=registration.origin,
        residence=moved_to.unit or moved_to,
        community=point_of(moved_to),
        address=address,
        state="",
        previous=registration,
    )
    return take(following, "urge", by=by, side=side, note=f"由{registration.residence.name}迁来", label="迁入督促登记")


def _hand_over(registration: Registration, target: Area | None, answers: Mapping[str, str] | None, *, by: User) -> None:
    """Let every part of the program hand over what the deputy leaves, and write down in the registration what became of it."""
    departure = departure_of(registration, registration.end_reason, target, registration.ended_on)
    outcomes = handover.carry_out(departure, answers or {}, by=by)
    Handover.objects.bulk_create(
        Handover(
            registration=registration,
            title=outcome.title,
            label=outcome.label[:160],
            choice=outcome.choice[:80],
            done=outcome.done[:200],
            by=by.display_name,
        )
        for outcome in outcomes
    )
