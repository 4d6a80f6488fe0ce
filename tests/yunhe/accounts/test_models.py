"""What the database itself refuses: two duties of one person at the same time."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import AppointmentFactory, UserFactory
from yunhe.accounts.enums import ADMIN_ROLES, BUSINESS_ROLES, Role, branch_of
from yunhe.accounts.models import Appointment

ALLOWED = {(one, other) for one in BUSINESS_ROLES for other in BUSINESS_ROLES} | {(role, role) for role in ADMIN_ROLES}


@pytest.mark.parametrize("one", Role.values)
@pytest.mark.parametrize("other", Role.values)
def test_two_roles_at_a_time(county, one, other):
    """The full table, written past every form and workflow: only business roles go together."""
    user = AppointmentFactory(role=one, area=county.root).user
    if (one, other) in ALLOWED:
        AppointmentFactory(user=user, role=other, area=county.fuyun)
        return
    with pytest.raises(IntegrityError, match="one_branch_at_a_time"), transaction.atomic():
        AppointmentFactory(user=user, role=other, area=county.fuyun)


def test_every_role_belongs_to_one_duty():
    assert {branch_of(role) for role in BUSINESS_ROLES} == {"business"}
    assert {branch_of(role) for role in ADMIN_ROLES} == set(ADMIN_ROLES)
    assert set(BUSINESS_ROLES) | set(ADMIN_ROLES) == set(Role)


@pytest.mark.parametrize(
    ("begins", "clashes"),
    [(date(2026, 6, 30), True), (date(2026, 7, 1), False), (date(2026, 1, 1), True), (date(2030, 1, 1), False)],
)
def test_one_duty_may_follow_another_but_not_on_the_same_day(county, begins, clashes):
    user = UserFactory()
    facts = {"user": user, "area": county.root}
    AppointmentFactory(role=Role.AUDITOR, begins_on=date(2026, 1, 1), ends_on=date(2026, 6, 30), **facts)
    if not clashes:
        AppointmentFactory(role=Role.SYSTEM_ADMIN, begins_on=begins, **facts)
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentFactory(role=Role.SYSTEM_ADMIN, begins_on=begins, **facts)


def test_bulk_writing_and_updates_are_held_to_it_too(county):
    user = AppointmentFactory(role=Role.OFFICE_STAFF, area=county.fuyun).user
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.bulk_create([Appointment(user=user, area=county.root, role=Role.AUDITOR)])
    AppointmentFactory(user=user, role=Role.POINT_KEEPER, area=county.zhongshan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(role=Role.POINT_KEEPER).update(role=Role.SECURITY_ADMIN)
