"""The first page of a voter's form, kept in the browser's session until the second is sent: so that the second is a page of its
own, which Back, a reload and another try open again. It is encrypted there, like everything that a voter writes before it is sent.
"""

import json
from typing import Any

from django.http import HttpRequest

from yunhe.privacy import UnreadableSecretError, decrypt, encrypt

KEY = "concern_subject"
FIELDS = ("text", "category", "place", "spot")
KEPT = 3  # codes of which one browser has begun a form


def keep(request: HttpRequest, code_id: int, data: Any) -> None:
    """Keep what was sent from the first page behind a code."""
    facts = {name: data.get(name, "") for name in FIELDS}
    held = {name: sealed for name, sealed in request.session.get(KEY, {}).items() if name != str(code_id)}
    held[str(code_id)] = encrypt(json.dumps(facts), place=f"{KEY}.{code_id}")
    request.session[KEY] = dict(list(held.items())[-KEPT:])


def kept(request: HttpRequest, code_id: int) -> dict[str, str]:
    """Return what is kept of the first page behind a code, {} for nothing."""
    sealed = request.session.get(KEY, {}).get(str(code_id))
    try:
        return json.loads(decrypt(sealed, place=f"{KEY}.{code_id}")) if sealed else {}
    except (UnreadableSecretError, ValueError):
        return {}


def forget(request: HttpRequest, code_id: int) -> None:
    """Forget it: it was sent."""
    if str(code_id) in request.session.get(KEY, {}):
        request.session[KEY] = {name: sealed for name, sealed in request.session[KEY].items() if name != str(code_id)}
