"""Every page is private unless its view says otherwise; a session ends when nobody uses it."""

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from yunhe.accounts import passwords, sessions, workflow
from yunhe.accounts.account_policies import WAITS
from yunhe.accounts.privacy_notice import has_acknowledged
from yunhe.accounts.scope import scope_of
from yunhe.kit.asked import page_around
from yunhe.kit.refusals import Denied

FIRST_PASSWORD = "首次登录（或密码已被重置），请先设置自己的密码。"  # noqa: S105 a sentence
NO_APPOINTMENT = "您的账号目前没有任何任职，请联系系统管理员。"
EXPIRED_PASSWORD = "您的密码已超过使用期限，请先更换密码。"  # noqa: S105 a sentence


class IdleTimeoutMiddleware:
    """End the session of a person who has done nothing for a while, or signed in long ago, and forbid storing signed-in pages.

    A public page is then shown as to anyone; a private one leads to sign-in and back to the same page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request after looking at the clock."""
        if request.user.is_authenticated:
            if sessions.is_idle(request) or sessions.is_over(request):
                workflow.expire_session(request)
                request.was_idle = True  # type: ignore[attr-defined]
            elif not sessions.is_background(request):
                sessions.note_activity(request)
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response.headers["Cache-Control"] = "no-store"
        return response


class PrivatePagesMiddleware(LoginRequiredMiddleware):
    """Lead strangers to sign-in, and let a person in only with an own password, the notice read and an appointment.

    Views marked `login_not_required` are open to all; `opens_before("password", …)` opens a view before that stage.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Return a redirect, or None to go on; raise Denied for a person without any appointment."""
        if not getattr(view_func, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return self.handle_no_permission(request, view_func)
        if request.user.waits_since:
            raise Denied(WAITS)
        open_before = getattr(view_func, "open_before", ())
        if "password" not in open_before and (reason := _why_change_password(request.user)):
            messages.warning(request, reason)
            return go_to(request, resolve_url("accounts:password-change"))
        if "notice" not in open_before and not has_acknowledged(request.user):
            return go_to(
                request, f"{resolve_url('accounts:privacy-notice')}?{urlencode({'next': page_around(request)})}"
            )
        if "appointment" not in open_before and not scope_of(request.user).appointments:
            request.refusal = NO_APPOINTMENT
            raise Denied(NO_APPOINTMENT)
        scope_of(request.user).keeps = request.method in ("GET", "HEAD")
        return None

    def handle_no_permission(self, request, view_func):
        """Lead to sign-in, and from there back to the page."""
        query = {"next": page_around(request)}
        if getattr(request, "was_idle", False):
            query["idle"] = "1"
        return go_to(request, f"{resolve_url('accounts:sign-in')}?{urlencode(query)}")


def _why_change_password(user) -> str:
    if user.must_change_password:
        return FIRST_PASSWORD
    return EXPIRED_PASSWORD if passwords.is_expired(user) else ""


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """Return a redirect of the whole page, also when only a part of it was asked for."""
    return HttpResponseClientRedirect(url) if request.headers.get("HX-Request") else HttpResponseRedirect(url)
