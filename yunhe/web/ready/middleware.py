"""Hands out pages that are kept ready before anything else looks at the request. Place it behind SecurityMiddleware."""

import contextlib
import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from yunhe.web.ready.pages import Kept, kept_of
from yunhe.web.ready.questions import Questions, mark_again, mark_of

AT_MOST = 500  # pages in a process, those built last
LOCKS = 64
Key = tuple[str, ...]
SAME_FOR_ALL = "large_type"  # the one cookie that may come besides the form token's


class ReadyMiddleware:
    """Answers from what is kept where it may, and keeps what the marked views answer (see `yunhe.web.ready`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response
        self.pages: OrderedDict[Key, Kept] = OrderedDict()
        self.changing = threading.Lock()
        self.building: defaultdict[int, threading.Lock] = defaultdict(threading.Lock)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        key = _key_of(request)
        if key is None or connection.in_atomic_block:
            return self.get_response(request)
        page = self._holding(key)
        if page is None and not _is_kept_ready(request):
            return self.get_response(request)
        if page is None:
            with self.building[hash(key) % LOCKS]:  # one builds, the others wait and get the same page
                page = self._holding(key)
                if page is None:
                    return self._build(key, request)
        return page.answer(request) or self.get_response(request)

    def _holding(self, key: Key) -> Kept | None:
        """Return the page that is kept, None where there is none or where it no longer holds."""
        page = self.pages.get(key)
        if page is None or page.minute != _minute():
            return None
        try:
            return page if mark_again(page.statement) == page.mark else None
        except DatabaseError:
            return None  # the view says what is to be said

    def _build(self, key: Key, request: HttpRequest) -> HttpResponseBase:
        """Return what the view answers, and keep it. All that it asks, and the mark of it, are of one moment (REPEATABLE READ)."""
        minute, questions, response = _minute(), Questions(), None
        # Where the database fails, a page that is there by then is shown, and not kept.
        with contextlib.suppress(DatabaseError), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            with connection.execute_wrapper(questions):
                response = self.get_response(request)
            if response.status_code == 200 and questions.only_asks and not connection.needs_rollback:
                statement, works = questions.statement, getattr(request, "each_time", [])
                page = kept_of(response, minute=minute, statement=statement, mark=mark_of(statement), works=works)
                if page is not None:
                    self._keep(key, page)
        return self.get_response(request) if response is None else response

    def _keep(self, key: Key, page: Kept) -> None:
        with self.changing:
            self.pages.pop(key, None)
            self.pages[key] = page
            while len(self.pages) > AT_MOST:
                self.pages.popitem(last=False)


def _minute() -> int:
    return int(time.time() // 60)


def _key_of(request: HttpRequest) -> Key | None:
    """Return under which name the page of `request` is kept; None for everybody who might get another one than the others."""
    if request.method != "GET" or request.META.get("QUERY_STRING") or "HTTP_HX_REQUEST" in request.META:
        return None
    if set(request.COOKIES) - {settings.CSRF_COOKIE_NAME, SAME_FOR_ALL}:
        return None
    try:
        return request.path_info, request.get_host(), request.COOKIES.get(SAME_FOR_ALL, "")[:1]
    except DisallowedHost:
        return None


def _is_kept_ready(request: HttpRequest) -> bool:
    try:
        return getattr(resolve(request.path_info).func, "kept_ready", False)
    except Http404:
        return False
