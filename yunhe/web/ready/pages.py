"""A page that is kept: its parts between the form tokens, packed once, and what each opening does besides."""

import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.http import parse_etags

from yunhe.web.forms.once import FIELD

TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=")')
OF_ONE_ANSWER = ("set-cookie", "content-length", "x-request-id", "date")
GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
GZIP_END = b"\x03\x00"  # an empty last block
Work = Callable[[HttpRequest], bool]
View = TypeVar("View", bound=Callable[..., Any])


def kept_ready(view: View) -> View:
    """Mark a public view whose page is the same for all who have no session; place it outermost. See `yunhe.web.ready`."""
    view.kept_ready = True  # type: ignore[attr-defined]
    return view


def each_time(request: HttpRequest, work: Work) -> bool:
    """Do `work` for this request, and again for everybody who gets the page that is kept of it; return what it says.

    work: returns whether this visitor may have the page; where it says no, the view answers. It sees the request before any
    middleware has: address, headers, and a user who is nobody.
    """
    request.each_time = [*getattr(request, "each_time", ()), work]  # type: ignore[attr-defined]
    return work(request)


@dataclass(frozen=True)
class Kept:
    """One page: `parts` are what stands between the form tokens, `packed` the same parts for gzip."""

    minute: int
    statement: str
    mark: str
    parts: list[bytes]
    headers: dict[str, str]
    works: list[Work]
    packed: list[bytes] = field(default_factory=list)

    def answer(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return the page for this visitor, with a form token of their own, or None where a work of the page says no.

        A browser that holds the same page for the same cookie is told so with 304.
        """
        request.user = AnonymousUser()
        for work in self.works:
            if not work(request):
                return None
        tokens = CsrfViewMiddleware(lambda passed: HttpResponse())
        tokens.process_request(request)
        token = get_token(request).encode()
        seal = salted_hmac("yunhe.web.ready", f"{self.mark}{request.META['CSRF_COOKIE']}").hexdigest()[:32]
        tag = f'W/"{seal}"'
        response: HttpResponse
        if tag in parse_etags(request.headers.get("If-None-Match", "")):
            response = HttpResponseNotModified()
        else:
            response = self._whole(token, is_packed="gzip" in request.headers.get("Accept-Encoding", ""))
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
        return tokens.process_response(request, response)

    def _whole(self, token: bytes, *, is_packed: bool) -> HttpResponse:
        if not is_packed:
            return HttpResponse(token.join(self.parts), headers=self.headers)
        response = HttpResponse(packed_page(self.parts, self.packed, token), headers=self.headers)
        response.headers["Content-Encoding"] = "gzip"
        return response


def kept_of(response: HttpResponseBase, *, minute: int, statement: str, mark: str, works: list[Work]) -> Kept | None:
    """Return what is kept of `response`, or None where it is not the same for all: it fails, sets cookies or holds a one-time number."""
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return None
    if set(response.cookies) - {settings.CSRF_COOKIE_NAME} or FIELD.encode() in response.content:
        return None
    parts = TOKEN.split(response.content)
    headers = {name: value for name, value in response.headers.items() if name.lower() not in OF_ONE_ANSWER}
    return Kept(minute, statement, mark, parts, headers, works, [packed(part) for part in parts])


def packed(part: bytes) -> bytes:
    """Return `part` deflated so that it ends at a whole byte and needs nothing that stood before it."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return pack.compress(part) + pack.flush(zlib.Z_FULL_FLUSH)


def packed_page(parts: list[bytes], packed_parts: list[bytes], token: bytes) -> bytes:
    """Return the page as gzip: the packed parts, and between them `token` as it is (a stored block)."""
    stored = b"\x00" + struct.pack("<HH", len(token), len(token) ^ 0xFFFF) + token
    check, length = 0, 0
    for at, part in enumerate(parts):
        for piece in (token, part) if at else (part,):
            check, length = zlib.crc32(piece, check), length + len(piece)
    return GZIP_HEAD + stored.join(packed_parts) + GZIP_END + struct.pack("<II", check, length & 0xFFFFFFFF)
