"""The cache holds plain values only: what somebody has put into Redis is never run."""

import pickle

import pytest
from django.conf import settings
from django.core.cache import cache
from redis import Redis

RUN = []


class Trap:
    """Runs when it is unpickled."""

    def __reduce__(self):
        return (RUN.append, ("ran",))


@pytest.fixture(autouse=True)
def emptied():
    """Leave nothing in the cache."""
    yield
    cache.delete("plain")


def test_what_the_program_did_not_write_is_not_run():
    cache.set("plain", "x")
    with Redis.from_url(settings.REDIS_URL) as redis:
        (key,) = redis.keys("*plain*")
        redis.set(key, pickle.dumps(Trap()))
    assert cache.get("plain") is None
    assert RUN == []


@pytest.mark.parametrize("value", [7, "字", ["a", 1], {"a": None}, True])
def test_plain_values_come_back(value):
    cache.set("plain", value)
    assert cache.get("plain") == value


def test_numbers_can_be_counted_on():
    cache.set("plain", 1)
    assert cache.incr("plain") == 2


def test_anything_else_is_refused():
    with pytest.raises(TypeError):
        cache.set("plain", Trap())
