"""Guessing is counted: of one name from everywhere, of one address with all names, and of the present password."""

import pytest

from tests.factories.accounts import PASSWORD
from yunhe.accounts import workflow
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied


@pytest.fixture(autouse=True)
def axes_on(settings):
    settings.AXES_ENABLED = True
    settings.NAME_FAILURE_LIMIT, settings.ADDRESS_FAILURE_LIMIT = 6, 8


@pytest.fixture
def clerk(county, staff):
    return staff(county.fuyun, username="fuyun", name="王干事")


def try_from(client, address, username="fuyun", password="wrong"):
    return client.post("/accounts/sign-in/", {"username": username, "password": password}, REMOTE_ADDR=address)


def guess_everywhere(client, number=6):
    for n in range(number):
        try_from(client, f"203.0.113.{n + 1}")


def test_a_name_guessed_from_many_addresses_is_locked_for_all_of_them(client, clerk):
    guess_everywhere(client)
    refused = try_from(client, "203.0.113.99", password=PASSWORD)
    assert refused.status_code == 429
    assert "这个登录名在各处" in refused.content.decode()
    assert AuditEvent.objects.order_by("-pk")[0].verb == "accounts.sign_in_locked"


def test_the_person_still_comes_in_from_where_they_work(client, clerk):
    assert try_from(client, "198.51.100.7", password=PASSWORD).status_code == 302
    client.post("/accounts/sign-out/")
    guess_everywhere(client)
    assert try_from(client, "198.51.100.7", password=PASSWORD).status_code == 302


def test_the_security_administrator_sees_the_lock_and_lifts_it(client, county, clerk, appoint, sign_in):
    guess_everywhere(client)
    keeper = sign_in(appoint(Role.SECURITY_ADMIN, county.root))
    assert "所有地址" in keeper.get("/accounts/locks/").content.decode()
    keeper.post("/accounts/locks/release/", {"username": "fuyun"})
    keeper.post("/accounts/sign-out/")
    assert try_from(client, "203.0.113.99", password=PASSWORD).status_code == 302


def test_an_address_that_tries_many_names_is_locked_for_all_of_them(client, clerk):
    for n in range(8):
        assert try_from(client, "203.0.113.1", username=f"name-{n}").status_code == 200
    assert try_from(client, "203.0.113.1", password=PASSWORD).status_code == 429
    assert try_from(client, "203.0.113.2", password=PASSWORD).status_code == 302


def test_the_security_administrator_lifts_the_lock_of_an_address(client, county, clerk, appoint, sign_in):
    for n in range(8):
        try_from(client, "203.0.113.1", username=f"name-{n}")
    keeper = sign_in(appoint(Role.SECURITY_ADMIN, county.root))
    page = keeper.get("/accounts/locks/").content.decode()
    assert "整个地址被锁定" in page
    assert 'value="203.0.113.1"' in page
    answer = keeper.post("/accounts/locks/release/", {"ip": "203.0.113.1"}, follow=True).content.decode()
    assert "已解除地址 203.0.113.1 的登录锁定" in answer
    event = AuditEvent.objects.get(verb="accounts.unlock_address")
    assert event.changes["网络地址"] == [None, "203.0.113.1"]
    assert "没有锁定" in keeper.post("/accounts/locks/release/", {"ip": "203.0.113.1"}, follow=True).content.decode()
    keeper.post("/accounts/sign-out/")
    assert try_from(client, "203.0.113.1", password=PASSWORD).status_code == 302


def test_nobody_else_lifts_the_lock_of_an_address(client, county, clerk, appoint, sign_in):
    for n in range(8):
        try_from(client, "203.0.113.1", username=f"name-{n}")
    for role in (Role.SYSTEM_ADMIN, Role.AUDITOR, Role.COUNTY_OFFICE):
        other = sign_in(appoint(role, county.root))
        assert other.post("/accounts/locks/release/", {"ip": "203.0.113.1"}).status_code == 403
    with pytest.raises(Denied):
        workflow.unlock_address("203.0.113.1", by=clerk)


def test_five_wrong_present_passwords_end_the_session(clerk, sign_in):
    client = sign_in(clerk)
    facts = {"old_password": "wrong", "new_password": "新-Pass-2026-x", "new_password_again": "新-Pass-2026-x"}
    for _ in range(4):
        assert client.post("/accounts/password/", facts).status_code == 200
    answer = client.post("/accounts/password/", facts, follow=True)
    assert "当前密码多次不对，为保护账号已退出登录" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert AuditEvent.objects.filter(verb="accounts.old_password_failed", actor_id=clerk.pk).exists()
