"""Reminders: planned at the four times, delivered by workers, once each, to those who have work left."""

from datetime import date, timedelta
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection

from liaison.ledger import jobs, tasks, workflow
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerReminder
from tests.factories.accounts import AppointmentFactory
from tests.factories.ledger import LedgerEntryFactory
from yunhe.accounts.enums import Role
from yunhe.notices.models import Notice

State = EntryState
OPENS, DAY, LATE = date(2026, 11, 1), date(2026, 12, 17), date(2027, 1, 7)


def deliver(on):
    """Do what beat and a worker do on a day."""
    for reminder in workflow.plan_reminders(on):
        tasks.deliver_reminder(reminder.pk)


def told():
    return sorted(Notice.objects.values_list("recipient", flat=True))


def test_a_reminder_reaches_each_person_once_even_if_its_task_runs_twice(cast, line):
    line()
    for _ in range(2):
        for reminder in workflow.plan_reminders(DAY):
            tasks.deliver_reminder(reminder.pk)
            reminder.sent_at = None
            reminder.save()
            tasks.deliver_reminder(reminder.pk)
    assert told() == sorted([cast["deputy"].pk, cast["origin"].pk])
    assert LedgerReminder.objects.get().key == "two_weeks"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_deliver_it_once(cast, line):
    line()
    barrier, news = Barrier(2), []

    def work():
        try:
            planned = workflow.plan_reminders(DAY)
            barrier.wait(timeout=20)
            news.extend(tasks.deliver_reminder(reminder.pk) for reminder in planned)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sum(news) == 2
    assert told() == sorted([cast["deputy"].pk, cast["origin"].pk])
    assert LedgerReminder.objects.get().sent_at


def test_what_was_delivered_says_by_whom_when_and_to_how_many(cast, line):
    line()
    deliver(DAY)
    reminder = LedgerReminder.objects.get()
    assert (reminder.kind, reminder.on, reminder.recipients) == ("two_weeks", DAY, 2)
    assert ":" in reminder.worker
    assert Notice.objects.first().worker == reminder.worker


def test_a_reminder_speaks_of_numbers_and_never_of_phone_or_address(cast, line):
    entry = line()
    deliver(DAY)
    said = "".join(notice.title + notice.body for notice in Notice.objects.all())
    assert "待代表确认 1 条" in said
    assert entry.deputy.phone not in said
    assert entry.deputy.name not in said


@pytest.mark.parametrize(
    ("state", "on", "actors"),
    [
        (State.OPEN, OPENS, {"deputy", "origin"}),
        (State.OPEN, DAY, {"deputy", "origin"}),
        (State.CONFIRMED, DAY, {"origin"}),
        (State.OPEN, LATE, {"deputy", "origin", "county"}),
        (State.CONFIRMED, LATE, {"origin", "county"}),
        (State.LOCKED, DAY, set()),
        (State.LOCKED, LATE, set()),
        (State.DROPPED, LATE, set()),
    ],
)
def test_who_is_reminded(cast, line, state, on, actors):
    line(state)
    deliver(on)
    assert told() == sorted(cast[actor].pk for actor in actors)


def test_an_office_hears_one_number_and_a_person_of_two_offices_hears_of_both(county, cast, line):
    line()
    for _ in range(2):
        LedgerEntryFactory(origin=county.chishi, community=county.dongmen, state=State.CONFIRMED)
    LedgerEntryFactory(origin=county.shitang, community=county.zhongshan)
    AppointmentFactory(user=cast["stranger"], area=county.chishi, role=Role.OFFICE_STAFF)
    deliver(DAY)
    bodies = list(Notice.objects.filter(recipient=cast["stranger"]).order_by("body").values_list("body", flat=True))
    assert len(bodies) == 2
    assert "石塘镇：待代表确认 1 条，待会签 0 条" in bodies[0]
    assert "赤石乡：待代表确认 1 条，待会签 2 条" in bodies[1]


def test_former_staff_and_closed_accounts_hear_nothing(cast, line):
    line()
    cast["origin"].appointments.update(begins_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    cast["deputy"].is_active = False
    cast["deputy"].save()
    deliver(DAY)
    assert not Notice.objects.exists()
    assert LedgerReminder.objects.get().recipients == 0


def test_day_by_day_through_a_round_each_reminder_is_written_once(line):
    line()
    for day in range(90):
        deliver(OPENS + timedelta(days=day))
        deliver(OPENS + timedelta(days=day))
    keys = list(LedgerReminder.objects.values_list("key", "on"))
    assert keys == [
        ("opening", OPENS),
        ("two_weeks", date(2026, 12, 17)),
        ("three_days", date(2026, 12, 28)),
        ("late-2027-01-07", date(2027, 1, 7)),
        ("late-2027-01-14", date(2027, 1, 14)),
        ("late-2027-01-21", date(2027, 1, 21)),
        ("late-2027-01-28", date(2027, 1, 28)),
    ]
    assert Notice.objects.filter(kind="ledger").values("recipient", "key").distinct().count() == Notice.objects.count()


def test_a_server_that_was_off_catches_up_with_the_last_one_only(line):
    line()
    deliver(OPENS)
    deliver(date(2026, 12, 30))
    assert list(LedgerReminder.objects.values_list("key", flat=True)) == ["opening", "three_days"]


def test_a_lost_reminder_is_handed_over_again_until_the_next_overtakes_it(line):
    line()
    [planned] = workflow.plan_reminders(OPENS)
    assert workflow.plan_reminders(OPENS + timedelta(days=3)) == [planned]
    [following] = workflow.plan_reminders(DAY)
    assert (following.key, LedgerReminder.objects.filter(sent_at__isnull=True).count()) == ("two_weeks", 2)


def test_the_daily_job_hands_every_waiting_reminder_to_a_worker(line, monkeypatch):
    line()
    handed = []
    monkeypatch.setattr(tasks.deliver_reminder, "delay", handed.append)
    assert jobs.send_due_reminders("2026-12-17") == 1
    assert jobs.send_due_reminders("2026-12-17") == 1
    tasks.deliver_reminder(handed[0])
    assert jobs.send_due_reminders("2026-12-17") == 0
    assert handed[0] == handed[1] == LedgerReminder.objects.get().pk


def test_the_command_is_dry_unless_applied(cast, line):
    line()
    out = StringIO()
    call_command("send_reminders", "--on", "2026-12-17", stdout=out)
    assert "试运行，没有发送" in out.getvalue()
    assert "代表 1 人，乡镇街道 1 人" in out.getvalue()
    assert not Notice.objects.exists()
    assert not LedgerReminder.objects.exists()
    call_command("send_reminders", "--on", "2026-12-17", "--apply", stdout=out)
    assert Notice.objects.count() == 2
    call_command("send_reminders", "--on", "2026-12-17", "--apply", stdout=out)
    assert Notice.objects.count() == 2
    assert "没有到期未发的提醒" in out.getvalue()


def test_the_deputy_is_told_what_to_complete_once(cast, line):
    entry = workflow.confirm_entry(line(), by=cast["deputy"], household_at_home=True)
    entry = workflow.send_back_entry(entry, note="请补门牌", by=cast["origin"])
    assert [tasks.tell_sent_back(entry.pk) for _ in range(2)] == [1, 0]
    notice = Notice.objects.get(recipient=cast["deputy"])
    assert "请补门牌" in notice.body
    assert notice.url == entry.get_absolute_url()
