"""Every move of a dual-management file. Order of each verb: lock, policy and legal move, change, step, audit, notices.

All verbs take `by` (the User who acts) and raise Denied or IllegalMove with a Chinese reason, RegistrationRefused for
wrong input. Common side effects: Registration row, one RegistrationMove, one audit event that both sides see, and on
commit one Celery task that tells the other sides.
"""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from deputies import workflow as deputies
from deputies.models import Deputy
from liaison.registration import tasks
from liaison.registration.deadlines import due_on
from liaison.registration.enums import (
    TRANSITIONS,
    VERB_LABELS,
    EndReason,
    RedirectReason,
    RegistrationState,
    ReturnReason,
)
from liaison.registration.models import Registration, RegistrationMove
from liaison.registration.policies import IllegalMove, acting_side, can_edit_part
from stations.enums import StationKind
from stations.models import CheckIn, Station
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.areas.models import Area
from yunhe.audit.record import record

State = RegistrationState


class RegistrationRefused(Exception):  # noqa: N818 said to people
    """Input that a file cannot take; `str()` says in Chinese what is wrong and what to do."""


def _lock(file: Registration, expected: str | None) -> Registration:
    """Return the file locked; IllegalMove when it is no longer in the state the person saw."""
    locked = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("deputy", "origin", "residence", "community")
        .get(pk=file.pk)
    )
    if expected and locked.state != expected:
        raise IllegalMove(f"档案已变为“{locked.get_state_display()}”，有人刚刚办理过。请查看最新情况后再办。")
    return locked


def _take(
    file: Registration, verb: str, *, by: User, reason: str = "", note: str = "", label: str = "", side: str = ""
) -> Registration:
    """Put `file` (changed, not saved) into the state after `verb`, write the step, the audit event and the notices."""
    before = file.state
    side = side or acting_side(by, file, verb)
    now = timezone.now()
    file.state = TRANSITIONS[before][verb][0]
    file.state_since = now
    file.due_on = due_on(file.state, timezone.localdate(now))
    file.save()
    move = RegistrationMove.objects.create(
        registration=file,
        verb=verb,
        label=label or VERB_LABELS[verb],
        from_state=before,
        to_state=file.state,
        side=side,
        by=by.name,
        by_user_id=by.pk,
        reason=reason,
        note=note,
        at=now,
        due_on=file.due_on,
    )
    record(
        f"registration.{verb}",
        move.label,
        file,
        by=by,
        areas=[file.origin, file.residence],
        changes={"状态": [State(before).label if before else "", State(file.state).label]},
        reason=note or move.reason_label,
    )
    transaction.on_commit(lambda: tasks.tell_of_move.delay(move.pk))
    return file


def _new_file(deputy: Deputy, residence: Area | None, community: Area | None) -> Registration:
    """Return an unsaved file of `deputy` with `residence` (a unit); refuses when it makes no sense."""
    if not residence or not residence.is_unit:
        raise RegistrationRefused("请选择现居住地所在的街道、乡镇或开发区。")
    if residence.pk == deputy.origin_id:
        raise RegistrationRefused("现居住地就在流出地，不需要办理流动代表登记。")
    if not deputy.mandates.serving().exists():
        raise RegistrationRefused(f"{deputy.name}没有在任的代表资格，不能登记。")
    if Registration.objects.open().filter(deputy=deputy).exists():
        raise RegistrationRefused(f"{deputy.name}已有一份未结束的档案，请先查看那份档案。")
    last = deputy.registrations.filter(state=State.ENDED, next__isnull=True).order_by("-ended_on", "-pk").first()
    return Registration(
        deputy=deputy, origin=deputy.origin, residence=residence, community=community, state="", previous=last
    )


def _open(file: Registration, verb: str, *, by: User, note: str = "") -> Registration:
    try:
        with transaction.atomic():
            return _take(file, verb, by=by, note=note)
    except IntegrityError as error:
        raise RegistrationRefused(f"{file.deputy.name}已有一份未结束的档案，请刷新页面。") from error


@transaction.atomic
def urge(deputy: Deputy, *, by: User, note: str = "") -> Registration:
    """The origin office opens a file and urges `deputy` to register where the deputy lives (→ URGED)."""
    place = deputy.residence
    if place is None or place.unit is None:
        raise RegistrationRefused(f"{deputy.name}的现居住地没有登记到县内的社区，请先在代表档案里填写。")
    return _open(_new_file(deputy, place.unit, _point(place)), "urge", by=by, note=note)


def urge_many(deputies_to_urge: Iterable[Deputy], *, by: User) -> tuple[int, list[str]]:
    """Urge several deputies, each on its own; return how many files were opened and the refusals, one sentence each."""
    opened, refusals = 0, []
    for deputy in deputies_to_urge:
        try:
            urge(deputy, by=by)
            opened += 1
        except (RegistrationRefused, Denied) as refusal:
            refusals.append(f"{deputy.name}：{refusal}")
    return opened, refusals


def _point(area: Area | None) -> Area | None:
    return area if area and not area.is_unit else None


def _check_community(community: Area | None, residence: Area) -> Area:
    if community is None or community.is_unit or not residence.contains(community):
        raise RegistrationRefused(f"请选择{residence.name}的社区或村。")
    return community


@transaction.atomic
def register(deputy: Deputy, *, community: Area, address: str, by: User, note: str = "") -> Registration:
    """Open a file without having been urged: by the deputy, or by the residence office that found the deputy (→ SUBMITTED)."""
    unit = community.unit if community else None
    file = _new_file(deputy, unit, _check_community(community, unit) if unit else None)
    file.address = _required(address, "请填写现住址（小区、楼幢、门牌）。")
    return _open(file, "submit", by=by, note=note)


def _required(text: str, refusal: str) -> str:
    text = text.strip()
    if not text:
        raise RegistrationRefused(refusal)
    return text


@transaction.atomic
def submit(
    file: Registration, *, community: Area, address: str, by: User, note: str = "", expected: str | None = None
) -> Registration:
    """Hand the file in to the residence office (URGED or RETURNED → SUBMITTED). The community decides the residence office."""
    file = _lock(file, expected)
    acting_side(by, file, "submit")
    unit = community.unit if community else None
    if unit is None or unit.pk == file.origin_id:
        raise RegistrationRefused("请选择现居住的社区或村；住在流出地不需要登记。")
    file.residence, file.community = unit, _check_community(community, unit)
    file.address = _required(address, "请填写现住址（小区、楼幢、门牌）。")
    file.return_reason = file.return_note = ""
    return _take(file, "submit", by=by, note=note, label="重新提交" if file.state == State.RETURNED else "")


@transaction.atomic
def send_back(
    file: Registration, *, reason: str, note: str = "", by: User, expected: str | None = None
) -> Registration:
    """The residence office returns the file with a coded reason (SUBMITTED → RETURNED)."""
    file = _lock(file, expected)
    acting_side(by, file, "send_back")
    if reason not in ReturnReason.values:
        raise RegistrationRefused("请选择退回原因。")
    if reason == ReturnReason.OTHER:
        note = _required(note, "选择“其他”时请写明退回原因。")
    file.return_reason, file.return_note = reason, note
    return _take(file, "send_back", by=by, reason=reason, note=note)


@transaction.atomic
def verify(
    file: Registration, *, community: Area, by: User, note: str = "", expected: str | None = None
) -> Registration:
    """The residence office confirms identity and address and names the community (SUBMITTED → VERIFIED).

    Further side effect: the deputy's residence is written with its history.
    """
    file = _lock(file, expected)
    side = acting_side(by, file, "verify")
    file.community = _check_community(community, file.residence)
    file.verified_by, file.verified_at = by.name, timezone.now()
    deputies.change_residence(file.deputy, residence=file.community, address=file.address, source="登记报到核实", by=by)
    return _take(file, "verify", by=by, note=note, side=side)


@transaction.atomic
def redirect(
    file: Registration, *, community: Area, reason: str, note: str = "", by: User, expected: str | None = None
) -> Registration:
    """Hand the file on to another community of the residence unit with a coded reason (VERIFIED → VERIFIED)."""
    file = _lock(file, expected)
    side = acting_side(by, file, "redirect")
    if reason not in RedirectReason.values:
        raise RegistrationRefused("请选择转出原因。")
    community = _check_community(community, file.residence)
    if community.pk == file.community_id:
        raise RegistrationRefused("已经在这个社区，请选择另一个社区。")
    label = f"转{community.short_name}"
    file.community = community
    deputies.change_residence(file.deputy, residence=community, address=file.address, source="社区转办", by=by)
    return _take(file, "redirect", by=by, reason=reason, note=note, label=label, side=side)


def _station_of(community: Area | None) -> Station | None:
    return Station.objects.active().filter(kind=StationKind.POINT, location_area=community).first()


@transaction.atomic
def receive(
    file: Registration,
    *,
    grid: str,
    contact_person: str,
    group: str = "",
    by: User,
    note: str = "",
    expected: str | None = None,
) -> Registration:
    """The community's keeper takes the deputy in by hand (VERIFIED → CO_MANAGED)."""
    file = _lock(file, expected)
    side = acting_side(by, file, "receive")
    file.contact_person = _required(contact_person, "请填写社区联系人。")
    file.grid, file.group = grid.strip(), group.strip()
    file.received_by, file.received_at = by.name, timezone.now()
    file.station = _station_of(file.community)
    return _take(file, "receive", by=by, note=note, side=side)


@transaction.atomic
def report_in_by_code(check_in: CheckIn, *, by: User) -> Registration | None:
    """The deputy has checked in at a station of the community that waits for him: that is the reporting-in (→ CO_MANAGED).

    Returns the file, or None when no file of this deputy waits at this place. Grid, team and contact person are
    completed by the keeper afterwards.
    """
    station = check_in.station
    if station is None or check_in.deputy.user_id != by.pk:
        return None
    waiting = Registration.objects.filter(
        deputy=check_in.deputy, state=State.VERIFIED, community_id=station.location_area_id
    ).first()
    if waiting is None:
        return None
    file = _lock(waiting, None)
    if file.state != State.VERIFIED:
        return None
    file.received_by, file.received_at, file.station = "扫码报到", check_in.at, station
    return _take(file, "report_in", by=by)


@transaction.atomic
def complete_reception(file: Registration, *, grid: str, group: str, contact_person: str, by: User) -> Registration:
    """The community fills in or corrects grid, team and contact person of a co-managed file. No state changes.

    Side effects: the fields, one audit event seen by both sides.
    """
    file = _lock(file, None)
    can_edit_part(by, file, "community")
    before = (file.grid, file.group, file.contact_person)
    file.grid, file.group = grid.strip(), group.strip()
    file.contact_person = _required(contact_person, "请填写社区联系人。")
    file.save(update_fields=["grid", "group", "contact_person"])
    names = ("编入网格", "编入代表小组（共治组）", "社区联系人")
    after = (file.grid, file.group, file.contact_person)
    changes = {name: [a, b] for name, a, b in zip(names, before, after, strict=True) if a != b}
    record(
        "registration.complete_reception",
        "补充社区接收信息",
        file,
        by=by,
        areas=[file.origin, file.residence],
        changes=changes,
    )
    return file


@transaction.atomic
def withdraw(file: Registration, *, note: str, by: User, expected: str | None = None) -> Registration:
    """The origin office takes back a file that is not under way (URGED or RETURNED → ENDED)."""
    file = _lock(file, expected)
    side = acting_side(by, file, "withdraw")
    note = _required(note, "请写明撤回原因。")
    file.ended_on, file.end_reason = timezone.localdate(), EndReason.WITHDRAWN
    return _take(file, "withdraw", by=by, reason=EndReason.WITHDRAWN, note=note, side=side)


@transaction.atomic
def correct(file: Registration, *, note: str, by: User, expected: str | None = None) -> Registration:
    """The county office ends a file that was entered by mistake (any open state → ENDED)."""
    file = _lock(file, expected)
    side = acting_side(by, file, "correct")
    note = _required(note, "请写明错在哪里。")
    file.ended_on, file.end_reason = timezone.localdate(), EndReason.MISTAKE
    return _take(file, "correct", by=by, reason=EndReason.MISTAKE, note=note, side=side)


@transaction.atomic
def end(
    file: Registration,
    *,
    reason: str,
    on: date | None = None,
    note: str = "",
    moved_to: Area | None = None,
    address: str = "",
    by: User,
    expected: str | None = None,
) -> Registration:
    """End dual management (CO_MANAGED → ENDED): moved on, went home, mandate ended, or entered by mistake.

    moved_to: with MOVED_ON the community (or unit) in the county where the deputy now lives; the next file is then opened as
    URGED and linked. Further side effects: the deputy's residence follows; with WENT_HOME it becomes the home village.
    Returns the ended file; the next one is `file.next`.
    """
    file = _lock(file, expected)
    side = acting_side(by, file, "end")
    if reason not in EndReason.values or reason == EndReason.WITHDRAWN:
        raise RegistrationRefused("请选择结束原因。")
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise RegistrationRefused("结束日期不能晚于今天。")
    target = _moved_on_to(file, moved_to) if reason == EndReason.MOVED_ON else None
    file.ended_on, file.end_reason = on, reason
    _take(file, "end", by=by, reason=reason, note=note, side=side, label=f"结束：{EndReason(reason).label}")
    if reason == EndReason.WENT_HOME:
        home = file.deputy.home_village or file.origin
        deputies.change_residence(file.deputy, residence=home, since=on, source="返回流出地", by=by)
    elif target:
        deputies.change_residence(file.deputy, residence=target, address=address, since=on, source="迁往别处", by=by)
        _follow(file, target, by=by, side=side)
    return file


def _moved_on_to(file: Registration, place: Area | None) -> Area:
    """Return `place` when a deputy can have moved on there: in the county, but neither here nor at the origin."""
    if place is None or place.unit is None:
        raise RegistrationRefused("请选择迁往的社区或村。迁出县外请先在代表档案里登记县外居住地。")
    if place.unit.pk in (file.residence_id, file.origin_id):
        raise RegistrationRefused("迁往的地方应在另一个街道或乡镇；返回流出地请选“返回流出地”。")
    return place


def _follow(file: Registration, moved_to: Area, *, by: User, side: str) -> Registration:
    """Open the next file after `file` with the unit of `moved_to`, urged in the name of the side that ended the last."""
    following = Registration(
        deputy=file.deputy,
        origin=file.origin,
        residence=moved_to.unit or moved_to,
        community=_point(moved_to),
        state="",
        previous=file,
    )
    return _take(following, "urge", by=by, side=side, note=f"由{file.residence.name}迁来", label="迁入督促登记")
