"""Who may open and fetch calendar feeds. Each raises Denied with the reason in Chinese."""

from deputies.people.models import Deputy
from stations.feeds.models import CalendarFeed
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.accounts.scope import Scope
from yunhe.kit.refusals import Denied


def can_open_own_feed(user: User, deputy: Deputy) -> None:
    """A deputy opens and ends the own calendar."""
    if not deputy.user_id or deputy.user_id != user.pk:
        raise Denied("日历订阅由代表本人开通。")


def can_open_station_feed(user: User, station: Station) -> None:
    """Who works for the organising side of a station subscribes to its calendar."""
    if not Scope(user).is_staff_for(station.organising_area):
        raise Denied(f"工作日历供{station.organising_area.full_name}的工作人员订阅。")


def is_fetched_by_right(feed: CalendarFeed) -> bool:
    """Whether the holder of `feed` still has what it shows: an active account, and for a station the post."""
    if feed.revoked_at:
        return False
    if feed.deputy:
        return bool(feed.deputy.user and feed.deputy.user.is_active)
    if feed.user is None or feed.station is None or not feed.user.is_active:
        return False
    return Scope(feed.user).is_staff_for(feed.station.organising_area)
