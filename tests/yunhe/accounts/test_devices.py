"""The own sessions: seen with device and address, ended one by one, and ended for good after half a day."""

import time

import pytest
from django.test import Client

from tests.factories.accounts import PASSWORD
from yunhe.accounts.devices import device_of
from yunhe.accounts.models import OpenSession
from yunhe.accounts.sessions import BEGAN
from yunhe.accounts.tasks import tidy_sign_ins
from yunhe.audit.models import AuditEvent

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0"


@pytest.fixture
def clerk(county, staff):
    return staff(county.fuyun, username="fuyun", name="王干事")


def signed_in(agent, address="198.51.100.7"):
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    assert client.post("/accounts/sign-in/", {"username": "fuyun", "password": PASSWORD}).status_code == 302
    return client


def test_a_person_sees_the_own_devices_and_ends_one(clerk):
    office, phone = signed_in(CHROME), signed_in(WECHAT, "203.0.113.9")
    page = office.get("/accounts/me/").content.decode()
    assert "Chrome（Windows）" in page
    assert "微信（安卓）" in page
    assert "203.0.113.9" in page
    other = OpenSession.objects.get(device="微信（安卓）")
    answer = office.post(f"/accounts/me/sessions/{other.pk}/end/", follow=True)
    assert "微信（安卓）上的登录已结束" in answer.content.decode()
    assert phone.get("/notices/").status_code == 302
    assert office.get("/notices/").status_code == 200
    assert AuditEvent.objects.filter(verb="accounts.end_own_session", actor_id=clerk.pk).count() == 1


def test_nobody_ends_the_session_of_another(clerk, county, staff, sign_in):
    mine = signed_in(CHROME)
    opened = OpenSession.objects.get()
    stranger = sign_in(staff(county.chishi))
    assert stranger.post(f"/accounts/me/sessions/{opened.pk}/end/").status_code == 404
    assert mine.get("/notices/").status_code == 200


def test_what_has_ended_is_not_shown(clerk):
    first, second = signed_in(CHROME), signed_in(WECHAT)
    first.post("/accounts/sign-out/")
    assert OpenSession.objects.count() == 1
    facts = {"old_password": PASSWORD, "new_password": "柳-Ling-2026-xy", "new_password_again": "柳-Ling-2026-xy"}
    third = signed_in(CHROME)
    assert second.post("/accounts/password/", facts).status_code == 302
    assert third.get("/notices/").status_code == 302
    page = second.get("/accounts/me/").content.decode()
    assert page.count("微信（安卓）") == 1
    assert "Chrome（Windows）" not in page


def test_half_a_day_after_the_sign_in_a_session_ends_however_busy(clerk, settings):
    client = signed_in(CHROME)
    session = client.session
    session[BEGAN] = int(time.time() - settings.SESSION_HOURS * 3600 + 60)
    session.save()
    assert client.get("/notices/").status_code == 200
    session[BEGAN] -= 120
    session.save()
    assert client.get("/notices/").status_code == 302
    assert AuditEvent.objects.order_by("-pk")[0].verb == "accounts.session_expired"


def test_the_tidying_forgets_devices_without_a_session(clerk):
    client = signed_in(CHROME)
    tidy_sign_ins()
    assert OpenSession.objects.count() == 1
    client.session.delete()
    tidy_sign_ins()
    assert not OpenSession.objects.exists()


@pytest.mark.parametrize(
    ("agent", "said"),
    [(CHROME, "Chrome（Windows）"), (WECHAT, "微信（安卓）"), ("", "其他浏览器（其他系统）")],
)
def test_a_device_is_named_as_people_do(agent, said):
    assert device_of(agent) == said
