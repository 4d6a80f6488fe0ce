"""Signing in and out: what opens a session, what is refused, what the audit trail keeps."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import PASSWORD
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent

SIGN_IN = "/accounts/sign-in/"


@pytest.fixture
def clerk(county, staff):
    return staff(county.fuyun, username="fuyun", name="王干事")


def try_sign_in(client, username="fuyun", password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": username, "password": password, **extra})


def verbs():
    return list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))


def test_page_carries_the_secrecy_banner_and_allows_pasting(client, db):
    page = client.get(SIGN_IN).content.decode()
    assert "非涉密系统，严禁上传涉密信息" in page
    assert "onpaste" not in page
    assert 'autocomplete="current-password"' in page


def test_right_password_opens_a_session_with_a_new_key_and_is_recorded(client, clerk):
    client.get(SIGN_IN)
    response = try_sign_in(client)
    assert response.status_code == 302
    assert response["Location"] == reverse("home")
    assert client.session["_auth_user_id"] == str(clerk.pk)
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor_id, event.ip, event.succeeded) == ("accounts.sign_in", clerk.pk, "127.0.0.1", True)


def test_goes_back_to_the_page_that_was_wanted(client, clerk):
    assert try_sign_in(client, next="/notices/?box=all")["Location"] == "/notices/?box=all"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)", "/\\example.com"]
)
def test_never_leads_to_another_site(client, clerk, elsewhere):
    assert try_sign_in(client, next=elsewhere)["Location"] == reverse("home")


def test_wrong_password_and_unknown_name_get_the_same_sentence(client, clerk):
    wrong, unknown = try_sign_in(client, password="x"), try_sign_in(client, username="nobody")
    for response in (wrong, unknown):
        assert response.status_code == 200
        assert "登录名或密码不对，或账号已停用" in response.content.decode()
    assert verbs() == ["accounts.sign_in_failed"] * 2
    known, stranger = AuditEvent.objects.order_by("id")
    assert known.object_id == str(clerk.pk)
    assert known.actor_id is None
    assert stranger.actor == "未知登录名 n*****"


@pytest.mark.parametrize(
    "facts", [{}, {"username": ""}, {"username": "a\x00b", "password": "x"}, {"username": "a" * 5000}]
)
def test_nonsense_gets_the_form_again(client, db, facts):
    response = client.post(SIGN_IN, facts)
    assert response.status_code == 200
    assert response.context["form"].errors


def test_a_disabled_account_cannot_sign_in_nor_use_an_old_session(client, clerk, sign_in):
    sign_in(clerk)
    assert client.get("/notices/").status_code == 200
    clerk.is_active = False
    clerk.save(update_fields=["is_active"])
    assert client.get("/notices/").status_code == 302
    assert try_sign_in(client).status_code == 200


def test_sign_out_is_a_post_clears_the_session_and_is_recorded(client, clerk, sign_in):
    sign_in(clerk)
    assert client.get("/accounts/sign-out/").status_code == 405
    response = client.post("/accounts/sign-out/")
    assert response["Clear-Site-Data"] == '"cache"'
    assert "_auth_user_id" not in client.session
    assert verbs() == ["accounts.sign_out"]
    assert client.post("/accounts/sign-out/").status_code == 302


class TestLockOut:
    @pytest.fixture(autouse=True)
    def axes_on(self, settings):
        settings.AXES_ENABLED = True

    def test_sixth_try_with_the_right_password_is_refused_with_the_time_to_wait(self, client, clerk):
        answers = [try_sign_in(client, password=f"wrong-{n}") for n in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
        sixth = try_sign_in(client)
        assert sixth.status_code == 429
        assert "请在 30 分钟后再试" in sixth.content.decode()
        assert sixth["Retry-After"] == "1800"
        assert "_auth_user_id" not in client.session
        assert verbs()[-2:] == ["accounts.sign_in_locked"] * 2

    def test_trying_on_does_not_prolong_the_lock(self, client, clerk):
        for n in range(5):
            try_sign_in(client, password=f"wrong-{n}")
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=20))
        assert "请在 10 分钟后再试" in try_sign_in(client, password="again").content.decode()
        assert "请在 10 分钟后再试" in try_sign_in(client).content.decode()

    def test_after_half_an_hour_the_right_password_opens_again(self, client, clerk):
        for n in range(5):
            try_sign_in(client, password=f"wrong-{n}")
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=31))
        assert try_sign_in(client).status_code == 302

    def test_another_person_on_the_same_network_is_not_locked(self, client, clerk, staff, county):
        other = staff(county.yuanhe, username="yuanhe")
        for n in range(6):
            try_sign_in(client, password=f"wrong-{n}")
        assert try_sign_in(client, username=other.username).status_code == 302

    def test_a_forged_forwarded_header_does_not_escape_the_lock(self, client, clerk):
        for n in range(5):
            try_sign_in(client, password=f"wrong-{n}")
        response = client.post(
            SIGN_IN, {"username": "fuyun", "password": PASSWORD}, headers={"X-Forwarded-For": "203.0.113.9"}
        )
        assert response.status_code == 429

    def test_success_forgets_earlier_failures(self, client, clerk):
        for _ in range(2):
            for n in range(4):
                assert try_sign_in(client, password=f"wrong-{n}").status_code == 200
            assert try_sign_in(client).status_code == 302
            client.post("/accounts/sign-out/")


def test_appointments_that_ended_close_every_page_at_the_next_request(client, county, appoint, sign_in):
    user = appoint(Role.OFFICE_STAFF, county.fuyun)
    sign_in(user)
    assert client.get("/notices/").status_code == 200
    user.appointments.update(begins_on="2020-01-01", ends_on=timezone.localdate() - timedelta(days=1))
    refused = client.get("/notices/")
    assert refused.status_code == 403
    assert "没有任何任职" in refused.content.decode()
    assert verbs() == ["web.refuse"]
