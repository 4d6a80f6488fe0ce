"""Who may check in where and when, and who may record or undo it. Each raises Denied with the reason in Chinese."""

from datetime import datetime, timedelta

from django.utils import timezone

from deputies.mandates.queries import is_serving
from deputies.people.models import Deputy
from stations.activities.enums import ActivityState
from stations.activities.models import Activity
from stations.activities.policies import manages
from stations.codes import stamps
from stations.codes.models import Code
from stations.places.models import Station
from stations.presence.enums import CheckInRefusal
from stations.presence.models import CheckIn
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.refusals import Denied, IllegalMove

CLOCKS_DIFFER = timedelta(minutes=1)  # how far a phone's clock may run ahead of ours
HAND_IN_WITHIN = timedelta(hours=72)  # how old a scan without network may be


class CheckInRefused(Denied):
    """A check-in was not taken. `reason` is a CheckInRefusal; `str()` is its explanation for the deputy."""

    def __init__(self, reason: CheckInRefusal):
        self.reason = reason
        super().__init__(reason.label)


def keeps_place_of(user: User, check_in: CheckIn) -> bool:
    """Whether `user` records at the station or activity of `check_in`."""
    at_station = check_in.station and scope_of(user).is_staff_for(check_in.station.organising_area)
    return bool(at_station or (check_in.activity and manages(user, check_in.activity)))


def can_undo_check_in(user: User, check_in: CheckIn) -> None:
    """Those who record at the station or activity undo a check-in."""
    if check_in.undone_at:
        raise IllegalMove("该签到已经撤销。")
    if not keeps_place_of(user, check_in):
        raise Denied("签到由站点或活动的主办单位撤销，请联系主办单位。")


def can_check_out(user: User, check_in: CheckIn) -> None:
    """The deputy on the day itself, and those who record at the place, say when the stay ended; once."""
    if check_in.undone_at:
        raise IllegalMove("该签到已经撤销，不用签退。")
    if check_in.left_at:
        raise IllegalMove(f"已在 {timezone.localtime(check_in.left_at):%H:%M} 签退，不用再签。")
    if keeps_place_of(user, check_in):
        return
    if not check_in.deputy.user_id or check_in.deputy.user_id != user.pk:
        raise Denied("签退由代表本人，或站点、活动的主办单位办理。")
    if timezone.localdate(check_in.at) != timezone.localdate():
        raise IllegalMove("只能在签到当天签退；离开时间有误的，请联系站点负责人。")


def can_use_code(code: Code, at: datetime) -> None:
    """Raise CheckInRefused when `code` took no check-ins at `at`: not in force, no place, closed, cancelled, too early or late."""
    was_valid(code, at)
    if code.deputy_id:
        raise CheckInRefused(CheckInRefusal.NO_PLACE)
    takes_check_ins(code.station, code.activity, at)


def was_valid(code: Code, at: datetime) -> None:
    """Raise CheckInRefused when `code` had not been made yet at `at`, or had been revoked by then."""
    if code.revoked_at and code.revoked_at <= at:
        raise CheckInRefused(CheckInRefusal.CODE_REVOKED)
    if at < code.created_at:
        raise CheckInRefused(CheckInRefusal.CODE_NOT_YET)


def takes_check_ins(station: Station | None, activity: Activity | None, at: datetime) -> None:
    """Raise CheckInRefused when nobody can check in there at `at`. A station takes what was scanned before it closed."""
    if activity is None:
        if station and not station.is_active and not (station.closed_on and timezone.localdate(at) < station.closed_on):
            raise CheckInRefused(CheckInRefusal.STATION_CLOSED)
        return
    if activity.state == ActivityState.CANCELLED:
        raise CheckInRefused(CheckInRefusal.ACTIVITY_CANCELLED)
    if at < activity.check_in_opens_at:
        raise CheckInRefused(CheckInRefusal.TOO_EARLY)
    if at > activity.check_in_closes_at:
        raise CheckInRefused(CheckInRefusal.TOO_LATE)


def can_hand_in(at: datetime, now: datetime) -> None:
    """Raise CheckInRefused when a scan made at `at` without network may not be handed in any more, or not yet."""
    if at > now + CLOCKS_DIFFER:
        raise CheckInRefused(CheckInRefusal.IN_THE_FUTURE)
    if at < now - HAND_IN_WITHIN:
        raise CheckInRefused(CheckInRefusal.TOO_OLD)


def can_check_in(deputy: Deputy, code: Code, at: datetime) -> None:
    """Raise CheckInRefused when `code` takes no check-ins now, or `deputy` is not in office."""
    can_use_code(code, at)
    if not is_serving(deputy):
        raise CheckInRefused(CheckInRefusal.NOT_SERVING)


def can_use_stamp(code: Code, stamp: str, at: datetime) -> None:
    """Raise CheckInRefused when `stamp` was not on a screen for `code` within the 90 seconds before `at`."""
    try:
        stamps.check(code.token, stamp, at)
    except stamps.ExpiredStampError:
        raise CheckInRefused(CheckInRefusal.SCREEN_EXPIRED) from None
    except stamps.ForgedStampError:
        raise CheckInRefused(CheckInRefusal.SCREEN_FORGED) from None
