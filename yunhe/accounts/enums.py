"""Roles. Administrators exclude one another and every business role (GB/T 22239 8.1.5)."""

from django.db import models

from yunhe.areas.enums import POINTS, UNITS, AreaKind


class Role(models.TextChoices):
    """What a person is, in the area of the appointment."""

    COUNTY_OFFICE = "county_office", "县人大机关"
    OFFICE_STAFF = "office_staff", "乡镇街道人大工作人员"
    POINT_KEEPER = "point_keeper", "联络点负责人"
    FINANCE = "finance", "经费管理"
    DEPUTY = "deputy", "人大代表"
    HANDLING_UNIT = "handling_unit", "承办单位"
    HIGHER_OFFICE = "higher_office", "省市人大机关"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDITOR = "auditor", "审计管理员"


ADMIN_ROLES = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)
OFFICES = (Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
STAFF_ROLES = (Role.COUNTY_OFFICE, Role.OFFICE_STAFF, Role.POINT_KEEPER)
BUSINESS_ROLES = (*STAFF_ROLES, Role.FINANCE, Role.DEPUTY, Role.HANDLING_UNIT, Role.HIGHER_OFFICE)

# Where a role is held.
ROLE_PLACES: dict[str, tuple[str, ...]] = {
    Role.COUNTY_OFFICE: (AreaKind.COUNTY,),
    Role.OFFICE_STAFF: UNITS,
    Role.POINT_KEEPER: POINTS,
    Role.FINANCE: (AreaKind.COUNTY, *UNITS),
    Role.DEPUTY: UNITS,
    Role.HANDLING_UNIT: (AreaKind.COUNTY, *UNITS),
    Role.HIGHER_OFFICE: (AreaKind.COUNTY,),  # once for each county that lies below the office: the county lets it in
    **dict.fromkeys(ADMIN_ROLES, (AreaKind.COUNTY,)),
}


def branch_of(role: str) -> str:
    """Return the branch that a role belongs to. One person holds one branch at a time: each administrator's role is a branch
    of its own, all business roles together are one.
    """
    return str(role) if role in ADMIN_ROLES else "business"


class OfficeCodePurpose(models.TextChoices):
    """What a code from the office is good for."""

    PHONE = "phone", "绑定手机"
    PASSWORD = "password", "重设密码"
