"""Writing check-ins: by the deputy through a code, by the keeper by hand, afterwards from a paper list."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from deputies.models import Deputy
from stations import policies
from stations.enums import CheckInRefusal, CheckInWay
from stations.models import Activity, CheckIn, Code, Station
from stations.policies import CheckInRefused
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.audit.record import record

SAME_VISIT = timedelta(minutes=10)  # a second scan at the same station within this time is the same visit
LATEST_AFTERWARDS = timedelta(days=180)  # older presence belongs into the paper file of the last half-year


@dataclass(frozen=True)
class CheckInResult:
    """A standing check-in, and whether it had been there before this call."""

    check_in: CheckIn
    already: bool = False


def _areas(check_in: CheckIn) -> list:
    places = [place.organising_area for place in (check_in.station, check_in.activity) if place]
    return [*places, check_in.deputy.origin, check_in.deputy.residence]


def _lock_deputy(deputy: Deputy) -> Deputy:
    """Lock the deputy's row, so that two scans of one person follow each other while others go on."""
    locked = Deputy.objects.select_for_update(of=("self",), no_key=True).select_related("origin", "residence")
    return locked.get(pk=deputy.pk)


def _fresh(code: Code) -> Code:
    """Return `code` with its place as the database has it now."""
    places = ("station__organising_area", "activity__organising_area", "activity__station__organising_area")
    return Code.objects.select_related(*places).get(pk=code.pk)


def _standing(deputy: Deputy, station: Station | None, activity: Activity | None, at: datetime) -> CheckIn | None:
    """Return the check-in that a new one at `at` would repeat: once an activity, once a visit of a station."""
    mine = CheckIn.objects.standing().filter(deputy=deputy)
    if activity:
        return mine.filter(activity=activity).first()
    return mine.filter(station=station, activity=None, at__gte=at - SAME_VISIT, at__lte=at + SAME_VISIT).first()


@transaction.atomic
def check_in(code: Code, *, by: User, nonce: str) -> CheckInResult:
    """Take the check-in of the deputy who signs `by` through a station or activity code.

    nonce: text of the form that was rendered; the same nonce again returns the same check-in, and so does a second scan
    of the activity, or of the station within 10 minutes. Errors: CheckInRefused (a Denied) with its CheckInRefusal.
    Side effects: locks the deputy; one CheckIn; one audit event.
    """
    deputy = Deputy.objects.filter(user=by).first()
    if deputy is None:
        raise CheckInRefused(CheckInRefusal.NOT_A_DEPUTY)
    deputy = _lock_deputy(deputy)
    own_nonce = f"{deputy.pk}:{nonce}"[:40]
    repeated = CheckIn.objects.filter(nonce=own_nonce).first()
    if repeated:
        return CheckInResult(repeated, already=True)
    now = timezone.now()
    code = _fresh(code)
    policies.can_check_in(deputy, code, now)
    standing = _standing(deputy, code.station, code.activity, now)
    if standing:
        return CheckInResult(standing, already=True)
    taken = CheckIn.objects.create(
        deputy=deputy,
        station=code.activity.station if code.activity else code.station,
        activity=code.activity,
        code=code,
        way=CheckInWay.ACTIVITY_CODE if code.activity_id else CheckInWay.STATION_CODE,
        at=now,
        nonce=own_nonce,
        recorded_by=by.display_name,
    )
    policies.can_use_code(_fresh(code), now)  # revoked, closed or cancelled while we wrote: the new row held it back
    record("stations.check_in", "签到", taken, by=by, areas=_areas(taken))
    return CheckInResult(taken)


def _check_time(at: datetime, activity: Activity | None) -> None:
    now = timezone.now()
    if at > now + timedelta(minutes=1):
        raise Denied("签到时间不能晚于现在。")
    if at < now - LATEST_AFTERWARDS:
        raise Denied("只能补登最近半年内的签到。")
    if activity and not activity.check_in_opens_at <= at <= activity.check_in_closes_at:
        opens, closes = (timezone.localtime(t) for t in (activity.check_in_opens_at, activity.check_in_closes_at))
        raise Denied(f"签到时间应在活动的签到时段内：{opens:%m月%d日 %H:%M} 至 {closes:%m月%d日 %H:%M}。")


@transaction.atomic
def record_by_keeper(
    deputy: Deputy,
    *,
    by: User,
    station: Station | None = None,
    activity: Activity | None = None,
    at: datetime | None = None,
    reason: str = "",
) -> CheckInResult:
    """Record by hand that `deputy` is present at `station` or `activity` now, or was at the true time `at`.

    at: None is now; an earlier time is an entry afterwards and needs `reason`. Errors: Denied, CheckInRefused.
    Side effects: locks the deputy; one CheckIn; one audit event.
    """
    if activity:
        policies.can_record_at_activity(by, activity)
        station = station or activity.station
    elif station:
        policies.can_record_at_station(by, station)
    deputy = _lock_deputy(deputy)
    if not policies.is_serving(deputy):
        raise CheckInRefused(CheckInRefusal.NOT_SERVING)
    now = timezone.now()
    if at is not None:
        _check_time(at, activity)
        if not reason.strip():
            raise Denied("事后补登须写明原因，例如“现场没有网络，依据纸质签到单”。")
    elif activity and now > activity.check_in_closes_at:
        raise Denied("活动签到时段已过，请用“事后补登”，写明真实时间和原因。")
    standing = _standing(deputy, station, activity, at or now)
    if standing:
        return CheckInResult(standing, already=True)
    taken = CheckIn.objects.create(
        deputy=deputy,
        station=station,
        activity=activity,
        way=CheckInWay.KEEPER if at is None else CheckInWay.AFTERWARDS,
        at=at or now,
        nonce=f"hand-{secrets.token_hex(12)}",
        recorded_by=by.display_name,
        reason=reason.strip(),
    )
    label = "登记签到" if at is None else "补登签到"
    record("stations.record_check_in", label, taken, by=by, reason=reason, areas=_areas(taken))
    return CheckInResult(taken)


@transaction.atomic
def record_paper_list(
    activity: Activity, deputies: Iterable[Deputy], *, by: User, at: datetime, reason: str
) -> list[CheckInResult]:
    """Record a paper list of `activity`: every deputy ticked was present at `at`. All or nothing; returns one result each.

    Those who are in already stay as they are. Errors and side effects as record_by_keeper.
    """
    ordered = sorted(deputies, key=lambda deputy: deputy.pk)  # one order of locks for everybody
    return [record_by_keeper(deputy, by=by, activity=activity, at=at, reason=reason) for deputy in ordered]


@transaction.atomic
def undo_check_in(check_in: CheckIn, *, by: User, reason: str) -> CheckIn:
    """Take a check-in back, keeping its row. Errors: Denied. Side effects: the CheckIn, one audit event."""
    locked = (
        CheckIn.objects.select_for_update(of=("self",))
        .select_related("station__organising_area", "activity__organising_area", "deputy__origin", "deputy__residence")
        .get(pk=check_in.pk)
    )
    policies.can_undo_check_in(by, locked)
    if not reason.strip():
        raise Denied("撤销签到须写明原因。")
    locked.undone_at, locked.undone_by, locked.undo_reason = timezone.now(), by.display_name, reason.strip()
    locked.save(update_fields=["undone_at", "undone_by", "undo_reason"])
    record("stations.undo_check_in", "撤销签到", locked, by=by, reason=reason, areas=_areas(locked))
    return locked
