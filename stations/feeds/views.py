"""The feeds that phones fetch, and the pages on which their addresses are kept."""

import hashlib

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response

from deputies.people.own import own_deputy_or_404
from stations.feeds import entries, policies, workflow
from stations.feeds.models import CalendarFeed
from stations.places.models import Station
from stations.places.views.stations import find_station
from yunhe.accounts.decorators import deputy_required, reads, staff_required, writes
from yunhe.accounts.requests import Request
from yunhe.kit.refusals import reason_against
from yunhe.web.forms.page import act


def _answer(request: HttpRequest, content: bytes, *, cache: str) -> HttpResponse:
    """Return `content` as a calendar, or 304 where the phone has it already."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["ETag"], answer["Cache-Control"] = etag, f"{cache}, max-age=900"
    answer["Content-Disposition"] = 'inline; filename="yunhe.ics"'
    answer["X-Robots-Tag"], answer["Referrer-Policy"] = "noindex", "no-referrer"
    return get_conditional_response(request, etag=etag, response=answer) or answer


@reads(login_not_required)
def calendar_private(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer with the calendar behind a secret address; 404 for one that was ended, or whose holder has lost the post."""
    related = ("deputy__user", "station__organising_area", "user")
    feed = CalendarFeed.objects.with_secret(secret).select_related(*related).first()
    if feed is None or not policies.is_fetched_by_right(feed):
        raise Http404
    return _answer(request, entries.calendar_of_feed(feed), cache="private")


@reads(login_not_required)
def calendar_station(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the reception days of a station in use, for everyone."""
    station = get_object_or_404(Station.objects.active(), pk=pk)
    return _answer(request, entries.public_calendar(station), cache="public")


@reads(deputy_required)
def my_calendar(request: Request) -> HttpResponse:
    """Show the signed-in deputy the own secret address, with buttons to copy, replace and end it."""
    deputy = own_deputy_or_404(request.user)
    feed = deputy.calendar_feeds.in_force().first()
    return TemplateResponse(request, "stations/feeds/my_calendar.html", {"feed": feed, "webcal": _webcal(feed)})


def _webcal(feed: CalendarFeed | None) -> str:
    """Return the address that opens the phone's own calendar."""
    return f"webcal:{feed.url.partition(':')[2]}" if feed else ""


@writes(deputy_required)
def my_calendar_open(request: Request) -> HttpResponse:
    """Open the own calendar, or replace its address."""
    deputy = own_deputy_or_404(request.user)
    said = "日历地址已生成。以前的地址（如果有）已经失效。"
    return act(request, lambda: workflow.open_own_feed(deputy, by=request.user), said=said, to="feeds:my-calendar")


@writes(deputy_required)
def my_calendar_close(request: Request) -> HttpResponse:
    deputy = own_deputy_or_404(request.user)
    said = "日历订阅已停用，手机日历不会再更新。"
    return act(request, lambda: workflow.close_feeds(by=request.user, deputy=deputy), said=said, to="feeds:my-calendar")


@reads(staff_required, find_station)
def station_calendar(request: Request, station: Station) -> HttpResponse:
    """Show the public address of a station's reception days, and the secret one of its staff's working calendar."""
    feed = station.calendar_feeds.in_force().filter(user=request.user).first()
    context = {
        "station": station,
        "feed": feed,
        "webcal": _webcal(feed),
        "public_url": f"{settings.SITE_URL}{reverse('feeds:calendar-station', args=[station.pk])}",
        "refusal": reason_against(policies.can_open_station_feed, request.user, station),
    }
    return TemplateResponse(request, "stations/feeds/station_calendar.html", context)


@writes(staff_required, find_station)
def station_calendar_open(request: Request, station: Station) -> HttpResponse:
    """Open the working calendar of a station, or replace its address."""
    said, to = (
        "工作日历地址已生成。以前的地址（如果有）已经失效。",
        reverse("feeds:station-calendar", args=[station.pk]),
    )
    return act(request, lambda: workflow.open_station_feed(station, by=request.user), said=said, to=to)


@writes(staff_required, find_station)
def station_calendar_close(request: Request, station: Station) -> HttpResponse:
    """End the own working calendar of a station."""
    to = reverse("feeds:station-calendar", args=[station.pk])
    return act(request, lambda: workflow.close_feeds(by=request.user, station=station), said="工作日历已停用。", to=to)
