"""Who may open, appoint, reset, lock and end what. Each raises Denied with the reason in Chinese.

Duties are kept apart (GB/T 22239 8.1.5): the system administrator opens accounts and appoints, the security administrator
confirms what was opened or reset, lifts locks, ends sessions and closes accounts, the auditor reads the trail. `by` is None for the server's command line.
"""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from yunhe.accounts.enums import ADMIN_ROLES, ROLE_PLACES, Role, branch_of
from yunhe.accounts.models import Appointment, PhoneKey, User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.refusals import Denied, IllegalMove

WAITS = "账号刚开通或刚重置密码，等安全管理员向您核实并确认后才能登录。请联系本县安全管理员。"
OFFICE = (Role.COUNTY_OFFICE, Role.OFFICE_STAFF)


def _is_system_admin_of(by: User, area: Area) -> bool:
    return scope_of(by).is_staff_for(area, Role.SYSTEM_ADMIN)


def _deputies_only(user: User) -> bool:
    roles = set(user.appointments.in_force().values_list("role", flat=True))
    return roles == {Role.DEPUTY}


def can_open_account(by: User | None, role: str, area: Area) -> None:
    """The system administrator opens any account of the county; an office opens those of its own deputies."""
    if by is None or _is_system_admin_of(by, area):
        return
    if role == Role.DEPUTY and scope_of(by).is_staff_for(area, *OFFICE):
        return
    raise Denied("开通账号由系统管理员办理；代表账号可由其原选区所在乡镇（街道）人大开通。")


def can_appoint(
    by: User | None, user: User, role: str, area: Area, begins_on: date, ends_on: date | None = None
) -> None:
    """Whoever may open such an account may appoint, never oneself, where the role belongs, one branch at a time."""
    can_open_account(by, role, area)
    if by is not None and by.pk == user.pk:
        raise Denied("不能给自己任职，请由另一位系统管理员办理。")
    if area.kind not in ROLE_PLACES[role]:
        raise Denied(f"“{Role(role).label}”不能设在{area.name}（{area.get_kind_display()}）。")
    if ends_on and ends_on < begins_on:
        raise Denied("任职结束日期不能早于开始日期。")
    held = user.appointments.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=begins_on)) if user.pk else ()
    for other in held:
        if ends_on and other.begins_on > ends_on:
            continue
        if branch_of(other.role) != branch_of(role):
            raise Denied(
                f"该账号已任“{other.get_role_display()}”，不能同时任“{Role(role).label}”："
                "系统、安全、审计三类管理员不得互相兼任，也不得兼任业务角色。请另开账号，或先结束原任职。"
            )
        if (other.role, other.area_id) == (role, area.pk):
            raise Denied(f"该账号在{area.name}已任“{Role(role).label}”，不必重复任职。")


def can_end_appointment(by: User | None, appointment: Appointment) -> None:
    """The system administrator of the area ends appointments, not the own, and never the last of its kind."""
    if appointment.ends_on and appointment.ends_on < timezone.localdate():
        raise Denied("该任职已经结束。")
    if by is None:
        return
    if appointment.user_id == by.pk:
        raise Denied("不能结束自己的任职，请由另一位系统管理员办理。")
    if not _is_system_admin_of(by, appointment.area):
        raise Denied("结束任职由该区划的系统管理员办理。")
    if appointment.role == Role.SYSTEM_ADMIN:
        _keep_a_system_admin(appointment.user)


def can_edit_account(by: User | None, user: User) -> None:
    """The system administrator corrects names."""
    if by is not None and not _manages(by, user, Role.SYSTEM_ADMIN):
        raise Denied("修改账号由系统管理员办理。")


def can_reset_password(by: User | None, user: User) -> None:
    """The system administrator, or a deputy's office for a deputy; administrators only on the server, so that none of
    them can take over the account of another.
    """
    if by is None:
        return
    if by.pk == user.pk:
        raise Denied("自己的密码请在“修改密码”中修改。")
    if user.appointments.in_force().filter(role__in=ADMIN_ROLES).exists():
        raise Denied("管理员账号的密码不能由其他管理员重置，请在服务器上运行 manage.py reset_password。")
    if _manages(by, user, Role.SYSTEM_ADMIN):
        return
    areas = [appointment.area for appointment in user.appointments.in_force().select_related("area")]
    if _deputies_only(user) and any(scope_of(by).is_staff_for(area, *OFFICE) for area in areas):
        return
    raise Denied("重置密码由系统管理员办理；代表账号可由其所属人大重置。")


def can_issue_office_code(by: User, user: User) -> None:
    """A deputy's office, which knows the person; codes for anybody else would go round the administrators."""
    if not _deputies_only(user):
        raise Denied("一次性码只发给代表；其他账号请系统管理员重置密码。")
    areas = [appointment.area for appointment in user.appointments.in_force().select_related("area")]
    if by.pk == user.pk or not any(scope_of(by).is_staff_for(area, *OFFICE) for area in areas):
        raise Denied("一次性码由代表所属的乡镇（街道）人大发给本人。")


def can_bind_phone(by: User, user: User) -> None:
    """A deputy binds the own phone: nobody else checks in by scanning."""
    if by.pk != user.pk:
        raise Denied("只能绑定本人的手机。")
    if not user.appointments.in_force().filter(role=Role.DEPUTY).exists():
        raise Denied("绑定手机是给代表扫码签到用的，您的账号没有代表任职。")


def can_end_phone(by: User, phone: PhoneKey) -> None:
    """Its owner, once."""
    if phone.user_id != by.pk:
        raise Denied("只能解除您自己的手机。")
    if phone.ended_at:
        raise IllegalMove("这部手机已经解除绑定。")


def can_disable_account(by: User | None, user: User) -> None:
    """The system or the security administrator, not the own account, and never the last system administrator's."""
    if by is None:
        return
    if by.pk == user.pk:
        raise Denied("不能停用自己的账号。")
    if not _manages(by, user, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        raise Denied("停用账号由系统管理员或安全管理员办理。")
    if user.appointments.in_force().filter(role=Role.SYSTEM_ADMIN).exists():
        _keep_a_system_admin(user)


def can_enable_account(by: User | None, user: User) -> None:
    """The system or the security administrator."""
    if by is not None and not _manages(by, user, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        raise Denied("启用账号由系统管理员或安全管理员办理。")


def can_confirm_account(by: User | None, user: User) -> None:
    """The security administrator, never for himself; so that nobody reaches the registers by a password that he alone made."""
    if by is None:
        return
    if by.pk == user.pk:
        raise Denied("不能确认自己的账号，请由另一位安全管理员办理。")
    if not _manages(by, user, Role.SECURITY_ADMIN):
        raise Denied("确认账号由安全管理员办理。")


def waits_for_confirmation(by: User | None, area: Area) -> bool:
    """Whether what `by` opens or resets for `area` waits: the system administrator's work, not an office's, not the server's."""
    return by is not None and _is_system_admin_of(by, area)


def can_guard_sessions(by: User | None, user: User | None = None) -> None:
    """The security administrator lifts locks and ends sessions; `user` is None for a name that is no account."""
    if by is None:
        return
    roles = (Role.SECURITY_ADMIN,)
    if not (_manages(by, user, *roles) if user else scope_of(by).has_role(*roles)):
        raise Denied("解除锁定和结束会话由安全管理员办理。")


def _manages(by: User, user: User, *roles: str) -> bool:
    """Whether `by` holds one of `roles` for an area in which `user` has or had an appointment."""
    own = scope_of(by).areas(*roles)
    held = [appointment.area for appointment in user.appointments.select_related("area")]
    return any(mine.contains(area) for mine in own for area in held)


def _keep_a_system_admin(user: User) -> None:
    """Raise Denied when `user` is the last active system administrator of a county."""
    for area in Area.objects.filter(
        appointments__in=user.appointments.in_force().filter(role=Role.SYSTEM_ADMIN)
    ).distinct():
        others = Appointment.objects.in_force().filter(role=Role.SYSTEM_ADMIN, area=area, user__is_active=True)
        if not others.exclude(user=user).exists():
            raise Denied(f"{area.name}只剩这一位系统管理员，请先任命另一位。")
