"""Accounts and appointments: who may, what is refused with which reason, what the trail keeps."""

import threading
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.utils import timezone

from tests.factories.accounts import PASSWORD, AppointmentFactory, UserFactory
from tests.factories.areas import make_county
from yunhe.accounts import workflow
from yunhe.accounts.enums import ADMIN_ROLES, BUSINESS_ROLES, ROLE_PLACES, Role, branch_of
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.scope import scope_of
from yunhe.areas.enums import AreaKind
from yunhe.areas.workflow import create_area
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied

TODAY = timezone.localdate()


@pytest.fixture
def admin(county, appoint):
    return appoint(Role.SYSTEM_ADMIN, county.root, name="系统员", username="xitong")


@pytest.fixture
def guard(county, appoint):
    return appoint(Role.SECURITY_ADMIN, county.root, name="安全员", username="anquan")


def place_of(county, role):
    """Return an area where `role` belongs."""
    kinds = ROLE_PLACES[role]
    return {AreaKind.COUNTY: county.root, AreaKind.TOWN: county.fuyun, AreaKind.COMMUNITY: county.zhongshan}[kinds[0]]


def open_account(county, by, role=Role.OFFICE_STAFF, **facts):
    facts = {"username": "newcomer", "name": "新人", "area": place_of(county, role), "begins_on": TODAY, **facts}
    return workflow.create_account(role=role, by=by, **facts)


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("one", Role.values)
@pytest.mark.parametrize("other", Role.values)
def test_two_roles_of_one_person(county, admin, one, other):
    """The full table through the workflow: refused with the reason wherever duties differ."""
    user = AppointmentFactory(role=one, area=place_of(county, one)).user
    area = place_of(county, other)
    if branch_of(one) == branch_of(other) and one != other:
        workflow.appoint(user, role=other, area=area, begins_on=TODAY, by=admin)
        assert scope_of(fresh(user)).roles == {one, other}
        return
    with pytest.raises(Denied, match="不必重复任职" if one == other else "不得互相兼任，也不得兼任业务角色"):
        workflow.appoint(user, role=other, area=area, begins_on=TODAY, by=admin)
    assert scope_of(fresh(user)).roles == {one}


@pytest.mark.parametrize("role", Role.values)
def test_every_role_belongs_to_a_kind_of_place(county, admin, role):
    for area in (county.root, county.chishi, county.fuyun, county.zone, county.shuanglin, county.zhongshan):
        user = UserFactory()
        if area.kind in ROLE_PLACES[role]:
            workflow.appoint(user, role=role, area=area, begins_on=TODAY, by=admin)
            continue
        with pytest.raises(Denied, match="不能设在"):
            workflow.appoint(user, role=role, area=area, begins_on=TODAY, by=admin)


class TestOpeningAccounts:
    def test_gives_a_first_password_that_must_be_changed(self, county, admin):
        made = open_account(county, admin)
        user = fresh(made.user)
        assert user.check_password(made.password)
        assert user.must_change_password
        assert made.password not in str(list(AuditEvent.objects.values()))
        assert list(AuditEvent.objects.order_by("id").values_list("verb", flat=True)) == [
            "accounts.create",
            "accounts.appoint",
        ]

    @pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMIN])
    def test_only_the_system_administrator_opens_staff_accounts(self, county, appoint, role):
        with pytest.raises(Denied, match="由系统管理员办理"):
            open_account(county, appoint(role, place_of(county, role)))
        assert not User.objects.filter(username="newcomer").exists()

    def test_an_office_opens_the_accounts_of_its_own_deputies(self, county, staff):
        made = open_account(county, staff(county.chishi), Role.DEPUTY, area=county.chishi)
        assert scope_of(made.user).roles == {Role.DEPUTY}
        with pytest.raises(Denied):
            open_account(county, staff(county.shitang), Role.DEPUTY, area=county.chishi, username="other")

    def test_a_name_that_was_taken_in_the_meantime_is_refused(self, county, admin):
        UserFactory(username="newcomer")
        with pytest.raises(Denied, match="已有人使用"):
            open_account(county, admin)
        assert not Appointment.objects.exclude(user=admin).exists()

    def test_another_county_is_out_of_reach(self, county, admin):
        elsewhere = create_area(name="景宁县", kind=AreaKind.COUNTY)
        with pytest.raises(Denied):
            open_account(county, admin, Role.COUNTY_OFFICE, area=elsewhere)


class TestAppointments:
    def test_nobody_appoints_himself(self, county, admin):
        with pytest.raises(Denied, match="不能给自己任职"):
            workflow.appoint(admin, role=Role.COUNTY_OFFICE, area=county.root, begins_on=TODAY, by=admin)

    @pytest.mark.parametrize("role", [*BUSINESS_ROLES, Role.SECURITY_ADMIN, Role.AUDITOR])
    def test_nobody_else_appoints(self, county, appoint, role):
        by, user = appoint(role, place_of(county, role)), UserFactory()
        for wanted in (Role.SYSTEM_ADMIN, Role.COUNTY_OFFICE):
            with pytest.raises(Denied):
                workflow.appoint(user, role=wanted, area=county.root, begins_on=TODAY, by=by)

    def test_ending_closes_access_at_once_and_keeps_the_row(self, county, admin):
        held = AppointmentFactory(role=Role.OFFICE_STAFF, area=county.fuyun, begins_on=TODAY - timedelta(days=30))
        workflow.end_appointment(held, by=admin)
        held.refresh_from_db()
        assert held.ends_on == TODAY - timedelta(days=1)
        assert not scope_of(fresh(held.user)).roles
        with pytest.raises(Denied, match="已经结束"):
            workflow.end_appointment(held, by=admin)

    def test_one_that_began_today_is_withdrawn_and_the_trail_keeps_it(self, county, admin):
        held = AppointmentFactory(role=Role.OFFICE_STAFF, area=county.fuyun)
        workflow.end_appointment(held, by=admin)
        assert not Appointment.objects.filter(pk=held.pk).exists()
        assert AuditEvent.objects.get().changes["任职"][0] == "浮云街道 乡镇街道人大工作人员"

    def test_an_administrator_may_take_business_after_the_end_of_the_old_duty(self, county, admin):
        held = AppointmentFactory(role=Role.AUDITOR, area=county.root, begins_on=TODAY - timedelta(days=30))
        workflow.end_appointment(held, by=admin)
        workflow.appoint(held.user, role=Role.COUNTY_OFFICE, area=county.root, begins_on=TODAY, by=admin)
        assert scope_of(fresh(held.user)).roles == {Role.COUNTY_OFFICE}

    def test_the_last_system_administrator_stays(self, county, admin, appoint):
        other = appoint(Role.SYSTEM_ADMIN, county.root)
        workflow.end_appointment(other.appointments.get(), by=admin)
        with pytest.raises(Denied, match="不能结束自己的任职"):
            workflow.end_appointment(admin.appointments.get(), by=admin)
        with pytest.raises(Denied, match="只剩这一位系统管理员"):
            workflow.disable(admin, by=appoint(Role.SECURITY_ADMIN, county.root), reason="试")

    def test_a_disabled_system_administrator_does_not_count(self, county, admin, appoint):
        other = appoint(Role.SYSTEM_ADMIN, county.root)
        third = appoint(Role.SYSTEM_ADMIN, county.root, is_active=False)
        workflow.disable(other, by=admin, reason="调离")
        assert third.appointments.exists()
        with pytest.raises(Denied, match="只剩这一位"):
            workflow.disable(admin, by=appoint(Role.SECURITY_ADMIN, county.root), reason="试")


@pytest.mark.django_db(transaction=True)
def test_two_system_administrators_cannot_end_each_other_at_the_same_moment():
    county = make_county()
    pair = [AppointmentFactory(role=Role.SYSTEM_ADMIN, area=county.root) for _ in range(2)]
    start, refused = threading.Barrier(2), []

    def end(held, by):
        start.wait()
        try:
            workflow.end_appointment(held, by=by)
        except Denied as reason:
            refused.append(str(reason))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=end, args=(pair[0], pair[1].user)),
        threading.Thread(target=end, args=(pair[1], pair[0].user)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Appointment.objects.system_admins().count() == 1


class TestPasswordsGivenByOthers:
    def test_a_reset_ends_sessions_lifts_locks_and_asks_for_a_new_password(self, county, admin, staff):
        user = staff(county.fuyun, username="fuyun")
        AccessAttempt.objects.create(username="fuyun", ip_address="10.0.0.8", failures_since_start=5)
        before = user.get_session_auth_hash()
        made = workflow.reset_password(user, by=admin)
        user = fresh(user)
        assert user.must_change_password
        assert user.check_password(made.password)
        assert not user.check_password(PASSWORD)
        assert user.get_session_auth_hash() != before
        assert not AccessAttempt.objects.exists()

    @pytest.mark.parametrize("role", ADMIN_ROLES)
    def test_no_administrator_takes_over_another(self, county, admin, guard, appoint, role):
        victim = appoint(role, county.root)
        for by in (admin, guard):
            with pytest.raises(Denied, match="在服务器上运行"):
                workflow.reset_password(victim, by=by)
        workflow.reset_password(victim, by=None)

    def test_a_deputys_office_may_others_may_not(self, county, staff, appoint, guard):
        deputy = appoint(Role.DEPUTY, county.chishi)
        workflow.reset_password(deputy, by=staff(county.chishi))
        for by in (staff(county.shitang), staff(county.fuyun), guard, appoint(Role.POINT_KEEPER, county.shuanglin)):
            with pytest.raises(Denied):
                workflow.reset_password(deputy, by=by)
        clerk = staff(county.chishi)
        with pytest.raises(Denied):
            workflow.reset_password(clerk, by=staff(county.chishi))


class TestGuarding:
    def test_locks_and_sessions_belong_to_the_security_administrator(self, county, admin, guard, staff):
        user = staff(county.fuyun, username="fuyun")
        AccessAttempt.objects.create(username="fuyun", ip_address="10.0.0.8", failures_since_start=5)
        for by in (admin, staff(county.root)):
            with pytest.raises(Denied):
                workflow.unlock("fuyun", by=by)
            with pytest.raises(Denied):
                workflow.end_sessions(user, by=by)
        assert workflow.unlock("fuyun", by=guard) == 1
        before = user.get_session_auth_hash()
        workflow.end_sessions(user, by=guard)
        assert fresh(user).get_session_auth_hash() != before

    def test_closing_and_opening(self, county, admin, guard, staff):
        user = staff(county.fuyun)
        for by in (admin, guard):
            workflow.disable(user, by=by, reason="调离")
            assert not fresh(user).is_active
            workflow.enable(user, by=by)
            assert fresh(user).is_active
        for by in (staff(county.root), user):
            with pytest.raises(Denied):
                workflow.disable(user, by=by, reason="试")
        assert AuditEvent.objects.filter(verb="accounts.disable").first().reason == "调离"

    def test_another_countys_accounts_are_out_of_reach(self, county, admin, guard, appoint):
        elsewhere = create_area(name="景宁县", kind=AreaKind.COUNTY)
        stranger = appoint(Role.COUNTY_OFFICE, elsewhere)
        for verb in (
            lambda: workflow.disable(stranger, by=guard, reason="试"),
            lambda: workflow.end_sessions(stranger, by=guard),
            lambda: workflow.rename(stranger, name="试", by=admin),
            lambda: workflow.reset_password(stranger, by=admin),
            lambda: workflow.end_appointment(stranger.appointments.get(), by=admin),
        ):
            with pytest.raises(Denied):
                verb()
