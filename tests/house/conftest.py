"""The walk through the demo county."""

import logging

import pytest
from django.db import connection, transaction
from django.test.utils import override_settings

from tests.house.demo import GIVEN, PAIRS, build, own_rows
from tests.house.rows import Rows, addresses
from tests.house.walk import Walk


@pytest.fixture(scope="class")
def walk(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """Everybody at every address (tests.house.access); what that changed is taken back."""
    files = override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("files"), AXES_ENABLED=False, WHITENOISE_USE_FINDERS=False,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )  # fmt: skip
    logging.disable(logging.ERROR)  # thousands of refusals
    try:
        with django_db_blocker.unblock(), files, transaction.atomic():
            _, people = build()
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # nobody else does in a database for tests, and the walk asks much
            walk = Walk(people)
            rows = Rows(walk.send, GIVEN, PAIRS, own_rows(people))
            walk.go(addresses(), rows, thorough=request.config.getoption("slow"))
            transaction.set_rollback(True)
    finally:
        logging.disable(logging.NOTSET)
    return walk
