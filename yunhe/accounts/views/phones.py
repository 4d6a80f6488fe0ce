"""A deputy's bound phones, and the two pages that open with a code of the office: bind this phone, set a new password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from yunhe.accounts import phones, workflow
from yunhe.accounts.decorators import asks, deputy_required, writes
from yunhe.accounts.forms import BindPhoneForm, ForgottenPasswordForm
from yunhe.accounts.lockout import is_guessed, locked_response
from yunhe.accounts.models import PhoneKey
from yunhe.accounts.requests import Request
from yunhe.accounts.views.sessions import safe_next
from yunhe.audit.client import client_ip
from yunhe.kit.refusals import Denied
from yunhe.web.forms.page import act
from yunhe.web.forms.refusable import RefusableForm

BOUND = "这部手机已绑定：以后扫联络站码、活动码，点一下“签到”就好，不用登录。"


@never_cache
@asks(login_not_required)
def phone_bind(request: HttpRequest) -> HttpResponse:
    """Bind the phone that opens this page, with a code of the office; a deputy who is signed in needs none."""
    form = BindPhoneForm(request.POST if request.method == "POST" else None)
    stopped = _stopped(request)
    if stopped:
        return stopped
    if request.method == "POST" and form.is_valid():
        try:
            agent = request.headers.get("User-Agent", "")
            bound = workflow.bind_phone_by_code(form.cleaned_data["code"], agent=agent)
        except ValidationError as error:
            _note_wrong(request, form, error)
        except Denied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, f"{bound.phone.user.name}代表，{BOUND}")
            return phones.give(redirect(_onward(request)), bound.token)
    context = {"form": form, "next": safe_next(request), "phone": phones.phone_of(request)}
    return render(request, "yunhe/accounts/phone_bind.html", context)


def _onward(request: HttpRequest) -> str:
    """Return where to go after binding: back to the code that was scanned, else to this page, which says that it is done."""
    wanted = safe_next(request)
    return resolve_url("accounts:phone-bind") if wanted == resolve_url(settings.LOGIN_REDIRECT_URL) else wanted


@writes(deputy_required)
def phone_bind_own(request: Request) -> HttpResponse:
    """Bind the phone on which the deputy is signed in."""
    bound = workflow.bind_phone(request.user, by=request.user, agent=request.headers.get("User-Agent", ""))
    messages.success(request, BOUND)
    return phones.give(redirect(safe_next(request)), bound.token)


@writes(deputy_required)
def phone_end(request: Request, pk: int) -> HttpResponse:
    phone = get_object_or_404(PhoneKey.objects.filter(user=request.user), pk=pk)
    said = f"{phone.device}已解除绑定，不能再用它直接签到。"
    return act(request, lambda: workflow.end_phone(phone, by=request.user), said=said, to="accounts:my-account")


@never_cache
@sensitive_post_parameters()
@asks(login_not_required)
def password_forgotten(request: HttpRequest) -> HttpResponse:
    """Let a deputy who has forgotten the password set a new one, with a code of the office."""
    form = ForgottenPasswordForm(request.POST if request.method == "POST" else None)
    stopped = _stopped(request)
    if stopped:
        return stopped
    if request.method == "POST" and form.is_valid():
        try:
            user = workflow.set_password_by_code(form.cleaned_data["code"], password=form.cleaned_data["new_password"])
        except ValidationError as error:
            _note_wrong(request, form, error)
        else:
            messages.success(request, f"新密码已设好。您的登录名是 {user.username}，请登录。")
            return redirect("accounts:sign-in")
    return render(request, "yunhe/accounts/password_forgotten.html", {"form": form})


def _stopped(request: HttpRequest) -> HttpResponse | None:
    """Return the page of the lock where too much was tried from this address, before the code is looked at."""
    if request.method == "POST" and getattr(settings, "AXES_ENABLED", True) and is_guessed("", client_ip(request)):
        return locked_response(request, None, {"username": ""}, is_wide=True)
    return None


def _note_wrong(request: HttpRequest, form: RefusableForm, error: ValidationError) -> None:
    """Show what was refused; a wrong code counts against the address."""
    form.refuse(error)
    if "code" in form.errors:
        workflow.note_wrong_code(client_ip(request))
