"""Writing check-ins: by the deputy through a code, by the keeper through the deputy's code or by hand, from a paper list.

A scan writes one row and nothing else that others wait for: what the audit chain must hear is kept in the row itself and
chained by a sweep (`stations.presence.workflow.sealing`). What keepers type by hand is rare and recorded at once.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy
from stations.activities import policies as activities_policies
from stations.activities.models import Activity
from stations.codes.models import Code
from stations.places import policies as places_policies
from stations.places.models import Station
from stations.presence import policies
from stations.presence.enums import CheckInRefusal, CheckInWay, DepartureWay
from stations.presence.models import FEW_MINUTES, MANY_STATIONS, SAME_VISIT, CheckIn
from stations.presence.policies import CheckInRefused
from stations.presence.scan_reads import code_again, known_check_ins, lock_deputy
from stations.presence.tasks import tell_of_guests
from stations.presence.workflow.sealing import act_of, areas_of, seal_first
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused, required
from yunhe.kit.verbs import verb

LATEST_AFTERWARDS = timedelta(days=180)  # older presence belongs into the paper file of the last half-year
CLOCK_CHANGED = "手机时间被调过，签到时间不准"  # kept with a scan whose time the phone cannot say
UNSAID = "短时间内在几个站点签到，没有说明"
LATE = timedelta(minutes=2)  # from here on a scan counts as handed in later


@dataclass(frozen=True)
class CheckInResult:
    """A standing check-in; whether nothing was written, and whether this scan said that the deputy leaves."""

    check_in: CheckIn
    already: bool = False
    left: bool = False


@dataclass(frozen=True)
class Scan:
    """One scan that has passed its policies: where, how, when, by whom."""

    station: Station | None
    activity: Activity | None
    code: Code
    way: CheckInWay
    at: datetime
    nonce: str
    by: User
    uploaded_at: datetime | None = None
    within_radius: bool | None = None
    reason: str = ""
    is_handed_in: bool = False  # by the phone itself: nobody sits there to be asked


def _lock_serving(**key: int) -> Deputy:
    """Lock a deputy in office. Errors: CheckInRefused."""
    deputy = lock_deputy(**key)
    if deputy is None:
        raise CheckInRefused(CheckInRefusal.NOT_A_DEPUTY)
    if not deputy.serves:  # type: ignore[attr-defined]
        raise CheckInRefused(CheckInRefusal.NOT_SERVING)
    return deputy


def _is_same_visit(check_in: CheckIn, at: datetime) -> bool:
    """Whether a scan at `at` says nothing new: within 10 minutes of coming or leaving, or again at an activity left."""
    if check_in.activity_id:
        return True
    return any(abs(moment - at) <= SAME_VISIT for moment in (check_in.at, check_in.left_at) if moment)


def _standing(deputy: Deputy, station: Station | None, activity: Activity | None, at: datetime) -> CheckIn | None:
    """Return the check-in that a new one by hand at `at` would repeat: once an activity, once a visit of a station."""
    mine = CheckIn.objects.standing().filter(deputy=deputy)
    if activity:
        return mine.filter(activity=activity).first()
    return mine.filter(station=station, activity=None, at__gte=at - SAME_VISIT, at__lte=at + SAME_VISIT).first()


def _settle(deputy: Deputy, scan: Scan) -> CheckInResult:
    """Write what `scan` of a locked deputy means: coming, leaving, or nothing new. One query to know, one to write.

    Raises CheckInRefused where a printed code is one of many within few minutes and the deputy has not said why; what was kept
    on the phone is taken, and the keeper reads that nothing was said.
    """
    place = (scan.station.pk if scan.station else None, scan.activity.pk if scan.activity else None)
    known = known_check_ins(deputy, *place, scan.at, scan.nonce)
    for one in known:
        if scan.nonce in (one.nonce, one.left_nonce):
            return CheckInResult(one, already=True, left=one.left_nonce == scan.nonce)
    mine = [one for one in known if (None if one.activity_id else one.station_id, one.activity_id) == _key_of(*place)]
    for one in mine:
        if one.is_ended_by(scan.at):
            return _leave(one, scan)
    for one in mine:
        if _is_same_visit(one, scan.at):
            return CheckInResult(one, already=True)
    reason = scan.reason.strip()[:120]
    if scan.way == CheckInWay.STATION_CODE and not reason:
        others = {one.station_id for one in known if not one.activity_id and _is_near(one, scan.at)} - {place[0]}
        if len(others) >= MANY_STATIONS:
            if not scan.is_handed_in:
                raise CheckInRefused(CheckInRefusal.ASKS_WHY)
            reason = UNSAID
    taken = CheckIn.objects.create(
        deputy=deputy,
        reason=reason,
        station=scan.station,
        activity=scan.activity,
        code=scan.code,
        way=scan.way,
        at=scan.at,
        nonce=scan.nonce,
        recorded_by=scan.by.display_name,
        uploaded_at=scan.uploaded_at,
        within_radius=scan.within_radius,
        unsealed=[act_of("stations.check_in", by=scan.by)],
    )
    return CheckInResult(taken)


def _key_of(station: int | None, activity: int | None) -> tuple[int | None, int | None]:
    """Return what names a place among check-ins: the activity alone, else the station."""
    return (None, activity) if activity else (station, None)


def _is_near(check_in: CheckIn, at: datetime) -> bool:
    return check_in.undone_at is None and abs(check_in.at - at) <= FEW_MINUTES


def _leave(check_in: CheckIn, scan: Scan) -> CheckInResult:
    """Note that the stay ends with `scan`, unless the keeper or the clock has just said so."""
    stay = locked(CheckIn.objects.all(), check_in)  # a sweep may be sealing it just now
    if not stay.is_open:
        return CheckInResult(stay, already=True)
    stay.left_at, stay.left_nonce, stay.left_noted_by = scan.at, scan.nonce, scan.by.display_name
    stay.left_way = DepartureWay.KEEPER if scan.way == CheckInWay.DEPUTY_CODE else DepartureWay.SELF
    stay.unsealed = [*(stay.unsealed or []), act_of("stations.check_out", by=scan.by)]
    stay.save(update_fields=["left_at", "left_nonce", "left_noted_by", "left_way", "unsealed"])
    return CheckInResult(stay, left=True)


def _moment(happened_at: datetime | None) -> tuple[datetime, datetime | None]:
    """Return (true time, time of handing in or None). Errors: CheckInRefused when it is in the future or too old."""
    now = timezone.now()
    if happened_at is None:
        return now, None
    policies.can_hand_in(happened_at, now)
    return min(happened_at, now), now if now - happened_at > LATE else None


@transaction.atomic
def check_in(
    code: Code,
    *,
    by: User,
    nonce: str,
    happened_at: datetime | None = None,
    on_screen: bool = False,
    within_radius: bool | None = None,
    reason: str = "",
) -> CheckInResult:
    """Take the scan of a station or activity code by the deputy who signs `by`.

    The first scan checks in; the same code again after 10 minutes on the same day checks out; anything in between is the
    same visit. nonce: text of the form or of the scan kept on the phone; the same nonce again changes nothing.
    happened_at: true time of a scan made without network. on_screen: the caller has verified the stamp of a screen code.
    within_radius: what the phone itself found, None when it was not asked; no position is taken. reason: why at this station
    too, where it is one of many within few minutes (CheckInRefusal.ASKS_WHY).
    Errors: CheckInRefused (a Denied) with its CheckInRefusal.
    Side effects: locks the deputy; one CheckIn written or ended, with what the audit chain takes up within a minute.
    """
    at, uploaded_at = _moment(happened_at)
    policies.can_use_code(code, at)
    deputy = _lock_serving(user=by.pk)
    way = CheckInWay.ACTIVITY_CODE if code.activity_id else CheckInWay.STATION_CODE
    scan = Scan(
        station=code.activity.station if code.activity else code.station,
        activity=code.activity,
        code=code,
        way=CheckInWay.SCREEN_CODE if on_screen else way,
        at=at,
        nonce=f"{deputy.pk}:{nonce}"[:40],
        by=by,
        uploaded_at=uploaded_at,
        within_radius=within_radius,
        reason=reason,
        is_handed_in=happened_at is not None,
    )
    done = _settle(deputy, scan)
    # Revoked, closed or cancelled while we wrote: the new row holds back whoever comes later.
    policies.can_use_code(code_again(code), timezone.now() if happened_at is None else at)
    return done


@transaction.atomic
def check_in_by_deputy_code(
    code: Code,
    *,
    by: User,
    nonce: str,
    station: Station | None = None,
    activity: Activity | None = None,
    happened_at: datetime | None = None,
) -> CheckInResult:
    """Take the keeper's scan of a deputy's code at the keeper's `station` or `activity`; scanned again later it checks out.

    nonce and happened_at as in check_in. Errors: CheckInRefused; Denied when the keeper has no business there.
    Side effects: as check_in.
    """
    at, uploaded_at = _moment(happened_at)
    if not code.deputy_id:
        raise CheckInRefused(CheckInRefusal.NO_DEPUTY_CODE)
    policies.was_valid(code, at)
    if activity:
        activities_policies.can_edit_activity(by, activity)
        station = station or activity.station
    elif station:
        places_policies.can_record_at_station(by, station)
    else:
        raise CheckInRefused(CheckInRefusal.NOT_YOURS)
    policies.takes_check_ins(station, activity, at)
    deputy = _lock_serving(pk=code.deputy_id)
    scan = Scan(
        station=station,
        activity=activity,
        code=code,
        way=CheckInWay.DEPUTY_CODE,
        at=at,
        nonce=f"k{by.pk}:{nonce}"[:40],
        by=by,
        uploaded_at=uploaded_at,
    )
    return _settle(deputy, scan)


def check_time(at: datetime, activity: Activity | None) -> None:
    """Raise Refused for a time that no entry afterwards may have: to come, over half a year ago, outside the activity's hours."""
    now = timezone.now()
    if at > now + timedelta(minutes=1):
        raise Refused({"at": "签到时间不能晚于现在。"})
    if at < now - LATEST_AFTERWARDS:
        raise Refused({"at": "只能补登最近半年内的签到。"})
    if activity and not activity.check_in_opens_at <= at <= activity.check_in_closes_at:
        opens, closes = (timezone.localtime(t) for t in (activity.check_in_opens_at, activity.check_in_closes_at))
        raise Refused({"at": f"签到时间应在活动的签到时段内：{opens:%m月%d日 %H:%M} 至 {closes:%m月%d日 %H:%M}。"})


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

    at: None is now; an earlier time is an entry afterwards and needs `reason`. Errors: Denied, CheckInRefused, Refused.
    Side effects: locks the deputy; one CheckIn; one audit event; on commit a notice to the home office of a guest.
    """
    if activity:
        activities_policies.can_record_at_activity(by, activity)
        station = station or activity.station
    elif station:
        places_policies.can_record_at_station(by, station)
    deputy = _lock_serving(pk=deputy.pk)
    now = timezone.now()
    if at is not None:
        check_time(at, activity)
        reason = required(reason, "事后补登须写明原因，例如“现场没有网络，依据纸质签到单”。", field="reason")
    elif activity and now > activity.check_in_closes_at:
        raise Refused("活动签到时段已过，请用“事后补登”，写明真实时间和原因。")
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
    record("stations.record_check_in", label, taken, by=by, reason=reason, areas=areas_of(taken))
    if taken.is_away:
        later(tell_of_guests, [taken.pk])
    return CheckInResult(taken)


@transaction.atomic
def record_paper_list(
    activity: Activity, deputies: Iterable[Deputy], *, by: User, at: datetime | None = None, reason: str = ""
) -> list[CheckInResult]:
    """Record many of `activity` at once: every deputy ticked is present now, or was at `at` by a paper list. All or nothing.

    Those who are in already stay as they are; returns one result each. Errors and side effects as record_by_keeper.
    """
    ordered = sorted(deputies, key=lambda deputy: deputy.pk)  # one order of locks for everybody
    return [record_by_keeper(deputy, by=by, activity=activity, at=at, reason=reason) for deputy in ordered]


@verb(
    CheckIn.objects.select_related(
        "station__organising_area", "activity__organising_area", "deputy__origin", "deputy__residence"
    ),
    policies.can_undo_check_in,
)
def undo_check_in(check_in: CheckIn, *, by: User, reason: str) -> CheckIn:
    """Take a check-in back, keeping its row. Errors: Denied.

    Side effects: the CheckIn; one audit event, after those of the check-in itself where they still waited.
    """
    reason = required(reason, "撤销签到须写明原因。", field="reason")
    seal_first(check_in)
    check_in.undone_at, check_in.undone_by, check_in.undo_reason = timezone.now(), by.display_name, reason
    check_in.save(update_fields=["undone_at", "undone_by", "undo_reason"])
    record("stations.undo_check_in", "撤销签到", check_in, by=by, reason=reason, areas=areas_of(check_in))
    return check_in
