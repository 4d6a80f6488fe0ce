"""From rows to what a calendar shows (RFC 5545): stable UIDs, rising SEQUENCE, cancelled ones marked instead of dropped."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, TimezoneStandard

from deputies.people.models import Deputy
from stations.activities.enums import ActivityState, InvitationState
from stations.activities.models import Activity, Invitation
from stations.feeds.models import CalendarFeed
from stations.places.models import Station
from stations.rotas.enums import ShiftState
from stations.rotas.models import Shift

SHANGHAI = ZoneInfo("Asia/Shanghai")
KEPT_BACK = timedelta(days=90)  # how long the past stays in a calendar
AHEAD = {InvitationState.INVITED: "（待答复）", InvitationState.WAITING: "（候补）"}


def calendar_of_feed(feed: CalendarFeed) -> bytes:
    """Return the calendar that a secret address shows."""
    if feed.deputy:
        return deputy_calendar(feed.deputy)
    assert feed.station is not None
    return staff_calendar(feed.station)


def deputy_calendar(deputy: Deputy) -> bytes:
    """Return a deputy's calendar: activities that he was invited to and has not declined, and his duty at stations."""
    since = timezone.now() - KEPT_BACK
    invitations = (
        deputy.invitations.exclude(state=InvitationState.DECLINED)
        .filter(activity__ends_at__gte=since)
        .select_related("activity__station", "activity__organising_area__unit")
        .order_by("activity__starts_at", "pk")
    )
    shifts = _shifts(Shift.objects.filter(watches__deputy=deputy))
    calendar = _calendar(f"{deputy.name}的履职日历")
    for invitation in invitations:
        calendar.add_component(_of_invitation(invitation))
    for shift in shifts:
        calendar.add_component(_of_shift(shift, reverse("rotas:my-shifts")))
    return calendar.to_ical()


def staff_calendar(station: Station) -> bytes:
    """Return what the staff of `station` prepare: its reception days, activities there and of its organising side."""
    here = Q(station=station) | Q(organising_area=station.organising_area)
    activities = Activity.objects.filter(here, ends_at__gte=timezone.now() - KEPT_BACK)
    calendar = _calendar(f"{station.name}工作日历")
    for activity in activities.select_related("station", "organising_area__unit").order_by("starts_at", "pk"):
        calendar.add_component(_of_activity(activity, activity.get_absolute_url()))
    for shift in _shifts(station.shifts.all()):
        calendar.add_component(_of_shift(shift, shift.get_absolute_url()))
    return calendar.to_ical()


def public_calendar(station: Station) -> bytes:
    """Return the reception days of `station` as they hang on its wall: day, hours, place, deputies, topic."""
    calendar = _calendar(f"{station.name}接待选民日")
    for shift in _shifts(station.shifts.all()):
        calendar.add_component(_of_shift(shift, ""))
    return calendar.to_ical()


def _shifts(rows: QuerySet[Shift]) -> QuerySet[Shift]:
    since = timezone.localdate() - KEPT_BACK
    related = ("station__location_area__unit", "rota")
    return (
        rows.filter(on__gte=since).select_related(*related).prefetch_related("deputies").order_by("on", "starts", "pk")
    )


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//yunhe//代表履职//CN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Asia/Shanghai")
    standard.add("dtstart", datetime(1992, 1, 1))  # noqa: DTZ001 a zone's own rule is written in local time
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone.add_component(standard)
    calendar.add_component(zone)
    return calendar


def _event(
    kind: str, pk: int, revision: int, status: str, begins: datetime, ends: datetime, stamped: datetime
) -> Event:
    event = Event()
    event.add("uid", f"{kind}-{pk}@{urlsplit(settings.SITE_URL).hostname or 'yunhe'}")
    event.add("dtstamp", stamped)
    event.add("dtstart", begins.astimezone(SHANGHAI))
    event.add("dtend", ends.astimezone(SHANGHAI))
    event.add("sequence", revision)
    event.add("status", status)
    return event


def _link(event: Event, path: str) -> Event:
    if path:
        event.add("url", f"{settings.SITE_URL}{path}")
    return event


def _of_activity(activity: Activity, path: str, *, mark: str = "", status: str = "CONFIRMED") -> Event:
    is_off = activity.state == ActivityState.CANCELLED
    span = (activity.starts_at, activity.ends_at, activity.created_at)
    event = _event("activity", activity.pk, activity.revision, "CANCELLED" if is_off else status, *span)
    event.add("summary", f"{'已取消：' if is_off else mark}{activity.title}")
    address = activity.station.address if activity.station else ""
    event.add(
        "location", f"{activity.where}（{address}）" if address and address not in activity.where else activity.where
    )
    said = [f"{activity.organising_area.full_name}组织", activity.description]
    said = [f"取消原因：{activity.cancel_reason}"] if is_off else said
    event.add("description", "\n".join(part for part in said if part))
    return _link(event, path)


def _of_invitation(invitation: Invitation) -> Event:
    state = InvitationState(invitation.state)
    status = "CONFIRMED" if state == InvitationState.COMING else "TENTATIVE"
    mark, path = AHEAD.get(state, ""), reverse("activities:my-invitations")
    event = _of_activity(invitation.activity, path, mark=mark, status=status)
    event.add("transp", "OPAQUE" if state == InvitationState.COMING else "TRANSPARENT")
    return event


def _of_shift(shift: Shift, path: str) -> Event:
    is_off = shift.state == ShiftState.CANCELLED
    ends = timezone.make_aware(datetime.combine(shift.on, shift.ends))
    status = "CANCELLED" if is_off else "CONFIRMED"
    event = _event("shift", shift.pk, shift.revision, status, shift.begins_at, ends, shift.rota.created_at)
    event.add("summary", f"{'已取消：' if is_off else ''}接待选民：{shift.station.name}")
    event.add("location", shift.station.address or shift.station.location_area.full_name)
    names = "、".join(person.name for person in sorted(shift.deputies.all(), key=lambda each: each.name_pinyin))
    said = [f"值班代表：{names}" if names else "", f"主题：{shift.topic}" if shift.topic else ""]
    said = [f"取消原因：{shift.cancel_reason}"] if is_off else said
    event.add("description", "\n".join(part for part in said if part))
    return _link(event, path)
