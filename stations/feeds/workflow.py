"""Opening, replacing and ending calendar feeds."""

from django.db import transaction
from django.utils import timezone

from deputies.people.models import Deputy
from stations.feeds import policies
from stations.feeds.models import CalendarFeed, new_secret
from stations.feeds.querysets import fingerprint
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.audit.record import record


def _open(**holder: object) -> CalendarFeed:
    now = timezone.now()
    CalendarFeed.objects.in_force().filter(**holder).update(revoked_at=now)
    secret = new_secret()
    return CalendarFeed.objects.create(secret=secret, digest=fingerprint(secret), **holder)


@transaction.atomic
def open_own_feed(deputy: Deputy, *, by: User) -> CalendarFeed:
    """Give a deputy a new secret address; the old one ends. Errors: Denied. Side effects: CalendarFeeds, one audit event."""
    locked = Deputy.objects.select_for_update(of=("self",), no_key=True).select_related("origin").get(pk=deputy.pk)
    policies.can_open_own_feed(by, locked)
    feed = _open(deputy=locked)
    record("stations.open_calendar", "开通日历订阅", locked, by=by, areas=[locked.origin])
    return feed


@transaction.atomic
def open_station_feed(station: Station, *, by: User) -> CalendarFeed:
    """Give one of the staff a new secret address of a station's calendar; the old one ends. Errors: Denied.

    Side effects: CalendarFeeds, one audit event.
    """
    rows = Station.objects.select_for_update(of=("self",), no_key=True).select_related("organising_area")
    locked = rows.get(pk=station.pk)
    policies.can_open_station_feed(by, locked)
    feed = _open(station=locked, user=by)
    record("stations.open_calendar", "开通工作日历", locked, by=by, areas=[locked.organising_area])
    return feed


@transaction.atomic
def close_feeds(*, by: User, deputy: Deputy | None = None, station: Station | None = None) -> int:
    """End the feed of a deputy, or of `by` for a station; returns how many were ended. Errors: Denied.

    Side effects: the CalendarFeed, one audit event. Phones that still ask get 404.
    """
    if deputy:
        policies.can_open_own_feed(by, deputy)
    feeds = CalendarFeed.objects.in_force().filter(deputy=deputy, station=station, user=None if deputy else by)
    ended = feeds.update(revoked_at=timezone.now())
    if ended:
        area = deputy.origin if deputy else station.organising_area if station else None
        record("stations.close_calendar", "停用日历订阅", deputy or station, by=by, areas=[area])
    return ended
