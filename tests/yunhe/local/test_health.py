"""The health page in each state; heartbeats are written straight to the test's own Redis."""

import pytest
from django.conf import settings
from django.urls import reverse

from yunhe.health import heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def redis():
    client = heartbeat.connect(settings.REDIS_URL)
    for who in (heartbeat.WORKER, heartbeat.BEAT):
        heartbeat.erase(client, who)
    yield client
    for who in (heartbeat.WORKER, heartbeat.BEAT):
        heartbeat.erase(client, who)


def test_all_well_needs_no_account(client, redis):
    heartbeat.write(redis, heartbeat.WORKER)
    heartbeat.write(redis, heartbeat.BEAT)
    answer = client.get(reverse("healthz"))
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "redis": True, "worker": True, "beat": True}
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize(("up", "down"), [("worker", "beat"), ("beat", "worker")])
def test_worker_and_beat_are_told_apart(client, redis, up, down):
    heartbeat.write(redis, up)
    answer = client.get(reverse("healthz"))
    assert answer.status_code == 503
    assert answer.json() == {"database": True, "redis": True, up: True, down: False}


def test_a_sign_of_life_runs_out(redis):
    heartbeat.write(redis, heartbeat.WORKER)
    assert 0 < redis.ttl("yunhe:heartbeat:worker") <= heartbeat.SECONDS * heartbeat.MISSED


def test_redis_down(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get(reverse("healthz"))
    assert answer.status_code == 503
    assert answer.json() == {"database": True, "redis": False, "worker": False, "beat": False}


def test_database_down(client, redis, monkeypatch):
    monkeypatch.setattr(
        "yunhe.health.views.connection.get_connection_params", lambda: {"host": "127.0.0.1", "port": 1, "dbname": "x"}
    )
    answer = client.get(reverse("healthz"))
    assert answer.status_code == 503
    assert answer.json()["database"] is False
    assert answer.json()["redis"] is True


@pytest.mark.parametrize(("proxies", "told"), [([], True), (["10.9.9.9"], True), (["127.0.0.1"], False)])
def test_a_proxy_that_nobody_named_is_told(client, redis, settings, proxies, told):
    settings.TRUSTED_PROXIES = proxies
    heartbeat.write(redis, heartbeat.WORKER)
    heartbeat.write(redis, heartbeat.BEAT)
    answer = client.get(reverse("healthz"), headers={"X-Forwarded-For": "203.0.113.7"})
    assert answer.status_code == 200  # it works, for all that
    assert ("trusted_proxies" in answer.json()) == told


def test_it_cannot_be_posted_to(client):
    assert client.post(reverse("healthz")).status_code == 405
