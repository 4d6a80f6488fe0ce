"""A form that is sent twice writes once: second tap, three at once, another process. All senders get the first one's answer.

Every form page carries a one-time number (`{% sent_once %}`). `once` notes the number in the transaction of the verb, so that
later senders wait for the first one; when that one is rolled back the next one goes ahead. The number counts together with what
was sent: a form that was changed and sent again from the same page is a new sending, never a silent repetition.

    def write() -> Done:
        made = workflow.draft(by=request.user, **form.cleaned_data)
        return Done(made.get_absolute_url(), "草稿已保存。")

    return answer(request, once(request, write))

FormPage and act (yunhe.web.forms.page) do this already; only pages written by hand call it. Since the verb runs inside a
transaction here, whatever a worker must find goes into transaction.on_commit, as everywhere. The middleware answers a repetition
before the view looks at anything: after the first sender the move is no longer legal, and the person must not be told so. It also
turns a refusal that no form shows into a message.
"""

import re
import secrets
from collections.abc import Callable
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from yunhe.database.waits import bound_second_try
from yunhe.kit.asked import page_around
from yunhe.kit.refusals import sentence_of
from yunhe.web.models import Sending

FIELD = "one_time_number"
DRAFT = re.compile(r"[0-9a-f]{24}")
DRAFT_COOKIE = "draft_taken"


class Outcome(StrEnum):
    """What became of what was sent."""

    NOTHING_SENT = "nothing_sent"
    SAVED = "saved"
    NOT_SAVED = "not_saved"
    UNKNOWN = "unknown"


class Done(NamedTuple):
    """What a sender gets: where to go, and what to read there ("" for nothing)."""

    url: str
    said: str = ""


def new_number() -> str:
    """Return a one-time number for a form that is being drawn."""
    return secrets.token_urlsafe(16)


def _key(request: HttpRequest) -> str:
    """Return what names this sending: the person, the address, the number and everything sent. "" without a number."""
    if request.method != "POST" or not request.POST.get(FIELD):
        return ""
    fields = sorted((name, tuple(values)) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    digest = sha256(repr((request.user.pk, request.get_full_path(), fields)).encode())
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            digest.update(f"{name}/{upload.name}/{upload.size}".encode())
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)
    return digest.hexdigest()


def once(request: HttpRequest, work: Callable[[], Done]) -> Done:
    """Do `work` in a transaction, once for the number the form carries; a later sender waits and gets the same.

    What `work` raises undoes everything, the number too. A form without a number is worked each time.
    Side effects: whether it was saved is kept on the request, for the pages of errors.
    """
    key = _key(request)
    _note(request, Outcome.NOT_SAVED)
    with transaction.atomic():
        bound_second_try()
        done = _done_once(request, key, work) if key else work()
        _note(request, Outcome.UNKNOWN)  # until the database has answered the commit
    _note(request, Outcome.SAVED)
    return done


def _done_once(request: HttpRequest, key: str, work: Callable[[], Done]) -> Done:
    sending, is_first = Sending.objects.get_or_create(key=key, defaults={"user_id": request.user.pk})
    if not is_first:
        return Done(sending.url, sending.said)
    done = work()
    sending.url, sending.said = done
    sending.save(update_fields=["url", "said"])
    return done


def _note(request: HttpRequest, outcome: Outcome) -> None:
    request.outcome = outcome  # type: ignore[attr-defined]


def outcome_of(request: HttpRequest) -> str:
    """Return what became of what was sent with `request`, for a page that must say it: what no view has seen is not saved."""
    if request.method in {"GET", "HEAD"}:
        return Outcome.NOTHING_SENT
    return getattr(request, "outcome", Outcome.NOT_SAVED)


def repeated(request: HttpRequest) -> Done | None:
    """Return what an earlier sender of the same got, None for the first one."""
    key = _key(request)
    sending = Sending.objects.filter(key=key).first() if key else None
    return Done(sending.url, sending.said) if sending else None


def answer(request: HttpRequest, done: Done) -> HttpResponse:
    """Send the person on, with what was said."""
    _note(request, Outcome.SAVED)
    if done.said:
        messages.success(request, done.said)
    return HttpResponseRedirect(done.url)


def note_taken(request: HttpRequest) -> None:
    """Note that what was sent is kept here: for a page that saves without `once`, because a number of its own makes it one."""
    _note(request, Outcome.SAVED)


def _told(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Name the draft that was taken in a cookie, so that the device forgets it (static/js/drafts.js); give a form that a script
    has sent the address to go to instead of a redirect, which would be followed unseen (static/js/photos.js).
    """
    if request.headers.get("X-Sent-By") == "script" and 300 <= response.status_code < 400:
        led = HttpResponse(headers={"X-Go-To": response["Location"]})
        led.cookies = response.cookies
        response = led
    if outcome_of(request) == Outcome.SAVED and DRAFT.fullmatch(draft := request.POST.get("draft", "")):
        response.set_cookie(DRAFT_COOKIE, draft, max_age=600, secure=settings.HTTPS, samesite="Lax")
    return response


class SentOnceMiddleware:
    """Answers repetitions before and after the view, and refusals that no form shows (see the module)."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        """Pass the request on; then tell the page's script what it must know of a form that was sent."""
        response = self.get_response(request)
        return _told(request, response) if request.method == "POST" else response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Answer a repetition like the first sending. From here on only the view knows what becomes of it."""
        done = repeated(request)
        _note(request, Outcome.UNKNOWN)
        return answer(request, done) if done else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a view that found things changed by the first sender; say a refusal of a POST on the page it came from."""
        if request.method != "POST" or not isinstance(exception, PermissionDenied | Http404 | ValidationError):
            return None
        if done := repeated(request):
            return answer(request, done)
        if isinstance(exception, ValidationError):
            messages.error(request, sentence_of(exception))
            return HttpResponseRedirect(page_around(request))
        return None
