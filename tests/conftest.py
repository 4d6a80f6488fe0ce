"""Fixtures that every test may use."""

import os

import pytest
from django.conf import settings
from django.db import connection

from tests.factories.accounts import AppointmentFactory
from tests.factories.areas import make_county
from tests.kit import databases, emptying, sockets
from tests.kit.cast import make_cast
from tests.kit.sessions import session_of
from yunhe.accounts.enums import Role

emptying.use_it()
sockets.stay_here()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Copy the test database from one that has its tables already (see yunhe.local.template), where there is one."""
    connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("TEST_TEMPLATE")
    databases.sign_in_as_owner()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let the tests work with the rights of the program's account, though the owner makes and drops the database."""
    with django_db_blocker.unblock():
        databases.work_as_program()
    yield
    with django_db_blocker.unblock():
        databases.work_as_owner()


@pytest.fixture(autouse=True)
def fast_settings(settings, tmp_path):
    """Cheap password hashing, files in a temporary folder, sign-in without the lock-out unless a test asks for it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.AUDIT_ANCHORS = tmp_path / "audit"
    settings.AUDIT_WITNESSES = f"yunhe:audit:written:{tmp_path}"
    settings.AXES_ENABLED = False
    settings.WHITENOISE_USE_FINDERS = False  # each test client would look at every static file before its first request


@pytest.fixture
def slow(request):
    """Whether long proofs run at full length (--slow)."""
    return request.config.getoption("slow")


@pytest.fixture
def county(db):
    """A small county (see tests.factories.areas.County)."""
    return make_county()


@pytest.fixture
def cast(county):
    """The usual people, {name: User} (see tests.kit.cast)."""
    return make_cast(county)


@pytest.fixture
def appoint():
    """Return a function (role, area, **user facts) -> User with that one appointment."""

    def make(role, area, **facts):
        return AppointmentFactory(role=role, area=area, **{f"user__{key}": value for key, value in facts.items()}).user

    return make


@pytest.fixture
def staff(county, appoint):
    """Return a function area -> office staff of that area (county office for the county)."""

    def make(area, **facts):
        return appoint(Role.COUNTY_OFFICE if area == county.root else Role.OFFICE_STAFF, area, **facts)

    return make


@pytest.fixture
def sign_in(client):
    """Return a function user -> test client signed in as that user."""

    def make(user):
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
        return client

    return make
