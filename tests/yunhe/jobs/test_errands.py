"""Errands: written with the change, sent after the commit, sent again until they are done."""

import time
from datetime import timedelta

import pytest
from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from redis import Redis

from tests.factories.jobs import ErrandFactory
from yunhe.celery import app
from yunhe.jobs import errands
from yunhe.jobs.errands import FIRST_LOOK, MAX_TRIES, PREFIX, later, nudge, relay
from yunhe.jobs.models import Errand

NOWHERE = "redis://127.0.0.1:1/0"
done: list[list] = []


@shared_task(name="tests.note")
def note(*what):
    """Note that it has run; fail where it is told to."""
    if "fail" in what:
        raise RuntimeError("told to fail")
    done.append(list(what))


@pytest.fixture(autouse=True)
def empty(monkeypatch):
    """Nothing noted, and a broker that failed is asked again at once."""
    done.clear()
    monkeypatch.setattr(errands, "BROKER_REST", 0)
    monkeypatch.setattr(errands, "_resting_until", 0.0)


@pytest.fixture
def queue():
    """Return a function that empties the queue and returns the ids of its messages."""
    client = Redis.from_url(settings.REDIS_URL)
    client.delete(app.conf.task_default_queue)

    def ids():
        found = []
        while message := client.rpop(app.conf.task_default_queue):
            found.append(app.backend.decode(message)["headers"]["id"])
        return found

    return ids


@pytest.fixture
def no_broker():
    """Nobody listens where the broker should be."""
    app.conf.broker_write_url = NOWHERE
    app._after_fork()  # forgets the open lines
    yield
    app.conf.broker_write_url = None
    app._after_fork()


def work(errand_pk, *arguments):
    """Do what a worker does with one message."""
    return note.apply(arguments, task_id=f"{PREFIX}{errand_pk}")


@pytest.mark.django_db(transaction=True)
def test_an_errand_is_sent_after_the_commit_and_not_before(queue):
    with transaction.atomic():
        later(note, 7)
        assert queue() == []
    errand = Errand.objects.get()
    assert (errand.task, errand.arguments) == ("tests.note", [7])
    assert queue() == [f"{PREFIX}{errand.pk}"]


@pytest.mark.django_db(transaction=True)
def test_an_errand_goes_with_the_change_that_is_rolled_back(queue):
    with transaction.atomic():
        later(note, 7)
        transaction.set_rollback(True)
    assert not Errand.objects.exists()
    assert queue() == []


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_change_stands_the_page_waits_for_nothing_and_the_errand_is_sent_later(no_broker, queue):
    started = time.monotonic()
    with transaction.atomic():
        later(note, 7)
    nudge(note, 8)
    assert time.monotonic() - started < 1
    errand = Errand.objects.get()
    app.conf.broker_write_url = None
    app._after_fork()
    assert relay() == 0  # not yet: the first sending may have arrived
    Errand.objects.update(next_at=timezone.now())
    assert relay() == 1
    assert queue() == [f"{PREFIX}{errand.pk}"]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_failed_is_left_alone_for_a_moment(no_broker, monkeypatch):
    monkeypatch.setattr(errands, "BROKER_REST", 60)
    later(note, 1)
    asked = []
    monkeypatch.setattr(note, "apply_async", lambda *_, **__: asked.append(1))
    later(note, 2)
    assert asked == []
    assert Errand.objects.count() == 2


@pytest.mark.django_db
def test_the_row_goes_when_the_task_is_done_and_a_second_copy_of_the_message_does_nothing():
    errand = ErrandFactory(task="tests.note")
    work(errand.pk, 7)
    work(errand.pk, 7)
    assert done == [[7]]
    assert not Errand.objects.exists()


@pytest.mark.django_db
def test_an_errand_in_error_is_tried_again_later_and_later_and_then_given_up(queue):
    errand = ErrandFactory(task="tests.note", arguments=["fail"])
    for _ in range(MAX_TRIES):
        work(errand.pk, "fail")
    errand.refresh_from_db()
    assert errand.tries == MAX_TRIES
    work(errand.pk)
    errand.refresh_from_db()
    assert errand.next_at is None
    assert relay() == 0
    assert done == []


@pytest.mark.django_db
def test_while_a_worker_is_at_it_the_errand_is_not_sent_again(queue):
    errand = ErrandFactory(task="tests.note", arguments=["fail"])
    work(errand.pk, "fail")
    assert relay() == 0


@pytest.mark.django_db
def test_an_errand_whose_message_was_lost_is_sent_again_after_a_moment(queue):
    ErrandFactory(task="tests.note", next_at=timezone.now() + FIRST_LOOK)
    assert relay() == 0
    late = ErrandFactory(task="tests.note", next_at=timezone.now() - timedelta(seconds=1))
    assert relay() == 1
    assert relay() == 0
    assert queue() == [f"{PREFIX}{late.pk}"]


@pytest.mark.django_db
def test_an_errand_of_a_task_that_is_no_more_is_given_up(queue):
    errand = ErrandFactory(task="tests.gone")
    relay()
    errand.refresh_from_db()
    assert errand.next_at is None


def test_a_task_that_is_called_is_the_plain_function():
    note(1)
    assert done == [[1]]


def test_a_message_that_ends_its_process_each_time_is_dropped_in_the_end():
    def deliver(*what, again):
        note.push_request(id=key, delivery_info={"redelivered": again})
        note(*what)
        note.pop_request()

    key = f"ends-{time.time_ns()}"
    for _ in range(MAX_TRIES + 2):
        deliver(1, again=True)
    assert 1 < len(done) < MAX_TRIES
    deliver(2, again=False)  # the first delivery of a message is never dropped
    assert done[-1] == [2]
