"""Attempts to reach what lies outside one's scope: the answer is "not found", but the thing is there."""

from types import TracebackType

from django.core.cache import cache
from django.core.exceptions import FieldError
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from redis import RedisError

from yunhe.audit.record import record

EACH = 20  # attempts a minute that are recorded one by one; after that every tenfold
SECONDS = 60


def thing_missed(error: Http404) -> Model | None:
    """Return the object that was asked for and exists, though the person's scope does not hold it.

    The error comes from get_object_or_404: what it looked for stands in its frame. None for any other 404, and where the
    object does not exist at all.
    """
    frame = _frame_of_search(error.__traceback__)
    if frame is None:
        return None
    queryset, args, kwargs = frame["queryset"], frame["args"], frame["kwargs"]
    if not args and not kwargs:
        return None
    kwargs = {"pk": kwargs["pk"]} if "pk" in kwargs else kwargs  # what else was asked may be whose it is
    try:
        return queryset.model._base_manager.filter(*args, **kwargs).first()
    except (FieldError, ValueError):  # asked by an annotation, which the bare table does not have
        return None


def _frame_of_search(step: TracebackType | None) -> dict | None:
    """Return the variables of get_object_or_404 where the error went through it."""
    found = None
    while step is not None:
        if step.tb_frame.f_code is get_object_or_404.__code__:
            found = step.tb_frame.f_locals
        step = step.tb_next
    return found


def record_attempt(request: HttpRequest, thing: Model) -> None:
    """Record that somebody asked for a thing outside the own scope; which one and on which page, not what it says.

    Of one person the first twenty a minute are recorded each, then the hundredth, the thousandth and so on, with their number.
    Side effects: one event, a counter in the cache.
    """
    number = _count(f"audit:outside:{request.user.pk}")
    if number > EACH and not _is_power_of_ten(number):
        return
    match = request.resolver_match
    record(
        "web.outside_scope",
        "越权访问",
        by=request.user,
        areas=[],
        changes={
            "页面": [None, match.view_name if match else ""],
            "对象": [None, f"{thing._meta.verbose_name} {thing.pk}"],
            "一分钟内第几次": [None, number],
        },
        succeeded=False,
    )


def _count(key: str) -> int:
    """Return how often within a minute; 1 where the cache is away, so that everything is recorded then."""
    try:
        return 1 if cache.add(key, 1, SECONDS) else cache.incr(key)
    except (RedisError, ValueError):
        return 1


def _is_power_of_ten(number: int) -> bool:
    return number >= 10 and str(number).strip("0") == "1"
