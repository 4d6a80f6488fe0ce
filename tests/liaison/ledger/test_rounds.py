"""Rounds: who is on the list, how the list follows people, and the numbers of the sheets."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from deputies.mandates.enums import MandateEnd
from liaison.ledger import jobs, workflow
from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry, LedgerRound
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.ledger import LedgerEntryFactory, LedgerRoundFactory
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied

IN_TIME, AFTER = date(2026, 11, 24), date(2027, 1, 20)


@pytest.fixture
def floating(county):
    """Return a function **facts -> serving Deputy of 赤石 living in 中山社区."""

    def make(**facts):
        facts = {"origin": county.chishi, "residence": county.zhongshan, **facts}
        return MandateFactory(**{f"deputy__{key}": value for key, value in facts.items()}).deputy

    return make


def end_mandates(deputy):
    deputy.mandates.update(ended_on=IN_TIME, end_reason=MandateEnd.RESIGNED)


def move(deputy, place):
    deputy.residence = place
    deputy.save(update_fields=["residence"])


def test_a_round_holds_the_deputies_living_elsewhere_and_opens_once(county, floating):
    inside = floating()
    outside = floating(residence=None, residence_outside="丽水市莲都区")
    floating(residence=county.shuanglin)
    DeputyFactory(origin=county.chishi, residence=county.zhongshan)
    opened = workflow.open_round("2026-H2", on=date(2026, 11, 1))
    again = workflow.open_round("2026-H2")
    assert opened == again
    assert set(opened.entries.values_list("deputy", flat=True)) == {inside.pk, outside.pk}
    line = opened.entries.get(deputy=inside)
    assert (line.residence, line.community, line.facts["phone"]) == (county.fuyun, county.zhongshan, inside.phone)
    assert opened.entries.get(deputy=outside).residence is None
    assert AuditEvent.objects.filter(verb="ledger.open_round").count() == 1


def test_only_the_county_opens_a_round_by_hand(county, cast):
    with pytest.raises(Denied, match="县人大机关"):
        workflow.open_round("2026-H2", by=cast["origin"])
    assert workflow.open_round("2026-H2", by=cast["county"]).opened_by.startswith(cast["county"].name)


def test_a_sheet_keeps_its_number_and_newcomers_get_the_next(county, floating):
    late = floating(name_pinyin="zhou")
    early = floating(name_pinyin="chen")
    first = workflow.open_round("2026-H1", on=date(2026, 5, 1))
    assert dict(first.entries.values_list("deputy", "number")) == {early.pk: 1, late.pk: 2}
    move(early, county.shuanglin)
    newcomer, other_unit = floating(name_pinyin="an"), floating(origin=county.shitang)
    second = workflow.open_round("2026-H2", on=date(2026, 11, 1))
    assert dict(second.entries.values_list("deputy", "number")) == {late.pk: 2, newcomer.pk: 3, other_unit.pk: 1}
    move(early, county.zhongshan)
    workflow.refresh_round(second, on=IN_TIME)
    assert second.entries.get(deputy=early).number == 1


def test_a_round_follows_who_comes_and_who_goes(county, floating):
    mover, resigned, lost = floating(), floating(), floating()
    opened = workflow.open_round("2026-H2", on=date(2026, 11, 1))
    newcomer = floating(origin=county.shitang)
    move(mover, county.shuanglin)
    move(lost, None)
    end_mandates(resigned)
    assert workflow.refresh_round(opened, on=IN_TIME) == (1, 3)
    assert opened.entries.counted().get().deputy == newcomer
    reasons = dict(opened.entries.filter(state=EntryState.DROPPED).values_list("deputy", "dropped_reason"))
    assert reasons == {mover.pk: "已回流出地居住", resigned.pk: "代表资格已终止", lost.pk: "现居住地未登记"}
    assert workflow.refresh_round(opened, on=IN_TIME) == (0, 0)


def test_who_went_home_and_left_again_is_taken_in_with_fresh_facts(county, floating):
    mover = floating()
    opened = workflow.open_round("2026-H2", on=date(2026, 11, 1))
    move(mover, county.shuanglin)
    workflow.refresh_round(opened, on=IN_TIME)
    move(mover, county.shishan)
    assert workflow.refresh_round(opened, on=IN_TIME) == (1, 0)
    line = opened.entries.get(deputy=mover)
    assert (line.state, line.residence, line.dropped_reason) == (EntryState.OPEN, county.yuanhe, "")
    assert line.facts["residence"] == "元和街道狮山社区"


def test_a_waiting_line_follows_a_move_to_another_street_a_confirmed_one_does_not(county, floating):
    waiting, confirmed = floating(), floating()
    opened = workflow.open_round("2026-H2", on=date(2026, 11, 1))
    line = opened.entries.get(deputy=confirmed)
    line.state, line.confirmed = EntryState.CONFIRMED, line.facts
    line.save()
    for mover in (waiting, confirmed):
        move(mover, county.shishan)
    assert workflow.refresh_round(opened, on=IN_TIME) == (0, 0)
    assert opened.entries.get(deputy=waiting).residence == county.yuanhe
    assert opened.entries.get(deputy=confirmed).residence == county.fuyun


def test_after_the_end_nobody_is_added_and_only_ended_mandates_are_dropped(county, floating):
    mover, resigned = floating(), floating()
    opened = workflow.open_round("2026-H2", on=date(2026, 11, 1))
    floating()
    move(mover, county.shuanglin)
    end_mandates(resigned)
    assert workflow.refresh_round(opened, on=AFTER) == (0, 1)
    assert opened.entries.counted().get().deputy == mover


def test_a_locked_line_stays_when_the_deputy_goes(county, floating):
    floating()
    opened = workflow.open_round("2026-H2", on=date(2026, 11, 1))
    line = opened.entries.get()
    LedgerEntry.objects.filter(pk=line.pk).delete()
    locked = LedgerEntryFactory(
        round=opened, origin=county.chishi, community=county.zhongshan, state=EntryState.LOCKED, deputy=line.deputy
    )
    end_mandates(locked.deputy)
    assert workflow.refresh_round(opened, on=IN_TIME) == (0, 0)


@pytest.mark.parametrize(
    ("on", "half", "closes"),
    [
        ("2026-10-31", "", None),
        ("2026-11-01", "2026-H2", date(2026, 12, 31)),
        ("2026-12-31", "2026-H2", date(2026, 12, 31)),
        ("2027-01-01", "", None),
        ("2027-04-30", "", None),
        ("2027-05-01", "2027-H1", date(2027, 6, 30)),
        ("2028-02-29", "", None),
        ("2028-06-30", "2028-H1", date(2028, 6, 30)),
    ],
)
def test_the_daily_job_opens_the_round_of_its_day(db, on, half, closes):
    assert jobs.open_due_rounds(on) == half
    assert [opened.closes_on for opened in LedgerRound.objects.all()] == ([closes] if half else [])


def test_the_daily_job_opens_once_and_brings_the_list_up_to_date(county, floating):
    floating()
    assert jobs.open_due_rounds("2026-11-01") == "2026-H2"
    floating()
    assert jobs.open_due_rounds("2026-11-02") == "2026-H2"
    assert LedgerRound.objects.get().entries.count() == 2


def test_open_ledger_is_dry_unless_applied(floating):
    floating()
    out = StringIO()
    call_command("open_ledger", "2026-H2", stdout=out)
    assert "试运行：将开启 2026-H2，1 条" in out.getvalue()
    assert not LedgerRound.objects.exists()
    call_command("open_ledger", "2026-H2", "--apply", stdout=out)
    call_command("open_ledger", "2026-H2", "--apply", stdout=out)
    assert "没有改动" in out.getvalue()
    assert LedgerRoundFactory().entries.count() == 1


def test_open_ledger_refuses_what_is_no_half_year(db):
    with pytest.raises(CommandError, match="请写成 2026-H1"):
        call_command("open_ledger", "下半年")
