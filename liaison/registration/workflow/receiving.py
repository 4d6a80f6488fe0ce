"""Between the residence office and the community: verifying, returning, handing on, receiving."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from deputies.people.workflow.facts import change_residence
from deputies.teams.models import Team
from liaison.registration.enums import RedirectReason, RegistrationState, ReturnReason
from liaison.registration.models import Registration
from liaison.registration.policies import acting_side, can_edit_part
from liaison.registration.workflow.placing import join_team, post_at
from liaison.registration.workflow.steps import check_community, lock, settle, station_of, take
from stations.presence.models import CheckIn
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import changes_of, filled
from yunhe.kit.refusals import Refused, required
from yunhe.privacy import mask_address

State = RegistrationState


@transaction.atomic
def send_back(
    registration: Registration, *, reason: str, note: str = "", by: User, expected: str | None = None
) -> Registration:
    """The residence office returns the registration with a coded reason (SUBMITTED → RETURNED)."""
    registration = lock(registration, expected)
    acting_side(by, registration, "send_back")
    if reason not in ReturnReason.values:
        raise Refused("请选择退回原因。")
    if reason == ReturnReason.OTHER:
        note = required(note, "选择“其他”时请写明退回原因。")
    registration.return_reason, registration.return_note = reason, note
    return take(registration, "send_back", by=by, reason=reason, note=note)


@transaction.atomic
def verify(
    registration: Registration, *, community: Area, by: User, note: str = "", expected: str | None = None
) -> Registration:
    """The residence office confirms identity and address and names the community (SUBMITTED → VERIFIED).

    Further side effect: the deputy's residence is written with its history.
    """
    registration = lock(registration, expected)
    side = acting_side(by, registration, "verify")
    registration.community = check_community(community, registration.residence)
    registration.verified_by, registration.verified_at = by.display_name, timezone.now()
    settle(registration, source="登记报到核实", by=by)
    return take(registration, "verify", by=by, note=note, side=side)


@transaction.atomic
def redirect(
    registration: Registration, *, community: Area, reason: str, note: str = "", by: User, expected: str | None = None
) -> Registration:
    """Hand the registration on to another community of the residence unit with a coded reason (VERIFIED → VERIFIED)."""
    registration = lock(registration, expected)
    side = acting_side(by, registration, "redirect")
    if reason not in RedirectReason.values:
        raise Refused("请选择转出原因。")
    community = check_community(community, registration.residence)
    if community.pk == registration.community_id:
        raise Refused("已经在这个社区，请选择另一个社区。")
    label = f"转{community.short_name}"
    registration.community = community
    settle(registration, source="社区转办", by=by)
    return take(registration, "redirect", by=by, reason=reason, note=note, label=label, side=side)


@transaction.atomic
def receive(
    registration: Registration,
    *,
    grid: str,
    contact_person: str,
    team: Team | None = None,
    by: User,
    note: str = "",
    expected: str | None = None,
) -> Registration:
    """The community's keeper takes the deputy in by hand (VERIFIED → CO_MANAGED).

    Further side effects: a membership in `team`, a posting at the community's station.
    """
    registration = lock(registration, expected)
    side = acting_side(by, registration, "receive")
    registration.contact_person = required(contact_person, "请填写社区联系人。")
    registration.grid = grid.strip()
    join_team(registration, team, by=by)
    registration.received_by, registration.received_at = by.display_name, timezone.now()
    post_at(registration, station_of(registration.community), by=by)
    return take(registration, "receive", by=by, note=note, side=side)


def report_in_by_code(check_in: CheckIn, *, by: User) -> Registration | None:
    """The deputy has checked in at a station of the community that waits for him: that is the reporting-in (→ CO_MANAGED).

    Returns the registration, or None when no registration of this deputy waits at this place. Grid, team and contact person are
    completed by the keeper afterwards.
    """
    station = check_in.station
    if station is None or check_in.deputy.user_id != by.pk:
        return None
    waiting = Registration.objects.filter(
        deputy=check_in.deputy_id, state=State.VERIFIED, community_id=station.location_area_id
    )
    if not waiting.exists():  # as a rule: asked outside a transaction, because every scan asks it
        return None
    return _report_in(waiting, check_in, by)


@transaction.atomic
def _report_in(waiting: QuerySet[Registration], check_in: CheckIn, by: User) -> Registration | None:
    found = waiting.first()
    if found is None:
        return None
    registration = lock(found, None)
    if registration.state != State.VERIFIED:
        return None
    registration.received_by, registration.received_at = "扫码报到", check_in.at
    post_at(registration, check_in.station, by=by)
    return take(registration, "report_in", by=by)


@transaction.atomic
def complete_reception(
    registration: Registration, *, grid: str, contact_person: str, by: User, team: Team | None = None
) -> Registration:
    """The community fills in or corrects grid, team and contact person of a co-managed registration. No state changes.

    Side effects: the fields, the membership in the team, one audit event seen by both sides.
    """
    registration = lock(registration, None)
    can_edit_part(by, registration, "community")
    person = required(contact_person, "请填写社区联系人。")
    before = {"group": registration.group}
    join_team(registration, team, by=by)
    before |= filled(registration, {"grid": grid.strip(), "contact_person": person})
    registration.save(update_fields=[*before, "team"])
    changes = changes_of(registration, before)
    record("registration.complete_reception", "补充社区接收信息", registration, by=by, changes=changes)
    return registration


@transaction.atomic
def mend_address(registration: Registration, *, address: str, source: str, by: User) -> Registration:
    """Write the address that was found to be right into registration and register. No state changes; the caller has asked the policy.

    Side effects: the registration, the deputy's residence with its history and audit event, one audit event of the registration.
    """
    registration = lock(registration, None)
    before, registration.address = registration.address, required(address, "请填写现住址（小区、楼幢、门牌）。")
    registration.save(update_fields=["address"])
    deputy = registration.deputy
    place: dict[str, Any] = {
        "residence": deputy.residence,
        "outside": deputy.residence_outside,
        "address": registration.address,
    }
    change_residence(deputy, **place, source=source, by=by)
    if before != registration.address:
        changes = {"现住址": [mask_address(before), mask_address(registration.address)]}
        record("registration.mend_address", "更正住址", registration, by=by, changes=changes, reason=source)
    return registration
