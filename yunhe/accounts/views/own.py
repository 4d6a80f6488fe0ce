"""The own account."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from yunhe.accounts import workflow
from yunhe.accounts.decorators import deputy_required, opens
from yunhe.accounts.phones import phone_of
from yunhe.accounts.queries import devices_of, sign_ins_of
from yunhe.accounts.requests import Request
from yunhe.accounts.scope import scope_of
from yunhe.kit.readonly import read_only
from yunhe.web.forms.page import act


@require_safe
@read_only
def my_account(request: Request) -> HttpResponse:
    """Show the own appointments, password age, open sessions and recent sign-ins."""
    this_phone = phone_of(request)
    is_mine = this_phone is not None and this_phone.user_id == request.user.pk
    context = {
        "may_bind": opens(deputy_required, request.user),
        "phones": list(request.user.phones.in_force()),
        "this_phone": this_phone.pk if this_phone and is_mine else None,
        "appointments": scope_of(request.user).appointments,
        "devices": devices_of(request.user, request.session.session_key),
        "sign_ins": sign_ins_of(request.user),
        "end_note": f"登录满 {settings.SESSION_HOURS} 小时须重新登录。" if settings.SESSION_HOURS else "",
        "age_note": f"每 {settings.PASSWORD_MAX_AGE_DAYS} 天须更换" if settings.PASSWORD_MAX_AGE_DAYS else "",
    }
    return render(request, "yunhe/accounts/my_account.html", context)


@require_POST
def session_end(request: Request, pk: int) -> HttpResponse:
    """End an own session on another device."""
    opened = get_object_or_404(request.user.open_sessions.all(), pk=pk)
    said = f"{opened.device}上的登录已结束。"
    return act(request, lambda: workflow.end_own_session(opened, by=request.user), said=said, to="accounts:my-account")
