"""The switch of large type."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from yunhe.accounts import workflow
from yunhe.accounts.decorators import writes
from yunhe.shell.context import LARGE_TYPE_COOKIE

A_YEAR = 365 * 24 * 3600  # seconds


@writes(login_not_required)
def large_type_switch(request):
    """Turn the large-type view on or off for this device, and for the account of whoever is signed in."""
    is_on = request.POST.get("on") == "1"
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    if request.user.is_authenticated:
        workflow.choose_large_type(by=request.user, is_on=is_on)
    response = HttpResponseRedirect(back)
    response.set_cookie(
        LARGE_TYPE_COOKIE, "1" if is_on else "0", max_age=A_YEAR, secure=request.is_secure(), samesite="Lax"
    )
    return response
