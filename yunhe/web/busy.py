"""The page of a system that is busy: the database was away, locked or overloaded. What was typed is on it and can be sent again."""

import re
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template.loader import get_template

from yunhe.web.forms.once import FIELD

RETRY_SECONDS = 5
NEVER_SHOWN = re.compile(r"password|passwd|secret|token|one_time_number|nonce|^step$", re.IGNORECASE)
NEVER_SENT = re.compile(r"password|passwd", re.IGNORECASE)
SHORTEST, HAN = 12, re.compile(r"[㐀-鿿]")  # what counts as typed: not the number of a choice


def busy_page(request: HttpRequest, outcome: str) -> HttpResponse:
    """Answer 503 with what was typed. Neither database nor session is asked, and none is written on the way out.

    outcome: what became of what was sent, in the words of _outcome.html.
    """
    if hasattr(request, "session"):
        request.session.modified = False
    request.user = AnonymousUser()  # who it is stands in the database: reading what was sent must not ask again
    facts: dict[str, Any] = {"outcome": outcome, "address": request.get_full_path(), **_typed(request, outcome)}
    response = HttpResponse(get_template("503.html").render(facts), status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def _typed(request: HttpRequest, outcome: str) -> dict[str, Any]:
    """Return the fields of a POST that can be sent again and the texts among them; passwords are in neither.

    The token against forgery is the one that came with the form, so that only a form of our own can be sent again.
    """
    if request.method != "POST" or outcome == "saved":
        return {}
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        has_files = bool(request.FILES)
    except (UnreadablePostError, RequestDataTooBig, TooManyFilesSent, MultiPartParserError, SuspiciousOperation):
        return {}
    if any(NEVER_SENT.search(name) for name, _value in fields):
        return {}
    kept = [value for name, value in fields if not NEVER_SHOWN.search(name) and _is_typed(value)]
    is_sent_once = any(name == FIELD and value for name, value in fields)
    return {"fields": fields, "kept": kept, "may_resend": not has_files, "is_sent_once": is_sent_once}


def _is_typed(value: str) -> bool:
    return len(value) >= SHORTEST or bool(HAN.search(value))
