"""Narrowing of accounts."""

from django_filters import ChoiceFilter

from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment
from yunhe.web.lists.filters import Filters, OneOf, UnitFilter


class AccountFilter(Filters):
    """Role, unit, state."""

    role = ChoiceFilter(label="角色", choices=Role, method="by_role")
    unit = UnitFilter(label="乡镇街道", method="by_unit")
    state = OneOf(
        "状态",
        active=("启用", lambda accounts: accounts.filter(is_active=True)),
        disabled=("停用", lambda accounts: accounts.filter(is_active=False)),
        locked=("登录锁定中", lambda accounts: accounts.filter(is_locked=True)),
        waiting=("待安全管理员确认", lambda accounts: accounts.filter(waits_since__isnull=False)),
        new=("未改初始密码", lambda accounts: accounts.filter(is_active=True, must_change_password=True)),
        vacant=("无任职", lambda accounts: accounts.exclude(pk__in=Appointment.objects.in_force().values("user"))),
    )

    def by_role(self, accounts, name, value):
        """Keep those who hold the role today."""
        return accounts.holding(value)

    def by_unit(self, accounts, name, value):
        """Keep those who hold a role in the unit or its villages today."""
        held = Appointment.objects.in_force().filter(area__path__startswith=value.path)
        return accounts.filter(pk__in=held.values("user"))
