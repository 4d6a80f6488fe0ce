"""Sign-in, sign-out, the own password, the notice on personal data."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yunhe.accounts import present_password, workflow
from yunhe.accounts.decorators import asks, opens_before, writes
from yunhe.accounts.forms import PasswordChangeForm, SignInForm
from yunhe.accounts.lockout import is_guessed, locked_response
from yunhe.accounts.names import username_of
from yunhe.accounts.privacy_notice import has_acknowledged
from yunhe.accounts.requests import Request
from yunhe.audit.client import client_ip


def safe_next(request: HttpRequest) -> str:
    """Return the address in `next` if it is one of this site, else the home page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_safe else resolve_url(settings.LOGIN_REDIRECT_URL)


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the sign-in form, or open a session and go where the person wanted to go."""
    if request.user.is_authenticated:
        return redirect(safe_next(request))
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        typed = username_of(request.POST.get("username", "")[:80])
        if getattr(settings, "AXES_ENABLED", True) and is_guessed(typed, client_ip(request)):  # not even looked at
            workflow.note_failed_sign_in(typed, is_locked=True)
            return locked_response(request, None, {"username": typed}, is_wide=True)
        if form.is_valid():
            workflow.sign_in(request, form.user)
            return redirect(safe_next(request))
        if username := form.cleaned_data.get("username"):
            workflow.note_failed_sign_in(username, is_locked=getattr(request, "axes_locked_out", False))
    context = {"form": form, "next": safe_next(request), "idle": settings.SESSION_IDLE_MINUTES}
    context["was_idle"] = "idle" in request.GET and request.method == "GET"
    return render(request, "yunhe/accounts/sign_in.html", context)


@writes(login_not_required)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; the browser is told to forget the pages it has kept."""
    if request.user.is_authenticated:
        workflow.sign_out(request)
        messages.success(request, "您已退出登录。")
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@opens_before("password", "notice", "appointment")
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: Request) -> HttpResponse:
    """Let the person set a new password; until then nothing else opens at the first sign-in."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if stopped := present_password.counted(request, form, "old_password"):
        return stopped
    if request.method == "POST" and form.is_valid():
        present_password.forget(request)
        workflow.change_password(request, form.cleaned_data["new_password"])
        messages.success(request, "密码已修改。其他设备上的登录已全部退出。")
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "yunhe/accounts/password_change.html", {"form": form})


@asks(login_not_required)
def privacy_notice(request: HttpRequest) -> HttpResponse:
    """Show the notice on personal data to anyone; a person who is signed in confirms once to have read it."""
    is_due = request.user.is_authenticated and not has_acknowledged(request.user)
    if request.method == "POST":
        if is_due and request.user.is_authenticated:
            workflow.acknowledge_notice(request.user)
        return redirect(safe_next(request))
    context = {
        "is_due": is_due,
        "next": safe_next(request),
        "version": settings.PRIVACY_NOTICE_VERSION,
        "contact": settings.PRIVACY_CONTACT,
    }
    return render(request, "yunhe/accounts/privacy_notice.html", context)


@require_POST
def session_stay(request: HttpRequest) -> HttpResponse:
    """Answer 204; the request itself has noted that the person is still there (typing a long form, say)."""
    return HttpResponse(status=204)
