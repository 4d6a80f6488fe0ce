"""Opening accounts, names, passwords given by others, closing and opening again, locks. Each leaves one audit event."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from axes.models import AccessAttempt
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from yunhe.accounts.account_policies import (
    can_appoint,
    can_confirm_account,
    can_disable_account,
    can_edit_account,
    can_enable_account,
    can_guard_sessions,
    can_open_account,
    can_reset_password,
    waits_for_confirmation,
)
from yunhe.accounts.models import Appointment, User
from yunhe.accounts.passwords import make_initial
from yunhe.accounts.workflow.appointments import appoint
from yunhe.accounts.workflow.phones import end_phones
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.refusals import Denied, IllegalMove
from yunhe.kit.registry import Registry
from yunhe.kit.verbs import verb

# called with an account that begins to wait for the security administrator, inside the transaction
waiting_began: Registry[Callable[[User], None]] = Registry("what follows an account that waits for confirmation")


@dataclass(frozen=True)
class NewPassword:
    """An account together with its first password, which is shown once and kept nowhere."""

    user: User
    password: str


def _locked(user: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)


def _areas(user: User) -> list[Area]:
    return [appointment.area for appointment in user.appointments.select_related("area")]


@transaction.atomic
def create_account(
    *, username: str, name: str, role: str, area: Area, by: User | None, begins_on: date, ends_on: date | None = None
) -> NewPassword:
    """Open an account with its first appointment and return it with the first password (shown once).

    What the system administrator opens waits for the security administrator (`confirm`).
    Raises Denied when `by` may not, or when the sign-in name is taken. Side effects: User that must
    change its password, Appointment, two events; the administrators and the county's office are told of one that waits.
    """
    can_open_account(by, role, area)
    can_appoint(by, User(), role, area, begins_on, ends_on)
    password = make_initial()
    waits = waits_for_confirmation(by, area)
    user = User(username=username, name=name, must_change_password=True, waits_since=timezone.now() if waits else None)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:  # taken between the form's question and now
        raise Denied(f"登录名 {username} 已有人使用，请换一个。") from error
    record("accounts.create", "开通账号", user, by=by, areas=[area], changes={"登录名": [None, username]})
    appoint(user, role=role, area=area, begins_on=begins_on, ends_on=ends_on, by=by)
    if waits:
        _tell_of_waiting(user)
    return NewPassword(user, password)


@verb(User.objects.all(), can_edit_account)
def rename(user: User, *, name: str, by: User | None) -> User:
    """Correct the name of an account. Side effect: one event."""
    before, user.name = user.name, name
    user.save(update_fields=["name"])
    record("accounts.rename", "修改姓名", user, by=by, areas=_areas(user), changes={"姓名": [before, name]})
    return user


@verb(User.objects.all(), can_reset_password)
def reset_password(user: User, *, by: User | None) -> NewPassword:
    """Give an account a random first password again and return it (shown once).

    Reset by the system administrator it waits for the security administrator (`confirm`), by the server's command line it no
    longer waits.

    Side effects: the old digest is remembered, every session and bound phone of the account ends, locks are lifted, one event.
    """
    password = make_initial()
    user.previous_passwords = [user.password, *user.previous_passwords][:4]
    user.set_password(password)
    user.must_change_password = True
    waits = any(waits_for_confirmation(by, area) for area in _areas(user))
    if waits or by is None:
        user.waits_since = timezone.now() if waits else None
    user.save(update_fields=["previous_passwords", "password", "must_change_password", "waits_since"])
    AccessAttempt.objects.filter(username=user.username).delete()
    end_phones(user, "重置密码")
    record("accounts.reset_password", "重置密码", user, by=by, areas=_areas(user))
    if waits:
        _tell_of_waiting(user)
    return NewPassword(user, password)


def _tell_of_waiting(user: User) -> None:
    for follow in waiting_began:
        follow(user)


@transaction.atomic
def confirm(user: User, *, by: User | None) -> User:
    """Let an account that was opened or reset be used. Raises Denied, or IllegalMove when it does not wait. One event."""
    user = _locked(user)
    can_confirm_account(by, user)
    if user.waits_since is None:
        raise IllegalMove("该账号没有等待确认，可能刚由另一位安全管理员确认。")
    user.waits_since = None
    user.save(update_fields=["waits_since"])
    record("accounts.confirm", "确认账号", user, by=by, areas=_areas(user))
    return user


@transaction.atomic
def disable(user: User, *, by: User | None, reason: str) -> User:
    """Close an account; its sessions end at their next request, its bound phones now. Side effect: one event with the reason."""
    # every system administrator's row is held, so that two cannot close each other at the same moment
    list(Appointment.objects.system_admins().select_for_update().values_list("pk", flat=True))
    user = _locked(user)
    can_disable_account(by, user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_phones(user, "停用账号")
    record("accounts.disable", "停用账号", user, by=by, areas=_areas(user), reason=reason)
    return user


@verb(User.objects.all(), can_enable_account)
def enable(user: User, *, by: User | None) -> User:
    """Open a closed account again. Side effect: one event."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("accounts.enable", "启用账号", user, by=by, areas=_areas(user))
    return user


@verb(User.objects.all(), can_guard_sessions)
def end_sessions(user: User, *, by: User | None) -> None:
    """End every session and every bound phone of an account. Side effect: one event, and one for each phone."""
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
    end_phones(user, "结束全部会话")
    record("accounts.end_sessions", "结束全部会话", user, by=by, areas=_areas(user))


@transaction.atomic
def unlock(username: str, *, by: User | None) -> int:
    """Lift the lock on a sign-in name, from wherever it was tried; return the number of locks. Side effect: one event."""
    user = User.objects.filter(username=username).first()
    can_guard_sessions(by, user)
    number, _ = AccessAttempt.objects.filter(username=username).delete()
    if number:
        areas = _areas(user) if user else ()
        record("accounts.unlock", "解除登录锁定", user, by=by, areas=areas, changes={"登录名": [None, username]})
    return number


@transaction.atomic
def unlock_address(ip: str, *, by: User | None) -> int:
    """Let an address sign in again that was locked for guessing many names; return the number of names that were tried.

    Forgets what was typed wrong from there, with whatever name. Raises Denied. Side effect: one event.
    """
    can_guard_sessions(by)
    number, _ = AccessAttempt.objects.filter(ip_address=ip).delete()
    if number:
        changes = {"网络地址": [None, ip], "试过的登录名个数": [None, number]}
        record("accounts.unlock_address", "解除地址锁定", by=by, areas=(), changes=changes)
    return number
