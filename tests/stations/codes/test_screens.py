"""Screens: a code that changes every 30 seconds, a scan older than 90 seconds refused, a link that can be ended."""

import itertools
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.codes import stamps
from stations.codes.models import Code, Screen
from stations.codes.queries import screens as queries
from stations.codes.workflow import screens as workflow
from stations.presence.enums import CheckInRefusal, CheckInWay, Proof
from stations.presence.models import CheckIn
from stations.presence.policies import CheckInRefused, can_use_stamp
from tests.factories.stations import ActivityFactory, CodeFactory
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied

MOMENT = datetime(2026, 11, 3, 9, 0, 10, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """Return a function that moves the clock to MOMENT plus so many seconds."""

    def move(seconds=0):
        moment = MOMENT + timedelta(seconds=seconds)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    move()
    return move


@pytest.fixture
def code(tree):
    return CodeFactory(station=tree.zhongshan, created_at=MOMENT - timedelta(days=30))


def stamp_of(code, seconds=0):
    return stamps.stamp(code.token, stamps.window_of(MOMENT + timedelta(seconds=seconds)))


@pytest.mark.parametrize(
    ("age", "reason"),
    [
        (0, None),
        (80, None),  # 90 seconds after the window began
        (81, CheckInRefusal.SCREEN_EXPIRED),
        (3600, CheckInRefusal.SCREEN_EXPIRED),
        (-16, CheckInRefusal.SCREEN_FORGED),  # before it was shown
    ],
)
def test_a_stamp_counts_for_ninety_seconds(code, age, reason):
    text, at = stamp_of(code), MOMENT + timedelta(seconds=age)
    if reason is None:
        can_use_stamp(code, text, at)
        return
    with pytest.raises(CheckInRefused) as refused:
        can_use_stamp(code, text, at)
    assert refused.value.reason == reason


@pytest.mark.parametrize("text", ["", "x", "1-2", "-", "zzzzzzzzzzzzzzzz-0", "一-二", "1a\x00-b"])
def test_a_stamp_that_was_never_made_here_is_refused(code, text):
    with pytest.raises(CheckInRefused) as refused:
        can_use_stamp(code, text, MOMENT)
    assert refused.value.reason == CheckInRefusal.SCREEN_FORGED


def test_a_stamp_of_another_code_or_key_is_refused(code, tree, settings):
    other = CodeFactory(station=tree.shishan)
    text = stamp_of(code)
    with pytest.raises(CheckInRefused):
        can_use_stamp(other, text, MOMENT)
    settings.SECRET_KEY = "another"
    with pytest.raises(CheckInRefused):
        can_use_stamp(code, text, MOMENT)


PEOPLE = [("fuyun", True), ("keeper", True), ("root", True), ("chishi", False)]


@pytest.mark.parametrize(("actor", "allowed"), PEOPLE)
def test_who_puts_a_screen_up_and_takes_it_down(tree, county, staff, keeper, actor, allowed):
    user = keeper(county.zhongshan) if actor == "keeper" else staff(getattr(county, actor))
    if not allowed:
        with pytest.raises(Denied):
            workflow.put_up(tree.zhongshan, by=user, name="大厅平板")
        standing = workflow.put_up(tree.zhongshan, by=staff(county.fuyun), name="大厅平板")
        with pytest.raises(Denied):
            workflow.take_down(standing, by=user, reason="丢了")
        return
    screen = workflow.put_up(tree.zhongshan, by=user, name="大厅平板")
    assert Code.objects.in_force().get().station == tree.zhongshan
    said = " ".join(str(list(event.values())) for event in AuditEvent.objects.values())
    assert screen.secret not in said
    assert workflow.take_down(screen, by=user, reason="丢了").revoked_by == user.display_name
    with pytest.raises(Denied, match="已经停用"):
        workflow.take_down(screen, by=user, reason="再停")


def test_the_secret_is_long_kept_encrypted_and_found_by_its_fingerprint(tree, county, staff):
    screen = workflow.put_up(tree.zhongshan, by=staff(county.fuyun), name="大厅平板")
    assert len(screen.secret) == 32
    assert queries.screen_of(screen.secret) == screen
    assert queries.screen_of("x") is None
    assert not Screen.objects.filter(digest__contains=screen.secret).exists()


def test_the_device_gets_ten_minutes_of_codes_without_an_account(client, tree, county, staff, code, clock):
    screen = workflow.put_up(tree.zhongshan, by=staff(county.fuyun), name="大厅平板")
    page = client.get(reverse("codes:screen-show", args=[screen.secret]))
    assert page.status_code == 200
    assert tree.zhongshan.name in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    data = json.loads(client.get(reverse("codes:screen-codes", args=[screen.secret])).content)
    starts = [one["starts"] for one in data["codes"]]
    assert len(starts) == 20
    assert starts[0] <= MOMENT.timestamp() < starts[0] + 30
    assert {later - sooner for sooner, later in itertools.pairwise(starts)} == {30}
    assert len({one["svg"] for one in data["codes"]}) == 20
    shown = queries.codes_from(code, MOMENT, 1)[0]
    assert shown.url.endswith(f"{code.get_absolute_url()}?s={stamp_of(code)}")


def test_a_screen_that_is_down_or_has_nothing_to_show_says_so(client, tree, county, staff):
    by = staff(county.fuyun)
    activity = ActivityFactory(organising_area=county.fuyun)
    hall, meeting = workflow.put_up(tree.zhongshan, by=by, name="大厅"), workflow.put_up(activity, by=by, name="会场")

    def dark(screen):
        return json.loads(client.get(reverse("codes:screen-codes", args=[screen.secret])).content)["dark"]

    assert (dark(hall), dark(meeting)) == ("", "")
    workflow.take_down(hall, by=by, reason="换新")
    assert "已停用" in dark(hall)
    assert "已停用" in client.get(reverse("codes:screen-show", args=[hall.secret])).content.decode()
    activity.ends_at = timezone.now() - timedelta(hours=1)
    activity.starts_at = timezone.now() - timedelta(hours=3)
    activity.save()
    assert "已经结束" in dark(meeting)
    assert client.get(reverse("codes:screen-codes", args=["x"])).status_code == 404
    assert client.get(reverse("codes:screen-show", args=["x"])).status_code == 404


def test_a_scan_of_the_screen_proves_more_than_the_poster(sign_in, code, deputy_user, clock):
    client = sign_in(deputy_user())
    assert "<span>签到</span>" in client.get(f"{code.get_absolute_url()}?s={stamp_of(code)}").content.decode()
    clock(200)  # thinking before the tap spoils nothing
    client.post(f"{code.get_absolute_url()}/check-in/", {"nonce": "n1", "s": stamp_of(code)})
    made = CheckIn.objects.get()
    assert (made.way, made.proof) == (CheckInWay.SCREEN_CODE, Proof.SCREEN)


def test_the_poster_beside_the_screen_stays_what_it_is(sign_in, code, deputy_user):
    client = sign_in(deputy_user())
    client.post(f"{code.get_absolute_url()}/check-in/", {"nonce": "n1"})
    assert CheckIn.objects.get().proof == Proof.PRINTED


def test_a_photo_of_the_screen_is_refused_with_its_reason(sign_in, code, deputy_user, clock):
    client = sign_in(deputy_user())
    clock(95)
    page = client.get(f"{code.get_absolute_url()}?s={stamp_of(code)}").content.decode()
    assert CheckInRefusal.SCREEN_EXPIRED.label in page
    assert "<span>签到</span>" not in page
    answer = client.post(f"{code.get_absolute_url()}/check-in/", {"nonce": "n1", "s": stamp_of(code)}, follow=True)
    assert CheckInRefusal.SCREEN_EXPIRED.label in answer.content.decode()
    assert not CheckIn.objects.exists()


def test_signing_in_between_scan_and_tap_spoils_nothing(client, code, deputy_user, clock):
    user = deputy_user()
    page = client.get(f"{code.get_absolute_url()}?s={stamp_of(code)}").content.decode()
    assert "%3Fs%3D" in page, "back to the same scan after signing in"
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    clock(120)
    page = client.get(f"{code.get_absolute_url()}?s={stamp_of(code)}").content.decode()
    assert "<span>签到</span>" in page
    client.post(f"{code.get_absolute_url()}/check-in/", {"nonce": "n1", "s": stamp_of(code)})
    assert CheckIn.objects.get().way == CheckInWay.SCREEN_CODE


def test_what_one_screen_has_shown_does_not_count_elsewhere_nor_for_long(sign_in, code, tree, deputy_user, clock):
    other = CodeFactory(station=tree.shishan, created_at=MOMENT - timedelta(days=3))
    client = sign_in(deputy_user())
    client.get(f"{code.get_absolute_url()}?s={stamp_of(code)}")
    client.post(f"{other.get_absolute_url()}/check-in/", {"nonce": "n1"})
    assert CheckIn.objects.get().way == CheckInWay.STATION_CODE


# --- pages of staff ---------------------------------------------------------------------------------------------------


def test_staff_put_a_screen_up_from_the_stations_page(sign_in, tree, county, staff):
    client = sign_in(staff(county.fuyun))
    assert "登记屏幕" in client.get(tree.zhongshan.get_absolute_url()).content.decode()
    url = reverse("codes:screen-put-up", args=["station", tree.zhongshan.pk])
    assert "请写明设备名称" in client.post(url, {"name": " "}, follow=True).content.decode()
    page = client.post(url, {"name": "大厅平板"}, follow=True).content.decode()
    screen = Screen.objects.get()
    assert screen.url in page
    client.post(reverse("codes:screen-take-down", args=[screen.pk]), {"reason": ""})
    assert Screen.objects.in_force().exists()
    page = client.post(reverse("codes:screen-take-down", args=[screen.pk]), {"reason": "链接外泄"}, follow=True)
    assert screen.url not in page.content.decode()
    assert not Screen.objects.in_force().exists()


def test_insider_other_side_and_stranger(sign_in, tree, county, staff):
    screen = workflow.put_up(tree.urban, by=staff(county.chishi), name="大厅平板")
    inside = sign_in(staff(county.chishi)).get(screen.get_absolute_url())
    assert screen.url in inside.content.decode()
    host = sign_in(staff(county.fuyun)).get(screen.get_absolute_url())
    assert host.status_code == 200
    assert screen.url not in host.content.decode(), "the link stays with the organiser"
    client = sign_in(staff(county.fuyun))
    assert client.post(reverse("codes:screen-take-down", args=[screen.pk]), {"reason": "x"}).status_code == 403
    stranger = sign_in(staff(county.yuanhe))
    assert stranger.get(screen.get_absolute_url()).status_code == 404
    assert stranger.get("/stations/screens/").context["listing"].page.total == 0


def test_the_list_asks_the_same_number_of_questions_for_one_and_many(
    sign_in, tree, county, staff, django_assert_num_queries
):
    by = staff(county.fuyun)
    workflow.put_up(tree.zhongshan, by=by, name="一")
    client = sign_in(by)
    client.get("/stations/screens/")

    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            client.get("/stations/screens/")
        return len(caught)

    once = count()
    for name in "二三四":
        workflow.put_up(tree.fuyun, by=by, name=name)
    assert count() == once
