"""How a file ends: moved on (which opens the next one), went home, mandate over, entered by mistake; and changes of
community inside the residence unit.

What the deputy leaves open elsewhere in the program goes along in the same transaction (liaison.registration.handover.mechanism).
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from deputies.mandates.models import Mandate
from deputies.mandates.workflow import mandates
from deputies.people.models import Deputy, ResidenceSpell
from deputies.people.workflow import facts as deputies
from liaison.registration.enums import EndReason, RegistrationState
from liaison.registration.handover import mechanism as handover
from liaison.registration.models import Handover, Registration
from liaison.registration.policies import acting_side
from liaison.registration.queries import departure_of, seats_elsewhere
from liaison.registration.workflow.steps import (
    RegistrationRefused,
    check_community,
    lock,
    point_of,
    required,
    take,
)
from yunhe.accounts.models import User
from yunhe.areas.models import Area

State = RegistrationState
WRITTEN_BY_FILES = ("登记报到核实", "社区转办", "辖区内换社区")  # sources of stays that a file writes


@transaction.atomic
def correct(file: Registration, *, note: str, by: User, expected: str | None = None) -> Registration:
    """The county office ends a file that was entered by mistake (any open state → ENDED).

    Further side effect: a residence that this file has written is put back to what it was before, history kept.
    """
    file = lock(file, expected)
    side = acting_side(by, file, "correct")
    note = required(note, "请写明错在哪里。")
    file.ended_on, file.end_reason = timezone.localdate(), EndReason.MISTAKE
    take(file, "correct", by=by, reason=EndReason.MISTAKE, note=note, side=side)
    _restore_residence(file, by=by)
    return file


@transaction.atomic
def end(
    file: Registration,
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

    moved_to: with MOVED_ON the community (or unit) in the county where the deputy now lives; the next file is then opened
    as URGED at that office and linked. outside: with MOVED_ON a place beyond the county; no office there can register.
    answers: what becomes of each item of the handover list ({field: choice}), proposals where nothing is said.
    Further side effects in order: the deputy's residence follows (with WENT_HOME the home village, with MISTAKE what it was
    before), the next file, every item handed over and written down. Returns the ended file; the next one is `file.next`.
    Raises RegistrationRefused, also when an item cannot be handed over.
    """
    file = lock(file, expected)
    side = acting_side(by, file, "end")
    on = _end_date(file, on)
    target, outside = _checked_end(file, reason, moved_to, outside.strip())
    if reason == EndReason.MISTAKE:
        note = required(note, "请写明错在哪里。")
    file.ended_on, file.end_reason = on, reason
    take(file, "end", by=by, reason=reason, note=note, side=side, label=f"结束：{EndReason(reason).label}")
    if reason == EndReason.MISTAKE:
        _restore_residence(file, by=by)
        return file
    if reason == EndReason.WENT_HOME:
        deputies.change_residence(file.deputy, residence=home_of(file.deputy), since=on, source="返回流出地", by=by)
    elif reason == EndReason.MOVED_ON:
        deputies.change_residence(
            file.deputy, residence=target, outside=outside, address=address.strip(), since=on, source="迁往别处", by=by
        )
    if target:
        _follow(file, target, address=address.strip(), by=by, side=side)
    _hand_over(file, target, answers, by=by)
    return file


@transaction.atomic
def end_mandate(
    mandate: Mandate,
    *,
    by: User,
    reason: str,
    on: date,
    note: str = "",
    answers: Mapping[str, str] | None = None,
) -> Mandate:
    """End a mandate (代表法 62), and the open file with it when no mandate is left that lives elsewhere.

    A deputy with a township and a county mandate keeps the file as long as one of them was given by another unit than the
    residence. Further side effects: file → ENDED with its step, everything of the deputy handed over or laid down.
    Raises Denied, RegisterRefused, RegistrationRefused.
    """
    open_file = Registration.objects.open().select_for_update().filter(deputy_id=mandate.deputy_id).first()
    Deputy.objects.select_for_update().get(pk=mandate.deputy_id)  # nobody opens a file for the deputy meanwhile
    ended = mandates.end_mandate(mandate, by=by, reason=reason, on=on, note=note)
    file = open_file or Registration.objects.open().select_for_update().filter(deputy_id=mandate.deputy_id).first()
    if file is None or seats_elsewhere(file):
        return ended
    file = lock(file, None)
    side = acting_side(by, file, "close")
    file.ended_on = max(on, timezone.localdate(file.created_at))
    file.end_reason = EndReason.MANDATE_ENDED
    said = f"{mandate}：{ended.get_end_reason_display()}"
    take(file, "close", by=by, reason=EndReason.MANDATE_ENDED, note=note or said, side=side)
    _hand_over(file, None, answers, by=by)
    return ended


@transaction.atomic
def relocate(
    file: Registration, *, community: Area, address: str = "", note: str = "", by: User, expected: str | None = None
) -> Registration:
    """Take a co-managed deputy who has moved inside the residence unit to another community (CO_MANAGED → VERIFIED).

    The new community has to receive the deputy; both offices stay the same, so the file stays. Further side effect: the
    deputy's residence with its history.
    """
    file = lock(file, expected)
    side = acting_side(by, file, "relocate")
    community = check_community(community, file.residence)
    if community.pk == file.community_id:
        raise RegistrationRefused("已经在这个社区，请选择另一个社区。")
    file.community, file.address = community, address.strip() or file.address
    file.received_by, file.received_at, file.station = "", None, None
    file.grid = file.contact_person = ""
    deputies.change_residence(file.deputy, residence=community, address=file.address, source="辖区内换社区", by=by)
    take(file, "relocate", by=by, note=note, side=side, label=f"换到{community.short_name}")
    return file


def home_of(deputy: Deputy) -> Area:
    """Return where `deputy` lives after going home: the home village when it lies in the origin, else the origin."""
    village = deputy.home_village
    return village if village and deputy.origin.contains(village) else deputy.origin


def _end_date(file: Registration, on: date | None) -> date:
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise RegistrationRefused("结束日期不能晚于今天。")
    if on < timezone.localdate(file.created_at):
        raise RegistrationRefused(f"结束日期不能早于建档日期（{timezone.localdate(file.created_at)}）。")
    stay = file.deputy.residence_spells.filter(ends_on__isnull=True).first()
    if stay and stay.begins_on and on < stay.begins_on:
        raise RegistrationRefused(f"结束日期不能早于现居住地的起始日期（{stay.begins_on}）。")
    return on


def _checked_end(file: Registration, reason: str, place: Area | None, outside: str) -> tuple[Area | None, str]:
    """Return where the deputy has moved on to, (area in the county or None, place beyond it or ""); refuse what makes no sense."""
    if reason not in EndReason.values or reason == EndReason.WITHDRAWN:
        raise RegistrationRefused("请选择结束原因。")
    if reason == EndReason.MANDATE_ENDED and seats_elsewhere(file):
        raise RegistrationRefused("代表仍有在任的资格。请在代表档案里终止代表资格，共管档案会随之结束。")
    if reason != EndReason.MOVED_ON:
        return None, ""
    if outside and place:
        raise RegistrationRefused("迁往的地方只能填一处：县内选社区（村），县外填地名。")
    if outside:
        return None, outside
    if place is None or place.unit is None:
        raise RegistrationRefused("请选择迁往的社区或村；迁出县外的请填写县外地名。")
    if place.unit.pk == file.origin_id:
        raise RegistrationRefused("迁往的地方就是流出地，结束原因请选“返回流出地”。")
    if place.unit.pk == file.residence_id:
        raise RegistrationRefused("迁往的地方还在本辖区内，请用“辖区内换社区”办理，不需要结束档案。")
    return place, ""


def _restore_residence(file: Registration, *, by: User) -> None:
    """Put the residence back to the stay before those that this file has written; nothing when it wrote none."""
    stays = list(file.deputy.residence_spells.order_by("-pk"))
    written = [stay for stay in stays if _was_written_by(stay, file)]
    if not written or stays[0] not in written:
        return
    before = next((stay for stay in stays if stay not in written), None)
    if before is not None:
        deputies.change_residence(
            file.deputy,
            residence=before.area,
            outside=before.outside,
            address=before.address,
            source="登记错误更正",
            by=by,
        )


def _was_written_by(stay: ResidenceSpell, file: Registration) -> bool:
    return stay.source in WRITTEN_BY_FILES and stay.recorded_at >= file.created_at


def _follow(file: Registration, moved_to: Area, *, address: str, by: User, side: str) -> Registration:
    """Open the next file after `file` with the unit of `moved_to`, urged in the name of the side that ended the last."""
    following = Registration(
        deputy=file.deputy,
        origin=file.origin,
        residence=moved_to.unit or moved_to,
        community=point_of(moved_to),
        address=address,
        state="",
        previous=file,
    )
    return take(following, "urge", by=by, side=side, note=f"由{file.residence.name}迁来", label="迁入督促登记")


def _hand_over(file: Registration, target: Area | None, answers: Mapping[str, str] | None, *, by: User) -> None:
    """Let every part of the program hand over what the deputy leaves, and write down in the file what became of it."""
    try:
        outcomes = handover.carry_out(departure_of(file, file.end_reason, target, file.ended_on), answers or {}, by=by)
    except handover.HandoverRefused as refusal:
        raise RegistrationRefused(str(refusal)) from refusal
    Handover.objects.bulk_create(
        Handover(
            registration=file,
            title=outcome.title,
            label=outcome.label[:160],
            choice=outcome.choice[:80],
            done=outcome.done[:200],
            by=by.name,
        )
        for outcome in outcomes
    )
