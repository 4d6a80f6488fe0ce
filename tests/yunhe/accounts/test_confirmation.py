"""What the system administrator opens or resets is used only after the security administrator has confirmed it."""

import pytest
from django.utils import timezone

from tests.kit.handed import errands_of
from yunhe.accounts import workflow
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove
from yunhe.notices.jobs import tell_of_waiting_account
from yunhe.notices.models import Notice


@pytest.fixture
def admin(county, appoint):
    return appoint(Role.SYSTEM_ADMIN, county.root, name="系统员")


@pytest.fixture
def guard(county, appoint):
    return appoint(Role.SECURITY_ADMIN, county.root, name="安全员")


@pytest.fixture
def clerk(county, staff):
    return staff(county.fuyun, username="fuyun", name="王干事")


def open_account(by, area, role=Role.COUNTY_OFFICE, username="ceshi-jia"):
    return workflow.create_account(
        username=username, name="测示甲", role=role, area=area, begins_on=timezone.localdate(), by=by
    )


def try_sign_in(client, username, password):
    return client.post("/accounts/sign-in/", {"username": username, "password": password})


def test_the_system_administrator_cannot_sign_in_as_whom_he_opens(county, admin, guard, client):
    made = open_account(admin, county.root)
    refused = try_sign_in(client, "ceshi-jia", made.password)
    assert refused.status_code == 200
    assert "等安全管理员向您核实并确认后才能登录" in refused.content.decode()
    assert "_auth_user_id" not in client.session
    workflow.confirm(made.user, by=guard)
    assert try_sign_in(client, "ceshi-jia", made.password).status_code == 302
    assert AuditEvent.objects.filter(verb="accounts.confirm", object_id=str(made.user.pk)).exists()


def test_nor_as_whom_he_resets(admin, guard, clerk, client):
    made = workflow.reset_password(clerk, by=admin)
    assert "确认后才能登录" in try_sign_in(client, "fuyun", made.password).content.decode()
    workflow.confirm(clerk, by=guard)
    assert try_sign_in(client, "fuyun", made.password).status_code == 302


def test_an_administrator_that_he_opens_waits_too(county, admin, guard):
    assert open_account(admin, county.root, Role.SECURITY_ADMIN).user.waits_since


def test_a_session_from_before_opens_nothing(admin, clerk, sign_in):
    client = sign_in(clerk)
    User.objects.filter(pk=clerk.pk).update(waits_since=clerk.created_at)
    assert client.get("/notices/").status_code == 403


def test_what_an_office_opens_for_its_deputy_and_the_server_resets_opens_at_once(county, staff, admin, clerk, client):
    made = open_account(staff(county.chishi), county.chishi, Role.DEPUTY)
    assert made.user.waits_since is None
    workflow.reset_password(clerk, by=admin)
    again = workflow.reset_password(clerk, by=None)
    assert try_sign_in(client, "fuyun", again.password).status_code == 302


def test_only_a_security_administrator_of_the_county_confirms_and_never_himself(county, admin, guard, clerk, appoint):
    made = open_account(admin, county.root, Role.SECURITY_ADMIN)
    for by in (admin, clerk, made.user):
        with pytest.raises(Denied):
            workflow.confirm(made.user, by=by)
    workflow.confirm(made.user, by=guard)
    with pytest.raises(IllegalMove, match="没有等待确认"):
        workflow.confirm(made.user, by=guard)


def test_the_security_administrator_is_asked_and_the_others_are_told(county, admin, guard, appoint):
    office, auditor = appoint(Role.COUNTY_OFFICE, county.root), appoint(Role.AUDITOR, county.root)
    made = open_account(admin, county.fuyun, Role.OFFICE_STAFF)
    assert errands_of(tell_of_waiting_account) == [[made.user.pk]]
    tell_of_waiting_account(made.user.pk)
    told = {notice.recipient_id: notice.title for notice in Notice.objects.all()}
    assert told.keys() == {guard.pk, office.pk, auditor.pk}
    assert told[guard.pk].startswith("请确认账号：测示甲")
    assert "系统管理员开通或重置了账号" in told[office.pk]


def test_the_page_shows_who_waits_and_the_security_administrator_presses_the_button(county, admin, guard, sign_in):
    made = open_account(admin, county.root)
    page = f"/accounts/users/{made.user.pk}/"
    assert "已向本人核实，确认账号" not in sign_in(admin).get(page).content.decode()
    assert sign_in(admin).post(f"{page}confirm/").status_code == 403
    client = sign_in(guard)
    assert "待安全管理员确认" in client.get("/accounts/users/?state=waiting").content.decode()
    assert "已向本人核实，确认账号" in client.get(page).content.decode()
    assert "本人现在可以登录" in client.post(f"{page}confirm/", follow=True).content.decode()
    made.user.refresh_from_db()
    assert made.user.waits_since is None
