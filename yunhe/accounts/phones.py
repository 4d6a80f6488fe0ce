"""The key that a bound phone keeps in a cookie: how it is read, given and taken away (see models.PhoneKey).

`phone_of(request)` says whose phone asks. It signs nobody in: `request.user` stays who he is, and only the pages of a
check-in look here.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yunhe.accounts.models import PhoneKey, User
from yunhe.privacy import digest

KEPT = timedelta(days=180)


def cookie_name() -> str:
    """Return the name of the cookie: over HTTPS one that browsers take from this very host alone."""
    return "__Host-phone" if settings.HTTPS else "phone"


def key_digest(token: str) -> str:
    """Return what is kept of a key."""
    return digest(token, purpose="phone-key")


def token_of(request: HttpRequest) -> str:
    """Return the key that the phone shows, "" for none."""
    return request.COOKIES.get(cookie_name(), "")[:80]


def phone_of(request: HttpRequest) -> PhoneKey | None:
    """Return the bound phone that asks, with its user, None for any other. At most one query a request, none without a key."""
    known: dict[str, Any] = vars(request)
    if "bound_phone" not in known:
        shown = key_digest(token_of(request))
        keys = PhoneKey.objects.in_force().select_related("user")
        found = (keys.filter(digest=shown) | keys.filter(former_digest=shown)).first() if shown else None
        known["bound_phone"] = found
    return known["bound_phone"]


def checker_of(request: HttpRequest) -> User | None:
    """Return who checks in with this request: the person who is signed in, else the one whose bound phone it is."""
    if request.user.is_authenticated:
        return request.user
    phone = phone_of(request)
    return phone.user if phone else None


def give(response: HttpResponse, token: str) -> HttpResponse:
    """Put a key into the phone. Lax: a scanned code opens the page with it, a form on another site sends none."""
    response.set_cookie(
        cookie_name(),
        token,
        max_age=KEPT,
        path="/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def take_away(response: HttpResponse) -> HttpResponse:
    """Have the phone forget its key."""
    response.set_cookie(cookie_name(), "", max_age=0, path="/", secure=settings.HTTPS, httponly=True, samesite="Lax")
    return response
