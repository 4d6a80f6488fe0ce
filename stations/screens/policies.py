"""Who may put a screen up, and which scan of a screen counts. Each raises Denied with the reason in Chinese."""

from datetime import datetime

from stations.enums import CheckInRefusal
from stations.models import Activity, Code, Station
from stations.policies import CheckInRefused, can_edit_activity, can_issue_code, runs_activity
from stations.screens import stamps
from stations.screens.models import Screen
from yunhe.accounts.models import User
from yunhe.accounts.policies import Denied
from yunhe.accounts.scope import scope_of


def can_put_up(user: User, place: Station | Activity) -> None:
    """Who makes the code of a station or activity also puts up its screens."""
    if isinstance(place, Activity):
        can_edit_activity(user, place)
    else:
        can_issue_code(user, place)


def manages(user: User, screen: Screen) -> bool:
    """Whether `user` works for the side that organises what the screen shows."""
    if screen.activity:
        return runs_activity(user, screen.activity)
    return screen.station is not None and scope_of(user).is_staff_for(screen.station.organising_area)


def can_revoke(user: User, screen: Screen) -> None:
    """The organising side takes a screen down, also after the station has closed or the activity is over."""
    if not manages(user, screen):
        raise Denied("屏幕由站点或活动的主办单位管理，请联系主办单位。")
    if not screen.is_in_force:
        raise Denied("这块屏幕已经停用。")


def can_use_stamp(code: Code, stamp: str, at: datetime) -> None:
    """Raise CheckInRefused when `stamp` was not on a screen for `code` within the 90 seconds before `at`."""
    try:
        stamps.check(code.token, stamp, at)
    except stamps.ExpiredStampError:
        raise CheckInRefused(CheckInRefusal.SCREEN_EXPIRED) from None
    except stamps.ForgedStampError:
        raise CheckInRefused(CheckInRefusal.SCREEN_FORGED) from None
