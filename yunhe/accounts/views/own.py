"""The own account."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yunhe.accounts.queries import sign_ins_of
from yunhe.accounts.requests import Request
from yunhe.accounts.scope import scope_of
from yunhe.kit.readonly import read_only


@require_safe
@read_only
def my_account(request: Request) -> HttpResponse:
    """Show the own appointments, password age and recent sign-ins."""
    context = {
        "appointments": scope_of(request.user).appointments,
        "sign_ins": sign_ins_of(request.user),
        "age_note": f"每 {settings.PASSWORD_MAX_AGE_DAYS} 天须更换" if settings.PASSWORD_MAX_AGE_DAYS else "",
    }
    return render(request, "yunhe/accounts/my_account.html", context)
