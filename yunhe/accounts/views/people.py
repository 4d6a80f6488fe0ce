"""Everybody's accounts, for the system administrator and the security administrator of the county."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from yunhe.accounts import account_policies as policies
from yunhe.accounts import workflow
from yunhe.accounts.decorators import asks, lists, opens, reads, roles_required, system_admin_required, writes
from yunhe.accounts.enums import Role
from yunhe.accounts.forms import AccountForm, AppointmentForm, DisableForm, LastDayForm, NameForm
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.pages import button
from yunhe.accounts.queries import accounts_for, locks_for
from yunhe.accounts.requests import Request
from yunhe.accounts.tables import AccountListing, state_of
from yunhe.kit.refusals import is_allowed, reason_against
from yunhe.kit.words import full_day
from yunhe.web.forms.page import FormPage, act

keepers = roles_required(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
security_admin_required = roles_required(Role.SECURITY_ADMIN)
CRUMBS = [("账号与任职", "accounts:user-list")]


def find_account(request: Request, pk: int) -> User:
    """Return an account that the administrator looks after, or 404."""
    return get_object_or_404(accounts_for(request.user), pk=pk)


def find_appointment(request: Request, pk: int) -> Appointment:
    """Return an appointment of such an account, or 404."""
    appointments = Appointment.objects.filter(user__in=accounts_for(request.user))
    return get_object_or_404(appointments.select_related("user", "area__unit"), pk=pk)


def _page(request: Request, title: str, form_class, account: User, *, heading: str = "", **page) -> FormPage:
    """Return a form page about `account`."""
    crumbs = [*CRUMBS, (account.name, account)]
    return FormPage(
        request, title, form_class, of=account, crumbs=crumbs, heading=heading or f"{title}：{account.name}", **page
    )


@lists(keepers)
def user_list(request: Request) -> HttpResponse:
    context = {"may_create": opens(system_admin_required, request.user)}
    return AccountListing.of(request).answer(request, "yunhe/accounts/user_list.html", context)


@reads(keepers, find_account)
def user_detail(request: Request, account: User) -> HttpResponse:
    """Show one account with its appointments, and what the administrator may do with it."""
    by = request.user
    is_system_admin = opens(system_admin_required, by)
    context = {
        "account": account,
        "state": state_of(account),
        "appointments": [
            (held, reason_against(policies.can_end_appointment, by, held))
            for held in account.appointments.select_related("area__unit")
        ],
        "is_system_admin": is_system_admin,
        "may_edit": is_allowed(policies.can_edit_account, by, account),
        "may_guard": is_allowed(policies.can_guard_sessions, by, account),
        "may_confirm": is_allowed(policies.can_confirm_account, by, account),
        "is_own": account.pk == by.pk,
        "reset_refusal": reason_against(policies.can_reset_password, by, account) if is_system_admin else "",
        "disable_refusal": reason_against(policies.can_disable_account, by, account),
    }
    return render(request, "yunhe/accounts/user_detail.html", context)


@asks(system_admin_required)
def user_create(request: Request) -> HttpResponse:
    """Open an account; its first password is shown on the answer, once."""
    note = "保存后显示一次初始密码，请当面或电话告知本人；安全管理员确认后才能登录，首次登录须修改。代表的账号请由其乡镇人大在代表档案中开通。"
    page = FormPage(request, "开通账号", AccountForm, by=request.user, crumbs=CRUMBS, note=note, submit="开通账号")
    if page.holds:
        made = workflow.create_account(by=request.user, **page.facts)
        return render(request, "yunhe/accounts/password_once.html", {"made": made, "is_new": True})
    return page.show()


@asks(system_admin_required, find_account, policies.can_edit_account)
def user_edit(request: Request, account: User) -> HttpResponse:
    """Correct the name of an account."""
    page = _page(request, "更正姓名", NameForm, account, heading="更正姓名", initial={"name": account.name})
    return page.does(workflow.rename, said="姓名已更正。", to=account)


@asks(system_admin_required, find_account)
def appointment_create(request: Request, account: User) -> HttpResponse:
    """Give an account a further role."""
    note = "系统、安全、审计三类管理员不得互相兼任，也不得兼任业务角色。"
    page = _page(request, "新增任职", AppointmentForm, account, note=note, submit="任职", by=request.user, user=account)
    return page.does(workflow.appoint, said=lambda appointment: f"已任职：{appointment}。", to=account)


@asks(system_admin_required, find_appointment, policies.can_end_appointment)
def appointment_end(request: Request, appointment: Appointment) -> HttpResponse:
    """Say which is the last day of an appointment, or withdraw one that has not begun."""
    note = f"{appointment.area.full_name}　{appointment.get_role_display()}，自 {full_day(appointment.begins_on)}起"
    hint = "早于开始日期的，视为撤回这项任职。做过的事和记录都保留。"
    page = _page(request, "结束任职", LastDayForm, appointment.user, note=note, hint=hint, submit="结束任职")
    return page.run(
        lambda facts: workflow.end_appointment(appointment, by=request.user, **facts),
        said=f"已结束任职：{appointment}。",
        to=appointment.user,
    )


@writes(system_admin_required, find_account)
def user_reset_password(request: Request, account: User) -> HttpResponse:
    """Give an account a new first password and show it, once."""
    made = workflow.reset_password(account, by=request.user)
    return render(request, "yunhe/accounts/password_once.html", {"made": made, "is_new": False})


@writes(security_admin_required, find_account)
def user_confirm(request: Request, account: User) -> HttpResponse:
    """Let an account that the system administrator has opened or reset be used."""
    said = f"{account.name} 的账号已确认，本人现在可以登录。"
    return act(request, lambda: workflow.confirm(account, by=request.user), said=said, to=account)


@asks(keepers, find_account, policies.can_disable_account)
def user_disable(request: Request, account: User) -> HttpResponse:
    """Close an account with a reason."""
    note = "停用后不能登录，已登录的设备立即失效；任职和记录保留，可以再启用。"
    page = _page(request, "停用账号", DisableForm, account, note=note, submit="停用账号", is_danger=True)
    said = f"{account.name} 的账号已停用，已登录的设备立即失效。"
    return page.does(workflow.disable, said=said, to=account)


user_enable = button(keepers, find_account, workflow.enable, said=lambda account: f"{account.name} 的账号已启用。")


@writes(security_admin_required, find_account)
def user_end_sessions(request: Request, account: User) -> HttpResponse:
    said = f"{account.name} 在所有设备上的登录都已结束。"
    return act(request, lambda: workflow.end_sessions(account, by=request.user), said=said, to=account)


@reads(security_admin_required)
def lock_list(request: Request) -> HttpResponse:
    """Show the sign-in names and addresses that are locked now."""
    limits = {
        "each": settings.AXES_FAILURE_LIMIT,
        "of_name": settings.NAME_FAILURE_LIMIT,
        "of_address": settings.ADDRESS_FAILURE_LIMIT,
        "minutes": round(settings.AXES_COOLOFF_TIME * 60),
    }
    return render(request, "yunhe/accounts/lock_list.html", {"locks": locks_for(request.user), "limits": limits})


@writes(security_admin_required)
def lock_release(request: Request) -> HttpResponse:
    """Lift the lock on a sign-in name, or on an address."""
    username, ip = request.POST.get("username", ""), request.POST.get("ip", "")
    if ip:
        if ip in {lock.ip for lock in locks_for(request.user) if not lock.username}:
            workflow.unlock_address(ip, by=request.user)
            messages.success(request, f"已解除地址 {ip} 的登录锁定。")
        else:
            messages.info(request, "这个地址现在没有锁定。")
    elif username not in {lock.username for lock in locks_for(request.user)}:
        messages.info(request, "这个登录名现在没有锁定。")
    elif workflow.unlock(username, by=request.user):
        messages.success(request, f"已解除 {username} 的登录锁定。")
    return redirect("accounts:lock-list")
