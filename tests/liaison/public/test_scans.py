"""Scans that a phone hands in: taken once, at their own time, each answered on its own; and the app around the scanner."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from liaison.public.scans import AT_MOST
from liaison.registration.enums import RegistrationState
from stations.codes import stamps
from stations.presence.enums import CheckInRefusal, CheckInWay
from stations.presence.models import CheckIn
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.registration import RegistrationFactory
from tests.factories.stations import ActivityFactory, CheckInFactory, CodeFactory, make_tree
from yunhe.accounts.enums import Role


@pytest.fixture
def tree(county):
    return make_tree(county)


@pytest.fixture
def resident(county, appoint):
    user = appoint(Role.DEPUTY, county.chishi)
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan, user=user)
    MandateFactory(deputy=deputy)
    return deputy


@pytest.fixture
def keeper(county, appoint):
    return appoint(Role.POINT_KEEPER, county.zhongshan)


@pytest.fixture
def code(tree):
    return CodeFactory(station=tree.zhongshan, created_at=timezone.now() - timedelta(days=30))


def scan(code, nonce="a1b2c3d4e5f60718", ago=timedelta(), **facts):
    at = timezone.now() - ago
    return {"nonce": nonce, "kind": "self", "token": code.token, "happened_at": at.isoformat(), **facts}


def hand_in(client, *scans):
    answer = client.post("/scans/", json.dumps({"scans": scans}), content_type="application/json")
    assert answer.status_code == 200
    return answer.json()["results"]


def test_get_says_who_and_when_and_gives_the_token(sign_in, resident):
    data = sign_in(resident.user).get("/scans/").json()
    assert data["owner"] == resident.user.pk
    assert abs(data["now"] / 1000 - timezone.now().timestamp()) < 60
    assert len(data["csrf"]) > 20


def test_a_scan_handed_in_later_keeps_its_time_and_counts_once(sign_in, resident, code):
    client = sign_in(resident.user)
    late = scan(code, ago=timedelta(hours=20))
    assert [one["outcome"] for one in hand_in(client, late)] == ["taken"]
    assert [one["outcome"] for one in hand_in(client, late, late)] == ["already", "already"]
    made = CheckIn.objects.get()
    assert made.at.isoformat() == late["happened_at"]
    assert made.uploaded_at is not None


def test_coming_and_leaving_without_network(sign_in, resident, code):
    client = sign_in(resident.user)
    now = timezone.localtime()
    noon = now.replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)
    came = scan(code, happened_at=noon.isoformat())
    left = scan(code, nonce="b1b2c3d4e5f60718", happened_at=(noon + timedelta(minutes=90)).isoformat())
    results = hand_in(client, came, left)
    assert [one["outcome"] for one in results] == ["taken", "left"]
    assert "停留 1 小时 30 分" in results[1]["sentence"]
    assert CheckIn.objects.get().stay == timedelta(minutes=90)


def test_each_scan_is_answered_on_its_own(sign_in, resident, code, tree):
    future = scan(code, nonce="future1234", happened_at=(timezone.now() + timedelta(hours=1)).isoformat())
    old = scan(code, nonce="old1234567", ago=timedelta(hours=73))
    unknown = {**scan(code, nonce="unknown123"), "token": "nosuchcode"}
    results = hand_in(sign_in(resident.user), future, old, unknown, scan(code))
    assert [one["code"] for one in results] == [
        CheckInRefusal.IN_THE_FUTURE,
        CheckInRefusal.TOO_OLD,
        CheckInRefusal.UNKNOWN_CODE,
        "",
    ]
    assert all(one["sentence"].endswith("。") for one in results)
    assert CheckIn.objects.count() == 1


NONSENSE = [
    None,
    7,
    [],
    {},
    {"nonce": "short"},
    {"nonce": "a1b2c3d4e5f60718", "kind": "other", "token": "x", "happened_at": "2026-11-01T09:00:00Z"},
    {"nonce": "a1b2c3d4e5f60718", "kind": "self", "token": "", "happened_at": "2026-11-01T09:00:00Z"},
    {"nonce": "a1b2c3d4e5f60718", "kind": "self", "token": "x", "happened_at": "yesterday"},
    {"nonce": "a1b2c3d4e5f60718", "kind": "self", "token": "x", "happened_at": "2026-11-01T09:00:00"},
    {"nonce": "a1b2c3d4e5f60718", "kind": "self", "token": "x", "happened_at": "2026-13-45T09:00:00Z"},
    {"nonce": "a1b2c3d4e5f60718", "kind": "self", "token": ["x"], "happened_at": "2026-11-01T09:00:00Z"},
    {"nonce": "a1b2c3d4e5f60718", "kind": "self", "token": "x\x00", "happened_at": "2026-11-01T09:00:00Z"},
    {"nonce": "a1b2c3d4e5f60718", "kind": "self", "token": "x" * 81, "happened_at": "2026-11-01T09:00:00Z"},
]


@pytest.mark.parametrize("data", NONSENSE)
def test_nonsense_is_refused_with_a_sentence(sign_in, resident, data):
    (result,) = hand_in(sign_in(resident.user), data)
    assert (result["outcome"], result["code"]) == ("refused", "unreadable")
    assert result["sentence"]


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"scans": 1}', '{{"scans": [{}]}}'.format(",".join(["1"] * (AT_MOST + 1)))]
)
def test_a_body_that_is_no_list_of_scans_is_400(sign_in, resident, body):
    answer = sign_in(resident.user).post("/scans/", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["sentence"]


def test_a_screen_code_must_have_been_fresh_when_it_was_scanned(sign_in, resident, code):
    client = sign_in(resident.user)
    shown = timezone.now() - timedelta(hours=3)
    stamp = stamps.stamp(code.token, stamps.window_of(shown))
    stale = scan(code, nonce="stale12345", ago=timedelta(hours=1), stamp=stamp)
    fresh = scan(code, nonce="fresh12345", ago=timedelta(hours=3), stamp=stamp)
    results = hand_in(client, stale, fresh)
    assert [one["code"] for one in results] == [CheckInRefusal.SCREEN_EXPIRED, ""]
    assert CheckIn.objects.get().way == CheckInWay.SCREEN_CODE


def test_a_scan_where_a_verified_file_waits_is_the_reporting_in_too(sign_in, resident, code, county):
    file = RegistrationFactory(
        deputy=resident,
        state=RegistrationState.VERIFIED,
        origin=county.chishi,
        residence=county.fuyun,
        community=county.zhongshan,
    )
    hand_in(sign_in(resident.user), scan(code))
    file.refresh_from_db()
    assert file.state == RegistrationState.CO_MANAGED


def test_a_keeper_hands_in_deputies_of_the_own_place_only(sign_in, keeper, resident, tree):
    badge = CodeFactory(deputy=resident, created_at=timezone.now() - timedelta(days=9))
    client = sign_in(keeper)
    here, there = f"station-{tree.zhongshan.pk}", f"station-{tree.shishan.pk}"
    results = hand_in(
        client,
        scan(badge, nonce="here123456", kind="deputy", place=here, ago=timedelta(hours=5)),
        scan(badge, nonce="there12345", kind="deputy", place=there),
        scan(badge, nonce="nowhere123", kind="deputy", place=""),
        scan(badge, nonce="self123456"),
    )
    assert [one["code"] for one in results] == [
        "",
        CheckInRefusal.NOT_YOURS,
        CheckInRefusal.NOT_YOURS,
        CheckInRefusal.NO_PLACE,
    ]
    assert resident.name in results[0]["sentence"]
    made = CheckIn.objects.get()
    assert (made.way, made.station) == (CheckInWay.DEPUTY_CODE, tree.zhongshan)


def test_an_activity_of_yesterday_still_takes_what_was_scanned_then(sign_in, county, keeper, resident):
    starts = timezone.now() - timedelta(hours=26)
    activity = ActivityFactory(organising_area=county.zhongshan, starts_at=starts)
    badge = CodeFactory(deputy=resident, created_at=starts - timedelta(days=9))
    place = f"activity-{activity.pk}"
    results = hand_in(
        sign_in(keeper),
        scan(badge, nonce="then123456", kind="deputy", place=place, ago=timedelta(hours=25)),
        scan(badge, nonce="now1234567", kind="deputy", place=place),
    )
    assert [one["code"] for one in results] == ["", CheckInRefusal.TOO_LATE]


def test_who_is_neither_deputy_nor_staff_hands_in_nothing(client, sign_in, county, appoint, code):
    assert client.post("/scans/", "{}", content_type="application/json").status_code == 302
    assert sign_in(appoint(Role.AUDITOR, county.root)).get("/scans/").status_code == 403


# --- the app around it ------------------------------------------------------------------------------------------------


def test_only_the_scanners_may_ask_for_the_camera(sign_in, resident, keeper, code):
    client = sign_in(resident.user)
    assert "camera=(self)" in client.get("/stations/scan/").headers["Permissions-Policy"]
    assert "camera=()" in client.get(code.get_absolute_url()).headers["Permissions-Policy"]
    assert client.get("/stations/scan/deputies/").status_code == 403
    page = sign_in(keeper).get("/stations/scan/deputies/")
    assert "camera=(self)" in page.headers["Permissions-Policy"]
    assert "中山社区人大代表联络点" in page.content.decode()
    assert "狮山社区" not in page.content.decode()


@pytest.mark.parametrize(("scanner", "start"), [("self", "/stations/scan/"), ("deputy", "/stations/scan/deputies/")])
def test_each_scanner_is_an_app_of_its_own(client, db, scanner, start):
    answer = client.get(f"/scanner-{scanner}.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (answer.json()["start_url"], answer.json()["scope"]) == (start, "/")
    assert client.get("/scanner-other.webmanifest").status_code == 404


def test_the_service_worker_rules_from_the_root_and_is_always_asked_for_anew(client, db):
    answer = client.get("/service-worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert b"/stations/scan/" in b"".join(answer.streaming_content)


def test_the_list_of_the_keeper_marks_what_came_later(sign_in, keeper, resident, tree):
    CheckInFactory(deputy=resident, station=tree.zhongshan, uploaded_at=timezone.now())
    assert "离线补传" in sign_in(keeper).get("/stations/check-ins/").content.decode()
