"""What an address or a form asks for, read without trust.

station = number(request.GET, "station")          # 12, or None for nothing, words or a number nobody has
chosen = numbers(request.POST, "pk")              # the ticked rows
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 12  # digits; no primary key is longer


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST


def number(asked: QueryDict, name: str) -> int | None:
    """Return the number called `name`, None where there is none."""
    text = asked.get(name, "")
    return int(text) if isinstance(text, str) and _is_number(text) else None


def numbers(asked: QueryDict, name: str) -> list[int]:
    """Return all numbers called `name`, also those written with commas; what is no number is left out."""
    texts = [text.strip() for value in asked.getlist(name) for text in str(value).split(",")]
    return [int(text) for text in texts if _is_number(text)]


def page_around(request: HttpRequest) -> str:
    """Return the address of the page that the person sees: of a fragment or a form's target, the page around it."""
    around = request.headers.get("HX-Current-URL") if request.headers.get("HX-Request") else None
    if around is None and request.method not in {"GET", "HEAD"}:
        around = request.headers.get("Referer", "/")
    if around is None:
        return request.get_full_path()
    if not url_has_allowed_host_and_scheme(around, {request.get_host()}):
        return "/"
    parts = urlsplit(around)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
