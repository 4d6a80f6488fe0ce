"""A database that this version cannot upgrade is refused before anything is written into it."""

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests.kit.databases import owner
from yunhe.health.checks import tables_are_of_this_line, the_proxy_is_named

pytestmark = pytest.mark.django_db


def test_a_database_of_this_version_is_accepted():
    assert tables_are_of_this_line(None, ["default"]) == []


def test_a_database_of_an_earlier_line_is_refused_with_what_to_do():
    recorder = MigrationRecorder(connection)
    with owner():  # only who migrates notes it
        recorder.record_applied("stations", "0016_name_people_of_stations")
        recorder.record_applied("axes", "9999_of_a_newer_library")  # not ours: Django's own business
    errors = run_checks(tags=[Tags.database], databases=["default"])  # as migrate does first
    (refusal,) = [error for error in errors if error.id == "health.E001"]
    assert refusal.is_serious()
    assert "1 项迁移" in refusal.msg
    assert "stations.0016_name_people_of_stations" in refusal.msg
    assert ".data" in refusal.hint


def test_production_behind_a_proxy_that_nobody_named_is_warned(settings):
    settings.HTTPS, settings.TRUSTED_PROXIES = True, []
    assert [warning.id for warning in the_proxy_is_named(None)] == ["health.W002"]
    settings.TRUSTED_PROXIES = ["172.16.0.0/12"]
    assert the_proxy_is_named(None) == []
