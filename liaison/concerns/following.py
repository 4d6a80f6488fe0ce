"""Which concerns this browser may follow: found by number and secret, kept in its session for a while. No table."""

from django.http import HttpRequest
from django.utils import timezone

from liaison.concerns import tickets
from liaison.concerns.models import Concern
from yunhe.privacy import UnreadableSecretError, decrypt, encrypt

KEY = "concerns"
KEPT = 12  # concerns of one browser
LASTS = 4 * 3600  # seconds
OWNER, ECHO = "owner", "echo"


def grant(request: HttpRequest, concern: Concern, secret: str, role: str) -> None:
    """Let this browser open `concern` for some hours; the secret is kept encrypted, to be printed on the slip."""
    held = dict(request.session.get(KEY, {}))
    held[str(concern.pk)] = [
        role,
        int(timezone.now().timestamp()) + LASTS,
        encrypt(secret, place=f"{KEY}.{concern.pk}"),
    ]
    request.session[KEY] = dict(list(held.items())[-KEPT:])


def role_by_secret(concern: Concern, secret: str) -> str:
    """Return what `secret` makes of its holder: the one who handed the concern in, one who has it too, or "" for nobody."""
    digest = tickets.secret_digest(secret)
    if digest == concern.secret_digest:
        return OWNER
    return ECHO if concern.echoes.filter(secret_digest=digest).exists() else ""


def role_of(request: HttpRequest, concern: Concern) -> str:
    """Return the role that this browser holds for `concern`, or for the concern it was split from; "" for none."""
    for pk in (concern.pk, concern.parent_id):
        held = request.session.get(KEY, {}).get(str(pk))
        if held and held[1] > timezone.now().timestamp():
            return held[0]
    return ""


def secret_held(request: HttpRequest, concern: Concern) -> str:
    """Return the secret that this browser was given for `concern`, "" when it is gone."""
    held = request.session.get(KEY, {}).get(str(concern.pk))
    try:
        is_held = held and held[1] > timezone.now().timestamp()
        return decrypt(held[2], place=f"{KEY}.{concern.pk}") if is_held else ""
    except UnreadableSecretError:
        return ""
