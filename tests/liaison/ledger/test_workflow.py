"""The ledger's rules: who confirms, who countersigns, what is written back, and that each reminder is sent once."""

from datetime import date
from io import StringIO
from itertools import product

import pytest
from django.core.management import call_command

from liaison.ledger import jobs, tasks, workflow
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry, LedgerReminder, LedgerRound
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.ledger import LedgerEntryFactory, LedgerRoundFactory
from yunhe.accounts.enums import Role
from yunhe.accounts.policies import Denied
from yunhe.notices.models import Notice

State = EntryState
DAY = date(2026, 12, 17)


@pytest.fixture
def cast(county, appoint):
    """Return {actor: User} around a line of a 赤石乡 deputy who lives in 中山社区."""
    return {
        "origin": appoint(Role.OFFICE_STAFF, county.chishi),
        "residence": appoint(Role.OFFICE_STAFF, county.fuyun),
        "keeper": appoint(Role.POINT_KEEPER, county.zhongshan),
        "deputy": appoint(Role.DEPUTY, county.chishi),
        "county": appoint(Role.COUNTY_OFFICE, county.root),
        "stranger": appoint(Role.OFFICE_STAFF, county.shitang),
        "admin": appoint(Role.SYSTEM_ADMIN, county.root),
    }


@pytest.fixture
def line(county, cast):
    """Return a function state -> LedgerEntry of a deputy with an account."""

    def make(state=State.OPEN, **facts):
        entry = LedgerEntryFactory(origin=county.chishi, community=county.zhongshan, state=state, **facts)
        entry.deputy.user = cast["deputy"]
        entry.deputy.save(update_fields=["user"])
        return entry

    return make


MAY = {
    "confirm": {"origin", "residence", "keeper", "deputy", "county"},
    "send_back": {"origin", "county"},
    "countersign": {"origin", "county"},
    "unlock": {"county"},
}
FROM = {
    "confirm": {State.OPEN, State.CONFIRMED},
    "send_back": {State.CONFIRMED},
    "countersign": {State.CONFIRMED},
    "unlock": {State.LOCKED},
}
AFTER = {"confirm": State.CONFIRMED, "send_back": State.OPEN, "countersign": State.LOCKED, "unlock": State.CONFIRMED}
ACTORS = ("origin", "residence", "keeper", "deputy", "county", "stranger", "admin")


def do(verb, entry, by):
    """Do `verb` with good input."""
    if verb == "confirm":
        own = entry.deputy.user_id == by.pk
        return workflow.confirm_entry(
            entry, by=by, household_at_home=True, on_behalf_reason="" if own else "已电话核对"
        )
    given = {"send_back": {"note": "请补门牌"}, "countersign": {}, "unlock": {"reason": "住址写错"}}
    return getattr(workflow, f"{verb}_entry")(entry, by=by, **given[verb])


@pytest.mark.parametrize(("state", "verb", "actor"), list(product(State.values, MAY, ACTORS)))
def test_every_move(state, verb, actor, cast, line):
    entry = line(state)
    if actor in MAY[verb] and state in FROM[verb]:
        do(verb, entry, cast[actor])
        entry.refresh_from_db()
        assert entry.state == AFTER[verb]
    else:
        with pytest.raises(Denied):
            do(verb, entry, cast[actor])
        entry.refresh_from_db()
        assert entry.state == state


def test_a_round_holds_the_deputies_living_elsewhere_and_opens_once(county):
    inside = MandateFactory(deputy__origin=county.chishi, deputy__residence=county.zhongshan).deputy
    outside = MandateFactory(deputy__origin=county.chishi, deputy__residence_outside="丽水市莲都区").deputy
    MandateFactory(deputy__origin=county.chishi, deputy__residence=county.shuanglin)
    DeputyFactory(origin=county.chishi, residence=county.zhongshan)
    opened = workflow.open_round("2026-H2")
    again = workflow.open_round("2026-H2")
    assert opened == again
    assert set(opened.entries.values_list("deputy", flat=True)) == {inside.pk, outside.pk}
    assert opened.entries.get(deputy=inside).community == county.zhongshan


def test_countersigning_writes_what_was_confirmed_to_the_file(county, cast, line):
    entry = line()
    workflow.confirm_entry(
        entry,
        by=cast["deputy"],
        household_at_home=False,
        residence=county.dongmen,
        corrections={"phone": "16905789999", "address": "示例小区5幢", "specialities": "茶艺"},
    )
    entry.deputy.refresh_from_db()
    assert entry.deputy.residence == county.zhongshan
    workflow.countersign_entry(entry, by=cast["origin"])
    entry.deputy.refresh_from_db()
    deputy = entry.deputy
    assert (deputy.residence, deputy.phone, deputy.address, deputy.specialities, deputy.household_at_home) == (
        county.dongmen,
        "16905789999",
        "示例小区5幢",
        "茶艺",
        False,
    )
    assert deputy.residence_spells.get(ends_on=None).area == county.dongmen


@pytest.mark.parametrize(
    ("actor", "facts", "said"),
    [
        ("deputy", {"household_at_home": None}, "户籍"),
        ("origin", {"household_at_home": True}, "代为确认请写明原因"),
    ],
)
def test_a_confirmation_that_lacks_something_changes_nothing(actor, facts, said, cast, line):
    entry = line()
    with pytest.raises(workflow.LedgerRefused, match=said):
        workflow.confirm_entry(entry, by=cast[actor], **facts)
    entry.refresh_from_db()
    assert entry.state == State.OPEN


def test_unchanged_lines_are_countersigned_together_and_changed_ones_left_for_a_look(county, cast, line):
    line()
    changed = LedgerEntryFactory(origin=county.chishi, community=county.zhongshan, state=State.CONFIRMED)
    workflow.confirm_entry(
        changed,
        by=cast["origin"],
        household_at_home=True,
        corrections={"employment": "新单位"},
        on_behalf_reason="已电话核对",
    )
    LedgerEntryFactory(origin=county.chishi, community=county.dongmen, state=State.CONFIRMED)
    assert workflow.countersign_unchanged(LedgerEntry.objects.all(), by=cast["origin"]) == (1, 1, 0)


def test_a_round_follows_who_comes_and_who_goes(county):
    mover = MandateFactory(deputy__origin=county.chishi, deputy__residence=county.zhongshan).deputy
    opened = workflow.open_round("2026-H2")
    MandateFactory(deputy__origin=county.shitang, deputy__residence=county.zhongshan)
    mover.residence = county.shuanglin
    mover.save()
    assert workflow.refresh_round(opened) == (1, 1)
    assert opened.entries.get(deputy=mover).state == State.DROPPED
    assert workflow.refresh_round(opened) == (0, 0)


def test_the_daily_job_opens_the_round_on_its_day_and_not_before(db):
    assert jobs.open_due_rounds("2026-10-31") == ""
    assert not LedgerRound.objects.exists()
    assert jobs.open_due_rounds("2026-11-01") == "2026-H2"
    assert jobs.open_due_rounds("2026-11-02") == "2026-H2"
    assert LedgerRound.objects.get().closes_on == date(2026, 12, 31)


def test_a_reminder_reaches_each_person_once_even_if_its_task_runs_twice(cast, line):
    line()
    for _ in range(2):
        for reminder in workflow.plan_reminders(DAY):
            tasks.deliver_reminder(reminder.pk)
            reminder.sent_at = None
            reminder.save()
            tasks.deliver_reminder(reminder.pk)
    told = Notice.objects.values_list("recipient", flat=True)
    assert sorted(told) == sorted([cast["deputy"].pk, cast["origin"].pk])
    assert LedgerReminder.objects.get().key == "two_weeks"


def test_a_reminder_speaks_of_numbers_and_never_of_phone_or_address(cast, line):
    entry = line()
    for reminder in workflow.plan_reminders(DAY):
        tasks.deliver_reminder(reminder.pk)
    said = "".join(notice.title + notice.body for notice in Notice.objects.all())
    assert "待代表确认 1 条" in said
    assert entry.deputy.phone not in said
    assert entry.deputy.name not in said


def test_a_finished_round_reminds_nobody(line):
    line(State.LOCKED)
    assert workflow.plan_reminders(DAY) == []


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


def test_open_ledger_is_dry_unless_applied(county):
    MandateFactory(deputy__origin=county.chishi, deputy__residence=county.zhongshan)
    out = StringIO()
    call_command("open_ledger", "2026-H2", stdout=out)
    assert "试运行：将开启 2026-H2，1 条" in out.getvalue()
    assert not LedgerRound.objects.exists()
    call_command("open_ledger", "2026-H2", "--apply", stdout=out)
    assert LedgerRoundFactory().entries.count() == 1
