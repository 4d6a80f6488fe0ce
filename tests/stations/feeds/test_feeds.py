"""Calendar feeds: what they show is parsed; addresses are secret, replaced and ended; changes raise SEQUENCE."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from stations.activities import workflow
from stations.activities.enums import InvitationState, InviteeGroup
from stations.activities.models import Invitation
from stations.feeds import workflow as calendars
from stations.feeds.models import CalendarFeed
from stations.places import workflow as places_workflow
from stations.rotas import workflow as rotas_workflow
from stations.rotas.enums import Months, Rhythm, ShiftState
from stations.rotas.models import Rota, Shift, Watch
from tests.factories.stations import ActivityFactory
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied

DAY = timedelta(days=1)


@pytest.fixture
def clerk(county, staff):
    """Office staff of 浮云街道."""
    return staff(county.fuyun)


@pytest.fixture
def person(deputy_user):
    """A deputy with an account."""
    return deputy_user()


@pytest.fixture
def activity(county, tree, person):
    """An activity in two days, to which the deputy comes."""
    made = ActivityFactory(
        organising_area=county.fuyun,
        station=tree.zhongshan,
        starts_at=timezone.now() + 2 * DAY,
        title="议事会；第一次,试",
    )
    Invitation.objects.create(
        activity=made, deputy=person.deputy, group=InviteeGroup.ADDED, state=InvitationState.COMING
    )
    return made


@pytest.fixture
def shift(tree, person):
    """A reception day in three days, on which the deputy serves."""
    day = timezone.localdate() + 3 * DAY
    rota = Rota.objects.create(
        station=tree.zhongshan, year=day.year, rhythm=Rhythm.MONTH_DAY, months=Months.ODD, starts=time(9), ends=time(11)
    )
    made = Shift.objects.create(
        rota=rota, station=tree.zhongshan, planned_on=day, on=day, starts=time(9), ends=time(11), topic="物业"
    )
    Watch.objects.create(shift=made, deputy=person.deputy)
    return made


@pytest.fixture
def feed(person):
    """The deputy's feed."""
    return calendars.open_own_feed(person.deputy, by=person)


def path(feed):
    return reverse("feeds:calendar-private", args=[feed.secret])


def parsed(client, url):
    """Return {uid without host: event} and the calendar."""
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = Calendar.from_ical(answer.content)
    return {str(event["uid"]).split("@")[0]: event for event in calendar.walk("VEVENT")}, calendar


def test_a_deputys_calendar_shows_accepted_activities_and_duty_in_shanghai_time(client, activity, shift, feed):
    events, calendar = parsed(client, path(feed))
    assert set(events) == {f"activity-{activity.pk}", f"shift-{shift.pk}"}
    event = events[f"activity-{activity.pk}"]
    assert str(event["summary"]) == "议事会；第一次,试"
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert event["dtstart"].dt == activity.starts_at.replace(microsecond=0)
    assert (event["status"], event["sequence"]) == ("CONFIRMED", 0)
    duty = events[f"shift-{shift.pk}"]
    assert (duty["dtstart"].dt.hour, duty["dtend"].dt.hour) == (9, 11)
    assert "物业" in duty["description"]
    zone = calendar.walk("VTIMEZONE")[0]
    assert str(zone["tzid"]) == "Asia/Shanghai"
    assert zone.walk("STANDARD")[0]["tzoffsetto"].td == timedelta(hours=8)


def test_every_line_is_folded_at_75_octets_and_ends_with_crlf(client, activity, feed):
    content = client.get(path(feed)).content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("state", "status", "mark"),
    [
        (InvitationState.INVITED, "TENTATIVE", "（待答复）"),
        (InvitationState.WAITING, "TENTATIVE", "（候补）"),
        (InvitationState.COMING, "CONFIRMED", ""),
        (InvitationState.DECLINED, None, ""),
    ],
)
def test_each_answer_has_its_own_look(client, activity, feed, state, status, mark):
    since = timezone.now() if state == InvitationState.WAITING else None
    activity.invitations.update(state=state, in_line_since=since)
    events, _ = parsed(client, path(feed))
    if status is None:
        assert not events
    else:
        event = events[f"activity-{activity.pk}"]
        assert (event["status"], str(event["summary"])) == (status, f"{mark}{activity.title}")


def test_a_change_keeps_the_uid_and_raises_the_sequence_a_cancellation_stays_visible(
    client, activity, shift, feed, clerk
):
    before, _ = parsed(client, path(feed))
    workflow.edit_activity(activity, by=clerk, place="三楼")
    people = list(shift.deputies.all())
    rotas_workflow.change_shift(shift, by=clerk, deputies=people, on=shift.on + DAY)
    moved, _ = parsed(client, path(feed))
    assert set(moved) == set(before)
    assert [event["sequence"] for event in moved.values()] == [1, 1]
    workflow.cancel_activity(activity, by=clerk, reason="台风")
    rotas_workflow.cancel_shift(shift, by=clerk, reason="停电")
    gone, _ = parsed(client, path(feed))
    assert {(event["status"], event["sequence"]) for event in gone.values()} == {("CANCELLED", 2)}
    assert "台风" in gone[f"activity-{activity.pk}"]["description"]


def test_a_phone_that_has_it_gets_304_until_something_changes(client, activity, feed, clerk):
    etag = client.get(path(feed))["ETag"]
    assert client.get(path(feed), headers={"If-None-Match": etag}).status_code == 304
    workflow.edit_activity(activity, by=clerk, place="三楼")
    assert client.get(path(feed), headers={"If-None-Match": etag}).status_code == 200


def test_a_new_address_ends_the_old_one_and_the_secret_is_nowhere_in_clear(
    client, person, feed, django_assert_num_queries
):
    newer = calendars.open_own_feed(person.deputy, by=person)
    assert client.get(path(feed)).status_code == 404
    assert client.get(path(newer)).status_code == 200
    raw = CalendarFeed.objects.extra(select={"raw": "secret::text"}).values_list("raw", flat=True).get(pk=newer.pk)
    assert newer.secret not in raw
    assert not AuditEvent.objects.filter(object_label__contains=newer.secret).exists()
    calendars.close_feeds(by=person, deputy=person.deputy)
    assert client.get(path(newer)).status_code == 404


@pytest.mark.parametrize("secret", ["x", "%00", "a" * 200])
def test_a_guess_finds_nothing(client, db, secret):
    assert client.get(f"/stations/calendar/{secret}.ics").status_code == 404


def test_a_closed_account_ends_the_calendar(client, person, feed):
    person.is_active = False
    person.save()
    assert client.get(path(feed)).status_code == 404


def test_nobody_opens_the_calendar_of_another(person, deputy_user):
    with pytest.raises(Denied, match="本人"):
        calendars.open_own_feed(person.deputy, by=deputy_user())


def test_the_deputys_page_opens_replaces_and_ends(person, sign_in):
    client, url = sign_in(person), reverse("feeds:my-calendar")
    assert "还没有开通" in client.get(url).content.decode()
    client.post(reverse("feeds:my-calendar-open"))
    first = CalendarFeed.objects.get()
    page = client.get(url).content.decode()
    assert first.url in page
    assert "webcal:" in page
    client.post(reverse("feeds:my-calendar-open"))
    assert CalendarFeed.objects.in_force().get() != first
    client.post(reverse("feeds:my-calendar-close"))
    assert not CalendarFeed.objects.in_force().exists()


def test_the_staff_of_a_station_see_days_and_activities_until_they_lose_the_post(
    client, tree, activity, shift, clerk, county
):
    feed = calendars.open_station_feed(tree.zhongshan, by=clerk)
    events, _ = parsed(client, path(feed))
    assert set(events) == {f"activity-{activity.pk}", f"shift-{shift.pk}"}
    Appointment.objects.filter(user=clerk).update(
        begins_on=timezone.localdate() - 9 * DAY, ends_on=timezone.localdate() - DAY
    )
    assert client.get(path(feed)).status_code == 404


def test_the_pages_of_a_stations_calendar(tree, county, staff, keeper, sign_in):
    url = reverse("feeds:station-calendar", args=[tree.zhongshan.pk])
    mine = sign_in(keeper(county.zhongshan))
    assert "开通工作日历" in mine.get(url).content.decode()
    mine.post(reverse("feeds:station-calendar-open", args=[tree.zhongshan.pk]))
    assert CalendarFeed.objects.get().url in mine.get(url).content.decode()
    mine.post(reverse("feeds:station-calendar-close", args=[tree.zhongshan.pk]))
    assert not CalendarFeed.objects.in_force().exists()
    stranger = sign_in(staff(county.yuanhe))
    assert stranger.get(url).status_code == 404
    assert stranger.post(reverse("feeds:station-calendar-open", args=[tree.zhongshan.pk])).status_code == 404
    host = sign_in(staff(county.fuyun))
    guest = reverse("feeds:station-calendar-open", args=[tree.urban.pk])
    assert host.post(guest).status_code == 403


def test_the_public_calendar_shows_reception_days_and_nothing_else(client, tree, activity, shift, clerk):
    url = reverse("feeds:calendar-station", args=[tree.zhongshan.pk])
    events, _ = parsed(client, url)
    assert set(events) == {f"shift-{shift.pk}"}
    assert "url" not in events[f"shift-{shift.pk}"]
    places_workflow.close_station(tree.zhongshan, by=clerk, reason="房屋到期")
    assert client.get(url).status_code == 404


def test_a_calendar_costs_the_same_for_many(
    client, activity, shift, feed, person, tree, county, django_assert_num_queries
):
    with CaptureQueriesContext(connection) as few:
        client.get(path(feed))
    for number in range(10):
        more = ActivityFactory(
            organising_area=county.fuyun, station=tree.zhongshan, starts_at=timezone.now() + number * DAY
        )
        Invitation.objects.create(activity=more, deputy=person.deputy, group=InviteeGroup.ADDED)
        day = shift.on + (number + 1) * DAY
        other = Shift.objects.create(
            rota=shift.rota, station=tree.zhongshan, planned_on=day, on=day, starts=time(9), ends=time(11),
            state=ShiftState.PLANNED,
        )  # fmt: skip
        Watch.objects.create(shift=other, deputy=person.deputy)
    with django_assert_num_queries(len(few)):
        client.get(path(feed))


def test_a_day_given_to_a_colleague_leaves_the_calendar(client, shift, feed, deputy_user):
    Watch.objects.filter(shift=shift).update(deputy=deputy_user().deputy)
    assert not parsed(client, path(feed))[0]


def test_an_office_account_has_no_calendar_of_a_deputy(county, appoint, sign_in):
    assert sign_in(appoint(Role.DEPUTY, county.chishi)).get(reverse("feeds:my-calendar")).status_code == 404
