"""Deadlines in working days: when a step is due, who is reminded when, and that each reminder comes once."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from liaison.registration.deadlines import LADDER, due_on
from liaison.registration.enums import RegistrationState
from liaison.registration.tasks import tell_of_deadline
from tests.factories.registration import RegistrationFactory
from yunhe.accounts.enums import Role
from yunhe.kit.reminders import in_words
from yunhe.notices.models import Notice

State = RegistrationState
DUE = date(2026, 11, 20)  # a Friday


def test_the_terms_of_the_steps_over_chinese_new_year():
    start = date(2026, 2, 13)
    assert due_on(State.SUBMITTED, start) == date(2026, 2, 25)
    assert due_on(State.CO_MANAGED, start) is None


@pytest.mark.parametrize(
    ("day", "slots"),
    [
        (date(2026, 11, 18), []),
        (date(2026, 11, 19), ["before"]),
        (date(2026, 11, 20), ["before"]),
        (date(2026, 11, 22), ["before"]),
        (date(2026, 11, 23), ["late-1"]),
        (date(2026, 11, 25), ["late-1"]),
        (date(2026, 11, 26), ["late-4"]),
        (date(2026, 11, 30), ["late-4", "county"]),
        (date(2026, 12, 1), ["late-7", "county"]),
    ],
)
def test_before_once_late_every_three_working_days_and_then_the_county(day, slots):
    assert [reminder.slot for reminder in LADDER.due(DUE, day)] == slots


def test_day_by_day_no_reminder_is_skipped_when_the_server_was_off():
    seen = {reminder.slot for day in range(0, 30, 2) for reminder in LADDER.due(DUE, DUE + timedelta(days=day - 2))}
    assert {"before", "late-1", "late-4", "late-7", "county"} <= seen


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 17), "还剩 3 个工作日（11月20日前）"),
        (DUE, "今天到期"),
        (date(2026, 11, 24), "已逾期 2 个工作日"),
    ],
)
def test_a_deadline_in_words(today, words):
    assert in_words(DUE, today)[0] == words


@pytest.fixture
def late_file(county, appoint):
    """A registration that waits for the residence office since last week."""
    people = {
        "origin": appoint(Role.OFFICE_STAFF, county.chishi),
        "residence": appoint(Role.OFFICE_STAFF, county.fuyun),
        "county": appoint(Role.COUNTY_OFFICE, county.root),
    }
    registration = RegistrationFactory(
        origin=county.chishi, community=county.zhongshan, state=State.SUBMITTED, due_on=DUE
    )
    return registration, people


def test_those_whose_move_it_is_are_told_once_and_the_county_when_it_escalates(late_file):
    registration, people = late_file
    for day in (date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 30), date(2026, 11, 30)):
        tell_of_deadline(registration.pk, day.isoformat())
    told = list(Notice.objects.order_by("pk").values_list("recipient", "key"))
    keys = [(recipient, key.rpartition("-")[2]) for recipient, key in told]
    assert keys == [(people["residence"].pk, "1"), (people["residence"].pk, "4"), (people["county"].pk, "county")]


def test_a_file_that_has_moved_on_is_not_reminded_of(late_file):
    registration, _ = late_file
    registration.due_on = None
    registration.save()
    assert tell_of_deadline(registration.pk, "2026-11-30") == 0


def test_the_command_is_dry_unless_applied(late_file):
    out = StringIO()
    call_command("remind_deadlines", "--on", "2026-11-24", stdout=out)
    assert "试运行，没有发送" in out.getvalue()
    assert "待核实：已逾期 2 个工作日" in out.getvalue()
    assert not Notice.objects.exists()
    call_command("remind_deadlines", "--on", "2026-11-24", "--apply", stdout=out)
    call_command("remind_deadlines", "--on", "2026-11-24", "--apply", stdout=out)
    assert Notice.objects.count() == 1
