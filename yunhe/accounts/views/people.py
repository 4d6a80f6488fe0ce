"""Everybody's accounts, for the system administrator and the security administrator of the county."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yunhe.accounts import account_policies as policies
from yunhe.accounts import workflow
from yunhe.accounts.decorators import roles_required, system_admin_required
from yunhe.accounts.enums import Role
from yunhe.accounts.forms import AccountForm, AppointmentForm, DisableForm, LastDayForm, NameForm
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.policies import is_allowed, reason_against
from yunhe.accounts.queries import accounts_for, locks_for
from yunhe.accounts.scope import scope_of
from yunhe.accounts.tables import AccountListing, state_of
from yunhe.kit.readonly import read_only

keepers = roles_required(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
security_admin_required = roles_required(Role.SECURITY_ADMIN)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _account(request: HttpRequest, pk: int) -> User:
    return get_object_or_404(accounts_for(request.user), pk=pk)


@keepers
@read_only
def user_list(request: HttpRequest) -> HttpResponse:
    """Show the county's accounts."""
    context = {"may_create": scope_of(request.user).has_role(Role.SYSTEM_ADMIN)}
    return AccountListing.of(request).answer(request, "yunhe/accounts/user_list.html", context)


@require_safe
@keepers
@read_only
def user_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account with its appointments, and what the administrator may do with it."""
    account, by = _account(request, pk), request.user
    is_system_admin = scope_of(by).has_role(Role.SYSTEM_ADMIN)
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
        "is_own": account.pk == by.pk,
        "reset_refusal": reason_against(policies.can_reset_password, by, account) if is_system_admin else "",
        "disable_refusal": reason_against(policies.can_disable_account, by, account),
    }
    return render(request, "yunhe/accounts/user_detail.html", context)


@form_methods
@system_admin_required
def user_create(request: HttpRequest) -> HttpResponse:
    """Open an account; its first password is shown on the answer, once."""
    form = AccountForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        made = workflow.create_account(by=request.user, **form.cleaned_data)
        return render(request, "yunhe/accounts/password_once.html", {"made": made, "is_new": True})
    return render(request, "yunhe/accounts/user_create.html", {"form": form})


@form_methods
@system_admin_required
def user_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the name of an account."""
    account = _account(request, pk)
    policies.can_edit_account(request.user, account)
    form = NameForm(request.POST or None, initial={"name": account.name})
    if request.method == "POST" and form.is_valid():
        workflow.rename(account, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, "姓名已更正。")
        return redirect(account)
    return render(request, "yunhe/accounts/user_edit.html", {"form": form, "account": account})


@form_methods
@system_admin_required
def appointment_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a further role."""
    account = _account(request, pk)
    form = AppointmentForm(request.POST or None, by=request.user, user=account)
    if request.method == "POST" and form.is_valid():
        appointment = workflow.appoint(account, by=request.user, **form.cleaned_data)
        messages.success(request, f"已任职：{appointment}。")
        return redirect(account)
    return render(request, "yunhe/accounts/appointment_create.html", {"form": form, "account": account})


@form_methods
@system_admin_required
def appointment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which is the last day of an appointment, or withdraw one that has not begun."""
    appointments = Appointment.objects.filter(user__in=accounts_for(request.user))
    appointment = get_object_or_404(appointments.select_related("user", "area__unit"), pk=pk)
    policies.can_end_appointment(request.user, appointment)
    form = LastDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        workflow.end_appointment(appointment, by=request.user, last_day=form.cleaned_data["last_day"])
        messages.success(request, f"已结束任职：{appointment}。")
        return redirect(appointment.user)
    return render(request, "yunhe/accounts/appointment_end.html", {"form": form, "appointment": appointment})


@require_POST
@system_admin_required
def user_reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a new first password and show it, once."""
    made = workflow.reset_password(_account(request, pk), by=request.user)
    return render(request, "yunhe/accounts/password_once.html", {"made": made, "is_new": False})


@form_methods
@keepers
def user_disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account with a reason."""
    account = _account(request, pk)
    policies.can_disable_account(request.user, account)
    form = DisableForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        workflow.disable(account, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"{account.name} 的账号已停用，已登录的设备立即失效。")
        return redirect(account)
    return render(request, "yunhe/accounts/user_disable.html", {"form": form, "account": account})


@require_POST
@keepers
def user_enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    account = workflow.enable(_account(request, pk), by=request.user)
    messages.success(request, f"{account.name} 的账号已启用。")
    return redirect(account)


@require_POST
@security_admin_required
def user_end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """End every session of an account."""
    account = _account(request, pk)
    workflow.end_sessions(account, by=request.user)
    messages.success(request, f"{account.name} 在所有设备上的登录都已结束。")
    return redirect(account)


@require_safe
@security_admin_required
@read_only
def lock_list(request: HttpRequest) -> HttpResponse:
    """Show the sign-in names that are locked now."""
    return render(request, "yunhe/accounts/lock_list.html", {"locks": locks_for(request.user)})


@require_POST
@security_admin_required
def lock_release(request: HttpRequest) -> HttpResponse:
    """Lift the lock on a sign-in name."""
    username = request.POST.get("username", "")
    if username not in {lock.username for lock in locks_for(request.user)}:
        messages.info(request, "这个登录名现在没有锁定。")
    elif workflow.unlock(username, by=request.user):
        messages.success(request, f"已解除 {username} 的登录锁定。")
    return redirect("accounts:lock-list")
