"""A deputy's bound phone: how it is bound, what its key may do, how it ends; and the code for a forgotten password."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from tests.factories.accounts import PASSWORD
from yunhe.accounts import workflow
from yunhe.accounts.enums import OfficeCodePurpose, Role
from yunhe.accounts.models import OfficeCode, PhoneKey
from yunhe.accounts.phones import KEPT, cookie_name
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, Refused

BIND, FORGOTTEN = "/accounts/phone/", "/accounts/password/forgotten/"
AGENT = "Mozilla/5.0 (Linux; Android 10) MicroMessenger/8.0"
NEW = "Yunhe-9-Lvzhi"


@pytest.fixture
def office(county, staff):
    return staff(county.chishi, username="chishi")


@pytest.fixture
def deputy(county, appoint):
    return appoint(Role.DEPUTY, county.chishi, username="liuruyan")


def issue(user, by, purpose=OfficeCodePurpose.PHONE):
    return workflow.issue_office_code(user, purpose=purpose, by=by).code


def later(phone, **ago):
    PhoneKey.objects.filter(pk=phone.pk).update(renewed_at=timezone.now() - timedelta(**ago))


def test_the_office_tells_a_code_and_the_phone_that_shows_it_is_bound(client, deputy, office):
    code = issue(deputy, office)
    page = client.post(BIND, {"code": code.upper().replace("-", " "), "agrees": "on"}, headers={"user-agent": AGENT})
    assert page.status_code == 302
    phone = PhoneKey.objects.get()
    assert (phone.user, phone.device) == (deputy, "微信（安卓）")
    cookie = client.cookies[cookie_name()]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", KEPT.total_seconds())
    assert cookie.value not in (phone.digest, phone.former_digest)
    assert "这部手机已绑定" in client.get(BIND).content.decode()
    event = AuditEvent.objects.get(verb="accounts.bind_phone")
    assert (event.actor_id, event.object_id) == (deputy.pk, str(deputy.pk))


def test_a_code_is_good_once_for_three_days_and_for_its_own_purpose(deputy, office):
    first, second = issue(deputy, office), issue(deputy, office)
    password = issue(deputy, office, OfficeCodePurpose.PASSWORD)
    for wrong in (first, password, "", "2222-2222"):
        with pytest.raises(Refused, match="这个码不对，或者已经用过、已经过期"):
            workflow.bind_phone_by_code(wrong, agent=AGENT)
    workflow.bind_phone_by_code(second, agent=AGENT)
    with pytest.raises(Refused):
        workflow.bind_phone_by_code(second, agent=AGENT)
    third = issue(deputy, office)
    OfficeCode.objects.filter(used_at=None).update(until=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Refused):
        workflow.bind_phone_by_code(third, agent=AGENT)


def test_only_the_deputys_own_office_tells_codes_and_only_to_deputies(county, staff, deputy, office):
    with pytest.raises(Denied, match="由代表所属的乡镇"):
        workflow.issue_office_code(deputy, purpose="phone", by=staff(county.shitang))
    with pytest.raises(Denied, match="一次性码只发给代表"):
        workflow.issue_office_code(staff(county.chishi), purpose="password", by=office)
    with pytest.raises(Denied):
        workflow.issue_office_code(deputy, purpose="phone", by=deputy)
    assert not OfficeCode.objects.exists()


def test_guessing_codes_locks_the_address_like_guessing_passwords(client, db, settings):
    settings.AXES_ENABLED, settings.ADDRESS_FAILURE_LIMIT = True, 3
    for _ in range(3):
        assert "这个码不对" in client.post(BIND, {"code": "abcd2345", "agrees": "on"}).content.decode()
    page = client.post(BIND, {"code": "abcd2345", "agrees": "on"})
    assert page.status_code == 429
    assert "县人大常委会办公室" in page.content.decode()
    assert AccessAttempt.objects.count() == 3


def test_a_bound_phone_is_signed_in_nowhere(client, deputy, office):
    client.post(BIND, {"code": issue(deputy, office), "agrees": "on"})
    for address in ("/", "/accounts/me/", "/deputies/", "/stations/mine/"):
        page = client.get(address)
        assert page.status_code == 302, address
        assert page["Location"].startswith("/accounts/sign-in/")


def test_a_key_is_changed_once_a_day_and_the_one_before_counts_until_the_new_one_is_shown(deputy):
    bound = workflow.bind_phone(deputy, by=deputy, agent=AGENT)
    assert workflow.use_phone(bound.token) == ""  # the same day
    later(bound.phone, days=2)
    second = workflow.use_phone(bound.token)
    assert second
    assert workflow.use_phone(bound.token) == ""  # another tab, or the answer is under way
    later(bound.phone, minutes=5)
    third = workflow.use_phone(bound.token)  # the answer was lost
    assert third
    assert third != second
    assert workflow.use_phone(third) == ""
    assert PhoneKey.objects.get().ended_at is None


def test_whoever_shows_a_used_up_key_has_a_copy_and_the_binding_ends(deputy):
    bound = workflow.bind_phone(deputy, by=deputy, agent=AGENT)
    later(bound.phone, days=2)
    fresh = workflow.use_phone(bound.token)
    workflow.use_phone(fresh)
    later(bound.phone, minutes=5)
    assert workflow.use_phone(bound.token) == ""
    phone = PhoneKey.objects.get()
    assert phone.end_reason == "作废的钥匙又被使用"
    assert not PhoneKey.objects.in_force().exists()
    assert AuditEvent.objects.filter(verb="accounts.end_phone").count() == 1


@pytest.mark.parametrize("end", ["disable", "reset_password", "end_sessions", "wait", "run out"])
def test_what_closes_the_account_ends_its_phones(deputy, end):
    phone = workflow.bind_phone(deputy, by=deputy, agent=AGENT).phone
    if end == "disable":
        workflow.disable(deputy, by=None, reason="手机丢了")
    elif end == "wait":
        type(deputy).objects.filter(pk=deputy.pk).update(waits_since=timezone.now())
    elif end == "run out":
        PhoneKey.objects.filter(pk=phone.pk).update(until=timezone.now())
    else:
        getattr(workflow, end)(deputy, by=None)
    assert not PhoneKey.objects.in_force().exists()


def test_the_deputy_binds_the_phone_in_hand_sees_it_listed_and_ends_it(sign_in, deputy):
    client = sign_in(deputy)
    client.post("/accounts/phone/mine/", headers={"user-agent": AGENT})
    phone = PhoneKey.objects.get()
    page = client.get("/accounts/me/").content.decode()
    assert "微信（安卓）" in page
    assert f"/accounts/phone/{phone.pk}/end/" in page
    assert "绑定这部手机" not in page
    client.post(f"/accounts/phone/{phone.pk}/end/")
    phone.refresh_from_db()
    assert phone.end_reason == "本人解除"
    assert "绑定这部手机" in client.get("/accounts/me/").content.decode()


def test_nobody_ends_the_phone_of_another_and_staff_have_none_to_bind(county, sign_in, appoint, staff, deputy):
    phone = workflow.bind_phone(deputy, by=deputy, agent=AGENT).phone
    other = appoint(Role.DEPUTY, county.chishi)
    assert sign_in(other).post(f"/accounts/phone/{phone.pk}/end/").status_code == 404
    with pytest.raises(Denied, match="只能解除您自己的手机"):
        workflow.end_phone(phone, by=other)
    clerk = staff(county.chishi)
    assert sign_in(clerk).post("/accounts/phone/mine/").status_code == 403
    assert "绑定的手机" not in sign_in(clerk).get("/accounts/me/").content.decode()
    assert PhoneKey.objects.count() == 1


def test_a_new_password_ends_the_other_phones_and_keeps_the_one_in_hand(sign_in, deputy):
    elsewhere = workflow.bind_phone(deputy, by=deputy, agent=AGENT).phone
    client = sign_in(deputy)
    client.post("/accounts/phone/mine/", headers={"user-agent": AGENT})
    facts = {"old_password": PASSWORD, "new_password": NEW, "new_password_again": NEW}
    assert client.post("/accounts/password/", facts).status_code == 302
    elsewhere.refresh_from_db()
    assert elsewhere.end_reason == "修改密码"
    assert PhoneKey.objects.in_force().count() == 1


def test_a_forgotten_password_is_set_anew_with_a_code_and_the_old_one_holds_until_then(client, deputy, office):
    code = issue(deputy, office, OfficeCodePurpose.PASSWORD)
    assert deputy.check_password(PASSWORD)
    facts = {"code": code, "new_password": NEW, "new_password_again": NEW}
    page = client.post(FORGOTTEN, facts, follow=True)
    assert "您的登录名是 liuruyan" in page.content.decode()
    deputy.refresh_from_db()
    assert deputy.check_password(NEW)
    assert not deputy.must_change_password
    assert "这个码不对" in client.post(FORGOTTEN, facts).content.decode()


def test_a_bad_password_does_not_use_the_code_up(client, deputy, office):
    code = issue(deputy, office, OfficeCodePurpose.PASSWORD)
    short = client.post(FORGOTTEN, {"code": code, "new_password": "abc", "new_password_again": "abc"})
    assert "没有改好" in short.content.decode()
    different = client.post(FORGOTTEN, {"code": code, "new_password": NEW, "new_password_again": "Yunhe-8-Lvzhi"})
    assert "两次输入的新密码不一致" in different.content.decode()
    assert client.post(FORGOTTEN, {"code": code, "new_password": NEW, "new_password_again": NEW}).status_code == 302


@pytest.mark.parametrize("typed", ["LiuRuYan", " liuruyan ", "liu ruyan"])
def test_capitals_and_blanks_of_the_sign_in_name_do_no_harm(client, deputy, typed):
    page = client.post("/accounts/sign-in/", {"username": typed, "password": PASSWORD})
    assert page.status_code == 302
    assert client.session["_auth_user_id"] == str(deputy.pk)


def test_a_lock_holds_however_the_name_is_written(client, deputy, settings):
    settings.AXES_ENABLED = True
    for typed in ("liuruyan", "LIURUYAN", "LiuRuyan", " liuruyan", "lIURUYAN"):
        page = client.post("/accounts/sign-in/", {"username": typed, "password": "wrong"})
    assert page.status_code == 429
    assert set(AccessAttempt.objects.values_list("username", flat=True)) == {"liuruyan"}


def test_whoever_is_locked_out_reads_the_office_and_its_number(client, deputy, settings):
    settings.AXES_ENABLED, settings.OFFICE_PHONE = True, "0578-5120000"
    for address in ("/accounts/sign-in/", BIND, FORGOTTEN):
        page = client.get(address).content.decode()
        assert settings.PRIVACY_CONTACT in page
        assert 'href="tel:0578-5120000"' in page
    for _ in range(5):
        page = client.post("/accounts/sign-in/", {"username": "liuruyan", "password": "wrong"})
    assert page.status_code == 429
    assert 'href="tel:0578-5120000"' in page.content.decode()
