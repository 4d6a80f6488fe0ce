"""Narrowing of accounts."""

import django_filters
from django.utils import timezone

from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.models import Area

STATES = (
    ("active", "启用"),
    ("disabled", "停用"),
    ("locked", "登录锁定中"),
    ("new", "未改初始密码"),
    ("vacant", "无任职"),
)


class AccountFilter(django_filters.FilterSet):
    """Role, unit, state."""

    role = django_filters.ChoiceFilter(label="角色", choices=Role, method="by_role")
    unit = django_filters.ModelChoiceFilter(label="乡镇街道", queryset=Area.objects.units().current(), method="by_unit")
    state = django_filters.ChoiceFilter(label="状态", choices=STATES, method="by_state")

    class Meta:
        model = User
        fields: tuple[str, ...] = ()

    def by_role(self, accounts, name, value):
        """Keep those who hold the role today."""
        return accounts.holding(value)

    def by_unit(self, accounts, name, value):
        """Keep those who hold a role in the unit or its villages today."""
        held = Appointment.objects.in_force(timezone.localdate()).filter(area__path__startswith=value.path)
        return accounts.filter(pk__in=held.values("user"))

    def by_state(self, accounts, name, value):
        """Keep those in the state."""
        if value == "locked":
            return accounts.filter(is_locked=True)
        if value == "new":
            return accounts.filter(is_active=True, must_change_password=True)
        if value == "vacant":
            return accounts.exclude(pk__in=Appointment.objects.in_force().values("user"))
        return accounts.filter(is_active=value == "active")
