"""What a person sees who is locked out after five failures, and how long the lock still holds."""

import math
from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yunhe.audit.client import client_ip

COOL_OFF = timedelta(hours=settings.AXES_COOLOFF_TIME)


def minutes_left(username: str, ip: str | None) -> int:
    """Return the minutes until `username` may try again from `ip`, at least 1."""
    attempts = AccessAttempt.objects.filter(username=username, ip_address=ip).order_by("-attempt_time")
    last = attempts.values_list("attempt_time", flat=True).first()
    left = (last + COOL_OFF - timezone.now()) if last else COOL_OFF
    return max(1, math.ceil(left.total_seconds() / 60))


def locked_response(request: HttpRequest, original_response: HttpResponse | None, credentials: dict) -> HttpResponse:
    """Return the page that says for how long sign-in is locked, status 429 with Retry-After."""
    username = (credentials or {}).get("username", "")
    minutes = minutes_left(username, client_ip(request))
    response = render(request, "yunhe/accounts/locked.html", {"minutes": minutes, "limit": settings.AXES_FAILURE_LIMIT})
    response.status_code = 429
    response.headers["Retry-After"] = str(minutes * 60)
    return response
