"""Signing in and out, the own password, the notice on personal data. Each leaves one audit event."""

from typing import cast

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from yunhe.accounts.devices import device_of, store
from yunhe.accounts.models import OpenSession, User
from yunhe.accounts.passwords import REMEMBERED
from yunhe.accounts.phones import phone_of
from yunhe.accounts.scope import scope_of
from yunhe.accounts.sessions import note_activity
from yunhe.accounts.workflow.phones import end_phones
from yunhe.areas.models import Area
from yunhe.audit.client import client_ip
from yunhe.audit.record import record
from yunhe.kit.refusals import Denied
from yunhe.privacy import mask_name


def areas_of(user: User) -> list[Area]:
    """Return the areas of the user's appointments in force, for the audit trail."""
    return [appointment.area for appointment in scope_of(user).appointments]


@transaction.atomic
def sign_in(request: HttpRequest, user: User) -> None:
    """Open a session for `user`, who has been authenticated.

    Side effects: new session key, last sign-in, one OpenSession, one event.
    """
    login(request, user)
    note_activity(request)
    request.session.save()  # now, so that the session has its key
    OpenSession.objects.create(
        user=user,
        session_key=request.session.session_key or "",
        ip=client_ip(request),
        device=device_of(request.headers.get("User-Agent", "")),
    )
    record("accounts.sign_in", "登录", user, by=user, areas=areas_of(user))


def note_failed_sign_in(username: str, *, is_locked: bool) -> None:
    """Record a sign-in that failed or was refused by the lock. A name that is no account is kept only in part, because
    people type passwords into the wrong field.
    """
    user = User.objects.filter(username=username).first()
    record(
        "accounts.sign_in_locked" if is_locked else "accounts.sign_in_failed",
        "登录被锁定" if is_locked else "登录失败",
        user,
        actor=user.display_name if user else f"未知登录名 {mask_name(username[:20])}",
        areas=areas_of(user) if user else (),
        succeeded=False,
    )


@transaction.atomic
def sign_out(request: HttpRequest) -> None:
    """End the person's session. Side effects: one event, session data deleted."""
    _end(request, "accounts.sign_out", "退出登录")


@transaction.atomic
def expire_session(request: HttpRequest) -> None:
    """End a session that has been idle, or open, for too long. Side effects: one event, session data deleted."""
    _end(request, "accounts.session_expired", "超时退出")


def _end(request: HttpRequest, action: str, label: str, *, succeeded: bool = True) -> None:
    user = cast(User, request.user)
    record(action, label, user, by=user, areas=areas_of(user), succeeded=succeeded)
    OpenSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)


@transaction.atomic
def end_own_session(opened: OpenSession, *, by: User) -> None:
    """End a session of `by` on another device. Raises Denied for somebody else's. Side effects: the session deleted, one event."""
    if opened.user_id != by.pk:
        raise Denied("只能结束您自己的登录。")
    store().SessionStore(opened.session_key).delete()
    opened.delete()
    changes = {"设备": [opened.device, "已退出"], "登录地址": [opened.ip or "", ""]}
    record("accounts.end_own_session", "结束本人的登录", by, by=by, changes=changes, areas=areas_of(by))


@transaction.atomic
def end_after_wrong_passwords(request: HttpRequest) -> None:
    """End a session in which the present password was given wrong too often: it may not be the person who sits there.

    Side effects: one event, session data deleted.
    """
    _end(request, "accounts.old_password_failed", "当前密码多次不对", succeeded=False)


@transaction.atomic
def change_password(request: HttpRequest, password: str) -> None:
    """Give the person who is signed in a new password, which the form has validated.

    Side effects: old digest remembered (five at most), every other session and bound phone ends, this one gets a new key, one
    event.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=cast(User, request.user).pk)
    user.previous_passwords = [user.password, *user.previous_passwords][: REMEMBERED - 1]
    user.set_password(password)
    user.must_change_password = False
    user.password_changed_at = timezone.now()
    user.save(update_fields=["previous_passwords", "password", "must_change_password", "password_changed_at"])
    before = request.session.session_key
    update_session_auth_hash(request, user)
    OpenSession.objects.filter(user=user).exclude(session_key=before).delete()
    OpenSession.objects.filter(session_key=before).update(session_key=request.session.session_key)
    mine = phone_of(request)
    end_phones(user, "修改密码", but=mine if mine and mine.user_id == user.pk else None)
    record("accounts.change_password", "修改密码", user, by=user, areas=areas_of(user))


@transaction.atomic
def acknowledge_notice(user: User) -> None:
    """Note that `user` has read the present notice on personal data. Side effect: one event."""
    user.privacy_notice_version = settings.PRIVACY_NOTICE_VERSION
    user.privacy_notice_at = timezone.now()
    user.save(update_fields=["privacy_notice_version", "privacy_notice_at"])
    changes = {"版本": [None, user.privacy_notice_version]}
    record("accounts.acknowledge_notice", "阅读个人信息告知", user, by=user, changes=changes, areas=areas_of(user))


def choose_large_type(*, by: User, is_on: bool) -> None:
    """Keep whether `by` wants large type (长辈版) on every device. A person's own affair, not audited."""
    if by.large_type != is_on:
        by.large_type = is_on
        by.save(update_fields=["large_type"])
