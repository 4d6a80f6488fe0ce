"""Idle timeout, the notice on personal data, storing of pages."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from yunhe.accounts.sessions import LAST_SEEN
from yunhe.audit.models import AuditEvent

BACKGROUND = {"X-Background": "1"}


@pytest.fixture
def client_at(county, staff, sign_in):
    """Return a function minutes -> client of a clerk who was last seen so long ago."""
    client = sign_in(staff(county.fuyun))

    def at(minutes):
        session = client.session
        session[LAST_SEEN] = int(time.time() - minutes * 60)
        session.save()
        return client

    return at


def test_half_an_hour_of_nothing_ends_the_session_and_leads_back_to_the_page(client_at):
    client = client_at(31)
    response = client.get("/notices/?box=all")
    assert response["Location"] == "/accounts/sign-in/?next=%2Fnotices%2F%3Fbox%3Dall&idle=1"
    assert "长时间未操作" in client.get(response["Location"]).content.decode()
    assert AuditEvent.objects.get().verb == "accounts.session_expired"
    assert client.get("/notices/").status_code == 302


def test_a_form_sent_too_late_leads_back_to_the_form(client_at):
    response = client_at(31).post("/notices/read-all/", headers={"Referer": "http://testserver/notices/?box=all"})
    assert "next=%2Fnotices%2F%3Fbox%3Dall" in response["Location"]
    response = client_at(31).post("/notices/read-all/", headers={"Referer": "https://example.com/x"})
    assert "next=%2F&" in response["Location"] + "&"


def test_a_fragment_leads_the_whole_page_to_sign_in(client_at):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/notices/?box=all"}
    response = client_at(31).get("/notices/bell/", headers=headers)
    assert response["HX-Redirect"] == "/accounts/sign-in/?next=%2Fnotices%2F%3Fbox%3Dall&idle=1"


def test_a_click_keeps_the_session_open_polling_does_not(client_at):
    client = client_at(29)
    seen = client.session[LAST_SEEN]
    assert client.get("/notices/bell/", headers=BACKGROUND).status_code == 200
    assert client.session[LAST_SEEN] == seen
    assert client.post("/accounts/stay/").status_code == 204
    assert client.session[LAST_SEEN] > seen


def test_polling_itself_meets_the_timeout(client_at):
    assert client_at(31).get("/notices/bell/", headers=BACKGROUND).status_code == 302


def test_every_polling_element_says_so(settings):
    """A template that polls must carry the header, or the session never ends."""
    for path in settings.TEMPLATES[0]["DIRS"][0].rglob("*.html"):
        for tag in re.findall(r'<[^<]*hx-trigger="(?:every|load)[^<]*', path.read_text()):
            assert "X-Background" in tag, path


def test_zero_minutes_turns_the_timeout_off(client_at, settings):
    settings.SESSION_IDLE_MINUTES = 0
    assert client_at(500).get("/notices/").status_code == 200


def test_signed_in_pages_are_not_stored(client_at, client):
    assert client_at(0).get("/notices/")["Cache-Control"] == "no-store"


class TestNoticeOnPersonalData:
    def test_is_read_once_per_version(self, county, staff, sign_in, settings):
        user = staff(county.fuyun, privacy_notice_version="")
        client = sign_in(user)
        response = client.get("/notices/?box=all")
        assert response["Location"] == "/accounts/privacy/?next=%2Fnotices%2F%3Fbox%3Dall"
        page = client.get(response["Location"]).content.decode()
        for duty_told in ("为什么处理", "保存哪些", "保存多久", "您的权利", settings.PRIVACY_CONTACT):
            assert duty_told in page
        assert client.post("/accounts/privacy/", {"next": "/notices/?box=all"})["Location"] == "/notices/?box=all"
        assert client.get("/notices/").status_code == 200
        user.refresh_from_db()
        assert user.privacy_notice_at - timezone.now() < timedelta(minutes=1)
        assert AuditEvent.objects.get().changes == {"版本": [None, settings.PRIVACY_NOTICE_VERSION]}
        settings.PRIVACY_NOTICE_VERSION = "2099-1"
        assert client.get("/notices/").status_code == 302

    def test_anyone_may_read_it(self, client, db):
        page = client.get("/accounts/privacy/").content.decode()
        assert "个人信息处理告知" in page
        assert "我已阅读" not in page
        client.post("/accounts/privacy/")
        assert not AuditEvent.objects.exists()
