"""The codes that a deputy's office tells, and the mobile number as a sign-in name."""

import pytest

from deputies.people.own import users_of_phone
from tests.factories.accounts import PASSWORD
from tests.factories.deputies import DeputyFactory
from yunhe.accounts.enums import Role
from yunhe.accounts.models import OfficeCode


@pytest.fixture
def deputy(county, appoint):
    user = appoint(Role.DEPUTY, county.chishi, username="liuruyan")
    return DeputyFactory(origin=county.chishi, residence=county.zhongshan, user=user, phone="16905780001")


@pytest.mark.parametrize("purpose", ["phone", "password"])
def test_the_origin_office_makes_a_code_that_is_shown_once(county, staff, sign_in, deputy, purpose):
    client = sign_in(staff(county.chishi))
    page = client.post(f"/deputies/{deputy.pk}/account/code/", {"purpose": purpose})
    assert page.status_code == 200
    assert page.context["issued"].code in page.content.decode()
    assert page.context["issued"].code not in client.get(deputy.get_absolute_url()).content.decode()
    assert OfficeCode.objects.get().user == deputy.user


def test_the_residence_office_and_strangers_make_none(county, staff, sign_in, deputy):
    address = f"/deputies/{deputy.pk}/account/code/"
    assert sign_in(staff(county.fuyun)).post(address, {"purpose": "phone"}).status_code == 403
    assert sign_in(staff(county.shitang)).post(address, {"purpose": "phone"}).status_code == 404
    assert not OfficeCode.objects.exists()


def test_a_code_for_nothing_and_a_deputy_without_account_are_told_what_to_do(county, staff, sign_in, deputy):
    client = sign_in(staff(county.chishi))
    page = client.post(f"/deputies/{deputy.pk}/account/code/", {"purpose": "door"}, follow=True)
    assert "请选择要发的是手机绑定码还是密码重设码" in page.content.decode()
    bare = DeputyFactory(origin=county.chishi)
    page = client.post(f"/deputies/{bare.pk}/account/code/", {"purpose": "phone"}, follow=True)
    assert "还没有账号，请先开通" in page.content.decode()


@pytest.mark.parametrize("typed", ["16905780001", "169 0578 0001", "+86 169-0578-0001", "１６９０５７８０００１"])
def test_a_deputy_signs_in_with_the_mobile_number(client, deputy, typed):
    page = client.post("/accounts/sign-in/", {"username": typed, "password": PASSWORD})
    assert page.status_code == 302
    assert client.session["_auth_user_id"] == str(deputy.user_id)


def test_a_number_in_two_files_means_nobody(county, appoint, client, deputy):
    other = DeputyFactory(origin=county.chishi, user=appoint(Role.DEPUTY, county.chishi), phone="16905780001")
    assert {user.pk for user in users_of_phone("16905780001")} == {deputy.user_id, other.user_id}
    page = client.post("/accounts/sign-in/", {"username": "16905780001", "password": PASSWORD})
    assert "登录名或密码不对" in page.content.decode()
    assert users_of_phone("") == []
