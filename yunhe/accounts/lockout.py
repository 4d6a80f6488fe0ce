"""What a person sees who is locked out after five failures, and how long the lock still holds."""

import math
from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yunhe.accounts.models import User
from yunhe.audit.client import client_ip
from yunhe.audit.models import AuditEvent

KNOWN = timedelta(days=30)  # an address from which the person signed in so lately is theirs
COOL_OFF = timedelta(hours=settings.AXES_COOLOFF_TIME)


def minutes_left(username: str, ip: str | None) -> int:
    """Return the minutes until `username` may try again from `ip`, at least 1."""
    attempts = AccessAttempt.objects.filter(username=username, ip_address=ip).order_by("-attempt_time")
    last = attempts.values_list("attempt_time", flat=True).first()
    left = (last + COOL_OFF - timezone.now()) if last else COOL_OFF
    return max(1, math.ceil(left.total_seconds() / 60))


def is_guessed(username: str, ip: str | None) -> bool:
    """Whether a name has failed too often from all addresses together, or an address with all names together.

    Where the person has signed in from this address lately, what others do with the name elsewhere does not keep them out.
    """
    since = timezone.now() - COOL_OFF
    attempts = AccessAttempt.objects.filter(attempt_time__gt=since)

    def failures(**which: str | None) -> int:
        return attempts.filter(**which).aggregate(number=Sum("failures_since_start"))["number"] or 0

    if ip and failures(ip_address=ip) >= settings.ADDRESS_FAILURE_LIMIT:
        return True
    if failures(username=username) < settings.NAME_FAILURE_LIMIT:
        return False
    user = User.objects.filter(username=username).first()
    known = AuditEvent.objects.about(user).filter(verb="accounts.sign_in", ip=ip) if user and ip else None
    return known is None or not known.filter(at__gt=timezone.now() - KNOWN).exists()


def locked_response(
    request: HttpRequest, original_response: HttpResponse | None, credentials: dict, *, is_wide: bool = False
) -> HttpResponse:
    """Return the page that says for how long sign-in is locked, status 429 with Retry-After.

    is_wide: because of the name from everywhere, or of the address with all names.
    """
    username = (credentials or {}).get("username", "")
    minutes = minutes_left(username, client_ip(request))
    response = render(
        request,
        "yunhe/accounts/locked.html",
        {"minutes": minutes, "limit": settings.AXES_FAILURE_LIMIT, "is_wide": is_wide},
    )
    response.status_code = 429
    response.headers["Retry-After"] = str(minutes * 60)
    return response
