"""A deputy with a bound phone scans and taps once; a second scan says since when one is here; many stations ask why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stations.presence.models import CheckIn
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import CodeFactory, make_tree
from yunhe.accounts import workflow as accounts
from yunhe.accounts.enums import Role
from yunhe.accounts.models import PhoneKey
from yunhe.accounts.phones import cookie_name


@pytest.fixture
def tree(county):
    return make_tree(county)


@pytest.fixture
def code(tree):
    return CodeFactory(station=tree.zhongshan)


@pytest.fixture
def deputy(county, appoint):
    deputy = DeputyFactory(
        origin=county.chishi, residence=county.zhongshan, name="柳如烟", user=appoint(Role.DEPUTY, county.chishi)
    )
    MandateFactory(deputy=deputy)
    return deputy


@pytest.fixture
def phone(client, deputy):
    """The test client as the deputy's bound phone, on which nobody is signed in."""
    bound = accounts.bind_phone(deputy.user, by=deputy.user, agent="MicroMessenger Android")
    client.cookies[cookie_name()] = bound.token
    return client


def text(answer):
    return answer.content.decode()


def test_after_forty_days_a_scan_and_one_tap_check_in(phone, code, deputy):
    PhoneKey.objects.update(renewed_at=timezone.now() - timedelta(days=40))
    page = text(phone.get(code.get_absolute_url()))
    assert "柳如烟代表，点一下就好" in page
    assert "登录签到" not in page
    before = phone.cookies[cookie_name()].value
    done = phone.post(f"/c/{code.token}/phone/", {"nonce": "abc"}, follow=True)
    assert "签到成功" in text(done)
    assert CheckIn.objects.get().deputy == deputy
    assert phone.cookies[cookie_name()].value != before  # its key was changed
    assert "_auth_user_id" not in phone.session
    assert phone.get("/deputies/mine/").status_code in (302, 404)


def test_sent_twice_it_checks_in_once(phone, code):
    for _ in range(2):
        phone.post(f"/c/{code.token}/phone/", {"nonce": "abc"})
    assert CheckIn.objects.count() == 1


def test_a_phone_that_is_bound_no_longer_says_so_and_checks_nobody_in(phone, code):
    PhoneKey.objects.update(ended_at=timezone.now(), end_reason="本人解除")
    assert "我是代表，登录签到" in text(phone.get(code.get_absolute_url()))
    page = phone.post(f"/c/{code.token}/phone/", {"nonce": "abc"}, follow=True)
    assert "这部手机没有绑定，或绑定已失效" in text(page)
    assert not CheckIn.objects.exists()


def test_a_stranger_neither_checks_in_nor_reads_who_did(phone, client, code, appoint, county, sign_in):
    phone.post(f"/c/{code.token}/phone/", {"nonce": "abc"})
    done = f"/c/{code.token}/phone/{CheckIn.objects.get().pk}/"
    assert phone.get(done).status_code == 200
    del phone.cookies[cookie_name()]
    assert client.get(done).status_code == 302
    other = appoint(Role.DEPUTY, county.chishi)
    client.cookies[cookie_name()] = accounts.bind_phone(other, by=other, agent="").token
    assert client.get(done).status_code == 404
    assert client.post(f"/c/{code.token}/phone/", {"nonce": "x"}).status_code == 302
    assert CheckIn.objects.count() == 1


def test_a_second_scan_says_since_when_one_is_here(phone, code, deputy):
    at = timezone.now() - timedelta(minutes=4)
    check_in = CheckIn.objects.create(deputy=deputy, station=code.station, way="station_code", at=at, nonce="n")
    page = text(phone.get(code.get_absolute_url()))
    assert f"您 {timezone.localtime(at):%H:%M} 已在这里签到" in page
    assert "点一下就好" not in page
    CheckIn.objects.filter(pk=check_in.pk).update(at=timezone.now() - timedelta(minutes=11))
    if timezone.localtime().hour or timezone.localtime().minute > 11:  # the same day
        assert "签退" in text(phone.get(code.get_absolute_url()))


def test_a_third_station_within_few_minutes_asks_why_and_keeps_the_reason(phone, code, deputy, tree):
    for number, station in enumerate((tree.shishan, tree.shuanglin)):
        CheckIn.objects.create(
            deputy=deputy,
            station=station,
            way="station_code",
            at=timezone.now() - timedelta(minutes=5),
            nonce=f"s{number}",
        )
    asked = phone.post(f"/c/{code.token}/phone/", {"nonce": "abc"}, follow=True)
    assert "短时间内已在几个站点签到，请写明原因" in text(asked)
    assert 'name="reason"' in text(asked)
    assert CheckIn.objects.count() == 2
    phone.post(f"/c/{code.token}/phone/", {"nonce": "abd", "reason": "随视察组走站点"})
    assert CheckIn.objects.get(station=code.station).reason == "随视察组走站点"


def test_what_the_phone_hands_in_later_is_taken_and_says_that_nothing_was_said(phone, code, deputy, tree):
    for number, station in enumerate((tree.shishan, tree.shuanglin)):
        CheckIn.objects.create(
            deputy=deputy, station=station, way="station_code", at=timezone.now(), nonce=f"s{number}"
        )
    scan = {
        "nonce": "abcdefgh12",
        "kind": "self",
        "token": code.token,
        "stamp": "",
        "place": "",
        "happened_at": timezone.now().isoformat(),
    }
    answer = phone.post("/scans/phone/", {"scans": [scan]}, content_type="application/json")
    assert answer.json()["results"][0]["outcome"] == "taken"
    assert CheckIn.objects.get(station=code.station).reason == "短时间内在几个站点签到，没有说明"


def test_a_bound_phone_hands_in_its_own_scans_and_no_keepers(phone, client, code, deputy):
    assert phone.get("/scans/phone/").json()["owner"] == deputy.user_id
    keepers = {"scans": [{"kind": "deputy", "nonce": "abcdefgh12", "token": code.token}]}
    refused = phone.post("/scans/phone/", keepers, content_type="application/json")
    assert refused.status_code == 400
    assert "绑定的手机只能上传本人的签到" in refused.json()["sentence"]
    del phone.cookies[cookie_name()]
    assert client.get("/scans/phone/").json()["owner"] is None
    assert client.post("/scans/phone/", {"scans": []}, content_type="application/json").status_code == 400


def test_after_signing_in_to_check_in_the_deputy_is_offered_to_bind_the_phone(sign_in, code, deputy):
    client = sign_in(deputy.user)
    done = client.post(f"/c/{code.token}/check-in/", {"nonce": "abc"}, follow=True)
    assert "绑定这部手机" in text(done)
    client.post("/accounts/phone/mine/", {"next": code.get_absolute_url()})
    client.post("/accounts/sign-out/")
    assert "您" in text(client.get(code.get_absolute_url()))
    assert "已在这里签到" in text(client.get(code.get_absolute_url()))


def test_a_scan_whose_clock_was_changed_is_taken_and_the_keeper_reads_so(phone, code):
    scan = {"kind": "self", "token": code.token, "stamp": "", "place": "", "happened_at": timezone.now().isoformat()}
    for nonce, uncertain in (("abcdefgh12", True), ("abcdefgh34", "yes")):
        facts = {"scans": [{**scan, "nonce": nonce, "uncertain": uncertain}]}
        assert phone.post("/scans/phone/", facts, content_type="application/json").json()["results"]
    assert CheckIn.objects.get().reason == "手机时间被调过，签到时间不准"
