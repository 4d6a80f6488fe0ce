"""Reminders: at the four times, told by workers, each person once, to those who have work left."""

from datetime import date, timedelta
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from liaison.ledger import jobs, queries, tasks, workflow
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry
from tests.factories.accounts import AppointmentFactory
from tests.factories.ledger import LedgerEntryFactory
from tests.kit.handed import errands_of
from yunhe.accounts.enums import Role
from yunhe.areas.models import Area
from yunhe.notices.models import Notice

State = EntryState
OPENS, DAY, LATE = date(2026, 11, 1), date(2026, 12, 17), date(2027, 1, 7)


def deliver(on):
    """Do what beat and a worker do on a day; return how many notices were new."""
    return sum(tasks.tell_of_round(opened.pk, on.isoformat()) for opened in queries.rounds_to_remind_of(on))


def told():
    return sorted(Notice.objects.values_list("recipient", flat=True))


def test_a_reminder_reaches_each_person_once_even_if_its_task_runs_twice(cast, line):
    line()
    assert [deliver(DAY) for _ in range(3)] == [2, 0, 0]
    assert told() == sorted([cast["deputy"].pk, cast["origin"].pk])


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_deliver_it_once(cast, line):
    round_id = line().round_id
    barrier, done = Barrier(2), []

    def work():
        try:
            barrier.wait(timeout=20)
            done.append(tasks.tell_of_round(round_id, DAY.isoformat()))
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(done) == 2
    assert told() == sorted([cast["deputy"].pk, cast["origin"].pk])


def test_who_comes_into_the_round_later_hears_the_reminder_that_stands(county, cast, line, appoint):
    line()
    deliver(DAY)
    newcomer = appoint(Role.OFFICE_STAFF, county.chishi)
    assert deliver(DAY + timedelta(days=1)) == 1
    assert Notice.objects.get(recipient=newcomer).title == "2026年下半年台账提醒"


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


def test_another_county_hears_nothing_of_this_one(county, cast, line, appoint):
    line()
    elsewhere = Area.objects.create(name="邻县", kind=county.root.kind, code="331199")
    other = appoint(Role.COUNTY_OFFICE, elsewhere)
    deliver(LATE)
    assert Notice.objects.filter(recipient=cast["county"], title="2026年下半年台账逾期").exists()
    assert not Notice.objects.filter(recipient=other).exists()


def test_day_by_day_through_a_round_each_reminder_comes_once(cast, line):
    line()
    came = []
    for day in range(90):
        on = OPENS + timedelta(days=day)
        came += [on] if deliver(on) else []
        assert deliver(on) == 0
    assert came == [
        OPENS,
        date(2026, 12, 17),
        date(2026, 12, 28),
        date(2027, 1, 7),
        date(2027, 1, 14),
        date(2027, 1, 21),
        date(2027, 1, 28),
    ]


def test_a_server_that_was_off_catches_up_with_the_last_one_only(cast, line):
    line()
    deliver(OPENS)
    deliver(date(2026, 12, 30))
    bodies = Notice.objects.filter(recipient=cast["deputy"]).order_by("pk").values_list("body", flat=True)
    assert [body.partition("。")[0] for body in bodies] == [
        "2026年下半年台账已开启，请在12月31日前完成",
        "2026年下半年台账还有 1 天截止（12月31日）",
    ]


def test_only_what_is_near_or_late_is_urgent(cast, line):
    line()
    for on in (OPENS, DAY, date(2026, 12, 28), LATE):
        deliver(on)
    mine = Notice.objects.filter(recipient=cast["deputy"]).order_by("pk")
    assert list(mine.values_list("is_urgent", flat=True)) == [False, False, True, True]


def test_the_daily_job_hands_each_unfinished_round_to_a_worker_until_all_is_countersigned(line):
    entry = line()
    assert jobs.send_due_reminders("2026-12-17") == 1
    assert errands_of(tasks.tell_of_round) == [[entry.round_id, "2026-12-17"]]
    assert jobs.send_due_reminders("2027-01-03") == 0
    LedgerEntry.objects.update(state=State.LOCKED, confirmed_at=timezone.now(), countersigned_at=timezone.now())
    assert jobs.send_due_reminders("2026-12-17") == 0


def test_the_command_is_dry_unless_applied(cast, line):
    line()
    out = StringIO()
    call_command("send_reminders", "--on", "2026-12-17", stdout=out)
    assert "试运行，没有发送" in out.getvalue()
    assert "请确认2026年下半年台账（1 人）" in out.getvalue()
    assert "赤石乡：待代表确认 1 条" in out.getvalue()
    assert not Notice.objects.exists()
    call_command("send_reminders", "--on", "2026-12-17", "--apply", stdout=out)
    assert Notice.objects.count() == 2
    call_command("send_reminders", "--on", "2026-12-17", "--apply", stdout=out)
    assert Notice.objects.count() == 2
    assert "新通知 0 条" in out.getvalue()
    call_command("send_reminders", "--on", "2027-01-03", stdout=out)
    assert "2027-01-03 没有到期的提醒" in out.getvalue()


def test_the_deputy_is_told_what_to_complete_once(cast, line):
    entry = workflow.confirm_entry(line(), by=cast["deputy"], household_at_home=True)
    entry = workflow.send_back_entry(entry, note="请补门牌", by=cast["origin"])
    assert [tasks.tell_sent_back(entry.pk) for _ in range(2)] == [1, 0]
    notice = Notice.objects.get(recipient=cast["deputy"])
    assert "请补门牌" in notice.body
    assert notice.url == entry.get_absolute_url()
