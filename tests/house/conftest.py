"""The demo county, and the walk through it."""

import logging

import pytest
from django.db import connection, transaction
from django.test.utils import override_settings

from tests.house.demo import GIVEN, PAIRS, build, own_rows
from tests.house.recalled import people_are_recalled
from tests.house.rows import Rows, addresses
from tests.house.walk import Walk


@pytest.fixture(scope="class")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo county for all tests of a class, which ask for no database of their own: (county, {name: Person}).

    What is written in it is taken back at the end.
    """
    files = override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("files"), AXES_ENABLED=False, WHITENOISE_USE_FINDERS=False,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )  # fmt: skip
    logging.disable(logging.ERROR)  # thousands of refusals
    try:
        with django_db_blocker.unblock(), files, transaction.atomic():
            built = build()
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # nobody else does in a database for tests, and the walks ask much
            yield built
            transaction.set_rollback(True)
    finally:
        logging.disable(logging.NOTSET)


@pytest.fixture(scope="class")
def walk(request, demo):
    """Everybody at every address (tests.house.access); what that changed is taken back."""
    _, people = demo
    walk = Walk(people)
    rows = Rows(walk.send, GIVEN, PAIRS, own_rows(people))
    with people_are_recalled():
        walk.go(addresses(), rows, thorough=request.config.getoption("slow"))
    return walk
