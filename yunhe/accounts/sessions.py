"""How long a session stays open: without the person doing anything, and at the most (GB/T 22239 8.1.4.1b)."""

import time

from django.conf import settings
from django.http import HttpRequest

LAST_SEEN = "last_seen"
BEGAN = "began"
BACKGROUND_HEADER = "X-Background"  # sent by polling: the bell, progress bars
COARSENESS = 30  # seconds between two notes of the time, so that not every request writes the session


def is_background(request: HttpRequest) -> bool:
    """Whether the page asks by itself, not the person: such a request does not keep the session open."""
    return request.headers.get(BACKGROUND_HEADER) == "1"


def is_idle(request: HttpRequest) -> bool:
    """Whether the person has done nothing for settings.SESSION_IDLE_MINUTES (0: never)."""
    seen = request.session.get(LAST_SEEN)
    return bool(settings.SESSION_IDLE_MINUTES and seen and time.time() - seen > settings.SESSION_IDLE_MINUTES * 60)


def is_over(request: HttpRequest) -> bool:
    """Whether the person signed in more than settings.SESSION_HOURS ago (0: no such end), however busy since."""
    began = request.session.get(BEGAN)
    return bool(settings.SESSION_HOURS and began and time.time() - began > settings.SESSION_HOURS * 3600)


def note_activity(request: HttpRequest) -> None:
    """Note that the person is there now. Writes the session at most every 30 seconds."""
    now = int(time.time())
    if now - request.session.get(LAST_SEEN, 0) >= COARSENESS:
        request.session.setdefault(BEGAN, now)
        request.session[LAST_SEEN] = now
