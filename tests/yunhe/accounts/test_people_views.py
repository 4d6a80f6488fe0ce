"""The administrators' pages: who opens which, what they show, what a stranger county gets."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from tests.factories.accounts import PASSWORD
from yunhe.accounts import workflow
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.areas.enums import AreaKind
from yunhe.areas.workflow import create_area
from yunhe.audit.models import AuditEvent

USERS = "/accounts/users/"
TODAY = timezone.localdate()
SYSTEM_ONLY = ("new/", "{pk}/edit/", "{pk}/appoint/")
SECURITY_ONLY = ("/accounts/locks/",)


@pytest.fixture
def admin(county, appoint):
    return appoint(Role.SYSTEM_ADMIN, county.root, name="系统员")


@pytest.fixture
def guard(county, appoint):
    return appoint(Role.SECURITY_ADMIN, county.root, name="安全员")


@pytest.fixture
def clerk(county, staff):
    return staff(county.fuyun, name="王干事", username="fuyun")


def test_pages_by_role(county, clerk, appoint, sign_in):
    for role in Role:
        client = sign_in(appoint(role, county.root))
        keeper = role in {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}
        for url in (USERS, f"{USERS}{clerk.pk}/", f"{USERS}{clerk.pk}/disable/"):
            assert client.get(url).status_code == (200 if keeper else 403), (role, url)
        for part in SYSTEM_ONLY:
            expected = 200 if role == Role.SYSTEM_ADMIN else 403
            assert client.get(USERS + part.format(pk=clerk.pk)).status_code == expected, (role, part)
        assert client.get("/accounts/locks/").status_code == (200 if role == Role.SECURITY_ADMIN else 403)


def test_the_system_administrator_sees_neither_registers_nor_the_trail(admin, sign_in):
    client = sign_in(admin)
    for url in ("/deputies/", "/registrations/", "/ledger/", "/stations/", "/audit/", "/imports/"):
        assert client.get(url).status_code in {403, 404}, url


def test_another_county_is_404_on_page_action_and_export(county, admin, guard, appoint, sign_in):
    elsewhere = create_area(name="景宁县", kind=AreaKind.COUNTY)
    stranger = appoint(Role.COUNTY_OFFICE, elsewhere, name="外县人")
    for by in (admin, guard):
        client = sign_in(by)
        assert client.get(f"{USERS}{stranger.pk}/").status_code == 404
        assert client.post(f"{USERS}{stranger.pk}/enable/").status_code == 404
        assert "外县人" not in client.get(USERS + "?q=外县").content.decode()
        assert "外县人" not in client.post(USERS, {"export": "csv"}).content.decode("utf-8-sig")
    client = sign_in(admin)
    assert client.post(f"{USERS}{stranger.pk}/reset-password/").status_code == 404
    assert client.post(f"/accounts/appointments/{stranger.appointments.get().pk}/end/").status_code == 404


def test_opening_an_account_shows_the_password_once_and_once_confirmed_it_opens_the_door(
    county, admin, guard, sign_in, client
):
    sign_in(admin)
    facts = {"name": "李干事", "username": "yuanhe", "role": Role.OFFICE_STAFF, "area": county.yuanhe.pk}
    response = client.post(f"{USERS}new/", {**facts, "begins_on": TODAY})
    password = response.context["made"].password
    assert password in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    user = User.objects.get(username="yuanhe")
    assert password not in client.get(f"{USERS}{user.pk}/").content.decode()
    client.post("/accounts/sign-out/")
    workflow.confirm(user, by=guard)
    client.post("/accounts/sign-in/", {"username": "yuanhe", "password": password})
    assert client.get("/notices/")["Location"] == "/accounts/password/"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"username": "fuyun"}, "已有人使用"),
        ({"username": "Wang"}, "须以小写字母开头"),
        ({"username": "王"}, "登录名"),
        ({"role": Role.OFFICE_STAFF, "area": "root"}, "不能设在云和县"),
        ({"ends_on": "2020-01-01"}, "不能早于开始日期"),
        ({"area": "999999"}, "区划"),
        ({"role": "king"}, "角色"),
        ({"begins_on": "明天"}, "开始日期"),
    ],
)
def test_a_wrong_form_says_why_and_opens_nothing(county, admin, clerk, sign_in, change, complaint):
    facts = {"name": "新人", "username": "newcomer", "role": Role.OFFICE_STAFF, "area": county.yuanhe.pk}
    facts = {**facts, "begins_on": TODAY, **change}
    if facts["area"] == "root":
        facts["area"] = county.root.pk
    before = User.objects.count()
    response = sign_in(admin).post(f"{USERS}new/", facts)
    assert response.status_code == 200
    assert complaint in response.content.decode()
    assert User.objects.count() == before


def test_a_second_duty_is_refused_in_the_form(county, admin, clerk, sign_in):
    client = sign_in(admin)
    facts = {"role": Role.AUDITOR, "area": county.root.pk, "begins_on": TODAY}
    response = client.post(f"{USERS}{clerk.pk}/appoint/", facts)
    assert "不得互相兼任，也不得兼任业务角色" in response.content.decode()
    response = client.post(f"{USERS}{admin.pk}/appoint/", {**facts, "role": Role.SYSTEM_ADMIN})
    assert "不能给自己任职" in response.content.decode()


def test_appointing_and_ending(county, admin, clerk, sign_in):
    client = sign_in(admin)
    facts = {"role": Role.POINT_KEEPER, "area": county.zhongshan.pk, "begins_on": TODAY - timedelta(days=3)}
    assert client.post(f"{USERS}{clerk.pk}/appoint/", facts)["Location"] == f"{USERS}{clerk.pk}/"
    held = clerk.appointments.get(role=Role.POINT_KEEPER)
    client.post(f"/accounts/appointments/{held.pk}/end/", {"last_day": TODAY - timedelta(days=1)})
    assert client.get(f"/accounts/appointments/{held.pk}/end/").status_code == 403
    assert set(clerk.appointments.in_force().values_list("role", flat=True)) == {Role.OFFICE_STAFF}


def test_names_passwords_closing(admin, clerk, sign_in):
    client = sign_in(admin)
    client.post(f"{USERS}{clerk.pk}/edit/", {"name": "王小明"})
    made = client.post(f"{USERS}{clerk.pk}/reset-password/").context["made"]
    client.post(f"{USERS}{clerk.pk}/disable/", {"reason": "调离"})
    clerk.refresh_from_db()
    assert (clerk.name, clerk.is_active) == ("王小明", False)
    assert clerk.check_password(made.password)
    assert client.post(f"{USERS}{clerk.pk}/disable/", {"reason": ""}).status_code == 200
    client.post(f"{USERS}{clerk.pk}/enable/")
    clerk.refresh_from_db()
    assert clerk.is_active


def test_locks_are_listed_and_lifted_by_the_security_administrator(guard, clerk, sign_in):
    for name in ("fuyun", "nobody"):
        AccessAttempt.objects.create(username=name, ip_address="10.0.0.8", failures_since_start=5)
    AccessAttempt.objects.create(username="fuyun", ip_address="10.0.0.9", failures_since_start=2)
    client = sign_in(guard)
    page = client.get("/accounts/locks/").content.decode()
    assert "10.0.0.8" in page
    assert "10.0.0.9" not in page
    assert "没有这个账号" in page
    assert "登录锁定中" in client.get(f"{USERS}?state=locked").content.decode()
    client.post("/accounts/locks/release/", {"username": "fuyun"})
    assert not AccessAttempt.objects.filter(username="fuyun").exists()
    assert AuditEvent.objects.get().verb == "accounts.unlock"
    client.post("/accounts/locks/release/", {"username": "no-such-lock"})
    assert AuditEvent.objects.count() == 1


def test_sessions_are_ended_by_the_security_administrator(guard, admin, clerk, sign_in, client):
    sign_in(guard)
    before = clerk.get_session_auth_hash()
    client.post(f"{USERS}{clerk.pk}/end-sessions/")
    assert User.objects.get(pk=clerk.pk).get_session_auth_hash() != before
    assert sign_in(admin).post(f"{USERS}{clerk.pk}/end-sessions/").status_code == 403


@pytest.mark.parametrize(
    "part", ["{pk}/reset-password/", "{pk}/enable/", "{pk}/end-sessions/", "../locks/release/", "../stay/"]
)
def test_verbs_refuse_get(admin, clerk, sign_in, part):
    assert sign_in(admin).get((USERS + part.format(pk=clerk.pk)).replace("users/../", "")).status_code == 405


def test_the_list_narrows(county, admin, clerk, appoint, sign_in):
    appoint(Role.POINT_KEEPER, county.shishan, name="赵联络", must_change_password=True)
    appoint(Role.OFFICE_STAFF, county.chishi, name="钱停用", is_active=False)
    client = sign_in(admin)

    def names(query):
        return {row.name for row in client.get(f"{USERS}?{query}").context["listing"].page.rows}

    assert names("") == {"系统员", "王干事", "赵联络", "钱停用"}
    assert names("role=office_staff") == {"王干事", "钱停用"}
    assert names(f"unit={county.yuanhe.pk}") == {"赵联络"}
    assert names("state=disabled") == {"钱停用"}
    assert names("state=new") == {"赵联络"}
    assert names("state=vacant") == set()
    assert names("q=FUYUN") == {"王干事"}


def test_fifty_accounts_cost_no_more_queries_than_one(county, admin, staff, sign_in, django_assert_num_queries):
    client = sign_in(admin)
    client.get(USERS)
    with django_assert_num_queries(9):
        client.get(f"{USERS}?size=100")
    for _ in range(50):
        staff(county.fuyun)
    with django_assert_num_queries(9):
        client.get(f"{USERS}?size=100")


def test_my_account_shows_the_own_appointments_and_sign_ins(county, clerk, client):
    for password in ("wrong", PASSWORD):
        client.post("/accounts/sign-in/", {"username": "fuyun", "password": password})
    page = client.get("/accounts/me/").content.decode()
    for text in ("王干事", "乡镇街道人大工作人员", "浮云街道", "登录失败", "127.0.0.1"):
        assert text in page
