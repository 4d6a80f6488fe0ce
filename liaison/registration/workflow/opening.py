"""Opening a registration and bringing it before the residence office: urging, registering, handing in, taking back."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from deputies.people.models import Deputy
from liaison.registration.enums import EndReason, RegistrationState
from liaison.registration.models import Registration
from liaison.registration.policies import acting_side
from liaison.registration.workflow.steps import check_community, lock, point_of, take
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied, Refused, required

State = RegistrationState


def _new_registration(deputy: Deputy, residence: Area | None, community: Area | None) -> Registration:
    """Return an unsaved registration of `deputy` with `residence` (a unit); refuses when it makes no sense."""
    if not residence or not residence.is_unit:
        raise Refused("请选择现居住地所在的街道、乡镇或开发区。")
    if residence.pk == deputy.origin_id:
        raise Refused("现居住地就在流出地，不需要办理流动代表登记。")
    if not deputy.mandates.serving().exists():
        raise Refused(f"{deputy.name}没有在任的代表资格，不能登记。")
    if Registration.objects.open().filter(deputy=deputy).exists():
        raise Refused(f"{deputy.name}已有一份未结束的档案，请先查看那份档案。")
    last = deputy.registrations.filter(state=State.ENDED, next__isnull=True).order_by("-ended_on", "-pk").first()
    return Registration(
        deputy=deputy, origin=deputy.origin, residence=residence, community=community, state="", previous=last
    )


def _open(registration: Registration, verb: str, *, by: User, note: str = "") -> Registration:
    try:
        with transaction.atomic():
            return take(registration, verb, by=by, note=note)
    except IntegrityError as error:
        raise Refused(f"{registration.deputy.name}已有一份未结束的档案，请刷新页面。") from error


@transaction.atomic
def urge(deputy: Deputy, *, by: User, note: str = "") -> Registration:
    """The origin office opens a registration and urges `deputy` to register where the deputy lives (→ URGED)."""
    place = deputy.residence
    if place is None or place.unit is None:
        raise Refused(f"{deputy.name}的现居住地没有登记到县内的社区，请先在代表档案里填写。")
    return _open(_new_registration(deputy, place.unit, point_of(place)), "urge", by=by, note=note)


def urge_many(deputies_to_urge: Iterable[Deputy], *, by: User) -> tuple[int, list[str]]:
    """Urge several deputies, each on its own; return how many registrations were opened and the refusals, one sentence each."""
    opened, refusals = 0, []
    for deputy in deputies_to_urge:
        try:
            urge(deputy, by=by)
            opened += 1
        except (Refused, Denied) as refusal:
            refusals.append(f"{deputy.name}：{refusal}")
    return opened, refusals


@transaction.atomic
def register(deputy: Deputy, *, community: Area, address: str, by: User, note: str = "") -> Registration:
    """Open a registration without having been urged: by the deputy, or by the residence office that found the deputy (→ SUBMITTED)."""
    unit = community.unit if community else None
    registration = _new_registration(deputy, unit, check_community(community, unit) if unit else None)
    registration.address = required(address, "请填写现住址（小区、楼幢、门牌）。")
    return _open(registration, "submit", by=by, note=note)


@transaction.atomic
def submit(
    registration: Registration, *, community: Area, address: str, by: User, note: str = "", expected: str | None = None
) -> Registration:
    """Hand the registration in to the residence office (URGED or RETURNED → SUBMITTED). The community decides the residence office."""
    registration = lock(registration, expected)
    acting_side(by, registration, "submit")
    unit = community.unit if community else None
    if unit is None or unit.pk == registration.origin_id:
        raise Refused("请选择现居住的社区或村；住在流出地不需要登记。")
    registration.residence, registration.community = unit, check_community(community, unit)
    registration.address = required(address, "请填写现住址（小区、楼幢、门牌）。")
    registration.return_reason = registration.return_note = ""
    return take(
        registration, "submit", by=by, note=note, label="重新提交" if registration.state == State.RETURNED else ""
    )


@transaction.atomic
def withdraw(registration: Registration, *, note: str, by: User, expected: str | None = None) -> Registration:
    """The origin office takes back a registration that is not under way (URGED or RETURNED → ENDED)."""
    registration = lock(registration, expected)
    side = acting_side(by, registration, "withdraw")
    note = required(note, "请写明撤回原因。")
    registration.ended_on, registration.end_reason = timezone.localdate(), EndReason.WITHDRAWN
    return take(registration, "withdraw", by=by, reason=EndReason.WITHDRAWN, note=note, side=side)
