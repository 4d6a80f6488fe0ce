"""A database that this version cannot upgrade is refused before anything is written into it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from yunhe.health.checks import tables_are_of_this_line

pytestmark = pytest.mark.django_db


def test_a_database_of_this_version_is_accepted():
    assert tables_are_of_this_line(None, ["default"]) == []


def test_a_database_of_an_earlier_line_is_refused_with_what_to_do():
    recorder = MigrationRecorder(connection)
    recorder.record_applied("stations", "0016_name_people_of_stations")
    recorder.record_applied("axes", "9999_of_a_newer_library")  # not ours: Django's own business
    with pytest.raises(CommandError, match=r"较早的开发版本.*1 项.*stations\.0016_name_people_of_stations"):
        call_command("migrate", skip_checks=False, verbosity=0)
