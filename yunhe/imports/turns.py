"""One reading an office at a time: an office that hands in many slow files waits for itself, never others for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from redis.exceptions import RedisError

LONGEST = 15  # seconds after which a turn ends by itself: that of a lost worker must not stop the office


@contextmanager
def turn_of(area: int, run: int) -> Iterator[bool]:
    """Take the turn of an office (`area`) for an import (`run`); yields whether it is this import's turn.

    An import that was begun and lost takes its own turn again. Without Redis there is no waiting.
    """
    key = f"imports-reading-{area}"
    try:
        mine = cache.add(key, run, LONGEST) or cache.get(key) == run
    except RedisError:
        yield True
        return
    try:
        yield mine
    finally:
        if mine:
            cache.delete(key)
