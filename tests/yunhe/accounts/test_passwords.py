"""What a password must be, the first change, expiry, other sessions."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import PASSWORD, UserFactory
from yunhe.accounts.models import User
from yunhe.accounts.passwords import is_expired, make_initial
from yunhe.audit.models import AuditEvent

CHANGE = "/accounts/password/"
GOOD = "Qingshan-2031"


@pytest.mark.parametrize(
    ("password", "complaint"),
    [
        ("Ab3-xyz", "10"),
        ("abcdefgh12", "至少三种"),
        ("ABCDEFGH12", "至少三种"),
        ("alllowercase", "至少三种"),
        ("Fuyun-wang-9", "登录名"),
        ("王小明Abc-12345", "姓名"),
        ("Wangxiaoming1!", "姓名"),
        ("A-16905780001z", "手机号码"),
        ("Password123", "常见"),
    ],
)
def test_refused(db, password, complaint):
    user = UserFactory(username="fuyun-wang", name="王小明")
    with pytest.raises(ValidationError) as refused:
        validate_password(password, user)
    assert complaint in "".join(refused.value.messages)


@pytest.mark.parametrize("password", [GOOD, "云和梯田-2026-test", "梯田 Cloud 7788"])
def test_accepted(db, password):
    validate_password(password, UserFactory(username="fuyun-wang", name="王小明"))


def test_first_passwords_meet_the_rules_and_differ(db):
    made = {make_initial() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        validate_password(password, UserFactory.build(username="fuyun-wang", name="王小明"))
        assert not set(password) & set("IlO01")


def change(client, old, new, again=None):
    return client.post(CHANGE, {"old_password": old, "new_password": new, "new_password_again": again or new})


def test_first_sign_in_leaves_only_the_password_page_and_sign_out(county, staff, sign_in):
    client = sign_in(staff(county.fuyun, must_change_password=True))
    for url in ("/", "/notices/", "/deputies/", "/accounts/me/"):
        response = client.get(url)
        assert (response.status_code, response["Location"]) == (302, CHANGE)
    assert "首次登录" in client.get(CHANGE).content.decode()
    assert change(client, PASSWORD, GOOD).status_code == 302
    assert client.get("/accounts/me/").status_code == 200
    assert AuditEvent.objects.get().verb == "accounts.change_password"


def test_a_fragment_is_led_there_as_a_whole_page(county, staff, sign_in):
    client = sign_in(staff(county.fuyun, must_change_password=True))
    response = client.get("/notices/bell/", headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == CHANGE


def test_the_form_says_what_is_wrong(county, staff, sign_in):
    client = sign_in(staff(county.fuyun))
    assert "当前密码不对" in change(client, "wrong", GOOD).content.decode()
    assert "两次输入的新密码不一致" in change(client, PASSWORD, GOOD, "Other-20311").content.decode()
    assert "最近 5 次" in change(client, PASSWORD, PASSWORD).content.decode()


def test_the_last_five_are_refused_the_sixth_is_free_again(county, staff, sign_in):
    user = staff(county.fuyun)
    client, old = sign_in(user), PASSWORD
    for n in range(5):
        assert change(client, old, f"{GOOD}-{n}").status_code == 302
        old = f"{GOOD}-{n}"
    for n in range(5):
        assert change(client, old, f"{GOOD}-{n}").status_code == 200
    assert change(client, old, PASSWORD).status_code == 302


def test_changing_ends_the_other_sessions_and_keeps_this_one(county, staff, sign_in):
    user = staff(county.fuyun)
    client, other = sign_in(user), Client()
    other.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    key = client.session.session_key
    change(client, PASSWORD, GOOD)
    assert client.get("/accounts/me/").status_code == 200
    assert client.session.session_key != key
    assert other.get("/accounts/me/").status_code == 302


@pytest.mark.parametrize(("days", "limit", "expired"), [(89, 90, False), (91, 90, True), (4000, 0, False)])
def test_expiry(settings, days, limit, expired):
    settings.PASSWORD_MAX_AGE_DAYS = limit
    assert is_expired(User(password_changed_at=timezone.now() - timedelta(days=days))) is expired


def test_an_expired_password_must_be_changed_first(county, staff, sign_in):
    client = sign_in(staff(county.fuyun, password_changed_at=timezone.now() - timedelta(days=91)))
    assert client.get("/notices/")["Location"] == CHANGE
    assert "超过使用期限" in client.get(CHANGE).content.decode()
