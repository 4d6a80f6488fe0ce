"""Proposals: computed by a job, compared, accepted in part, stale lines left alone; and the board beside."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from deputies.mandates.enums import MandateEnd
from deputies.people.enums import CongressLevel
from liaison.households import jobs, queries, tasks, workflow
from liaison.households.enums import PROPOSAL, PairEnd, PairSource, ProposalState, RowChange
from liaison.households.models import DeputyPair, HouseholdPair, PairingProposal
from liaison.households.queries import words
from liaison.households.workflow import change_of
from tests.factories.deputies import CongressTermFactory, MandateFactory
from tests.kit.machines import spelled, written
from yunhe.audit.models import AuditEvent
from yunhe.jobs.enums import JobState
from yunhe.kit.refusals import Denied, IllegalMove
from yunhe.notices.models import Notice

ASKED = {"low": 1, "high": 3, "keep": True, "over": True}


@pytest.fixture
def proposed(county, clerk):
    """Return a function **options -> proposal of 赤石乡, computed by its job."""

    def make(**options):
        proposal = workflow.ask_for_proposal(county.chishi, by=clerk, **{**ASKED, **options})
        jobs.compute_proposal(proposal.job_id)
        proposal.refresh_from_db()
        return proposal

    return make


@pytest.fixture
def township(elect, household):
    """Two county deputies, three township deputies, seven households: three paired, one of them doubled."""
    leaders = [elect(CongressLevel.COUNTY) for _ in range(2)]
    deputies = [elect() for _ in range(3)]
    households = [household(deputies[0]), household(deputies[0]), household(deputies[1])]
    HouseholdPair.objects.create(household=households[2], deputy=deputies[2])
    return leaders, deputies, [*households, *(household() for _ in range(4))]


def counts(proposal):
    return {change: proposal.rows.filter(household__isnull=False, change=change).count() for change in RowChange}


def test_a_job_compares_the_answer_with_the_present_state(township, proposed):
    proposal = proposed()
    assert (proposal.state, proposal.job.state) == (ProposalState.READY, JobState.DONE)
    assert proposal.job.result_url == proposal.get_absolute_url()
    assert counts(proposal) == {"new": 4, "changed": 1, "dropped": 0, "kept": 2, "uncovered": 0}
    assert proposal.rows.filter(member__isnull=False, change=RowChange.NEW).count() == 3
    assert proposal.summary["households"]["doubled"] == 1
    assert HouseholdPair.objects.count() == 4


def test_the_job_done_twice_gives_the_same_lines(township, proposed):
    proposal = proposed()
    before = list(proposal.rows.values_list("pk", "deputy"))
    jobs.compute_proposal(proposal.job_id)
    workflow.compute(proposal)
    assert list(proposal.rows.values_list("pk", "deputy")) == before


def test_all_accepted_every_household_has_exactly_one_deputy(township, proposed, clerk, county):
    proposal = proposed()
    taken, stale = workflow.accept_rows(proposal, proposal.rows.values_list("pk", flat=True), by=clerk)
    assert (taken, stale) == (8, 0)
    for made in township[2]:
        assert made.pairs.open().count() == 1
    assert sorted(deputy.load for deputy in queries.loads_in(county.chishi)) == [2, 2, 3]
    assert HouseholdPair.objects.filter(end_reason=PairEnd.REARRANGED).count() == 1
    assert HouseholdPair.objects.open().filter(source=PairSource.PROPOSAL).count() == 4
    assert DeputyPair.objects.open().count() == 3
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.CLOSED
    assert AuditEvent.objects.filter(verb="contacts.accept_pair").count() == 5
    with pytest.raises(IllegalMove, match="不能采纳"):
        workflow.accept_rows(proposal, [], by=clerk)


def test_accepting_one_line_leaves_the_rest(township, proposed, clerk):
    proposal = proposed()
    row = proposal.rows.filter(change=RowChange.NEW, household__isnull=False).first()
    assert workflow.accept_rows(proposal, [row.pk], by=clerk) == (1, 0)
    assert row.household.pairs.open().get().deputy == row.deputy
    assert workflow.accept_rows(proposal, [row.pk], by=clerk) == (0, 0)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.READY


def test_a_line_that_no_longer_fits_is_left_and_told(township, proposed, clerk, elect):
    proposal = proposed()
    row = proposal.rows.filter(change=RowChange.NEW, household__isnull=False).first()
    workflow.pair_household(row.household, elect(), by=clerk)
    assert workflow.accept_rows(proposal, [row.pk], by=clerk) == (0, 1)
    row.refresh_from_db()
    assert row.is_stale
    assert row.household.pairs.open().get().deputy != row.deputy


def test_a_deputy_who_has_left_office_meanwhile_gets_nothing(township, proposed, clerk):
    proposal = proposed()
    row = proposal.rows.filter(change=RowChange.NEW, household__isnull=False).first()
    row.deputy.mandates.update(ended_on="2026-01-01", end_reason=MandateEnd.RESIGNED)
    assert workflow.accept_rows(proposal, [row.pk], by=clerk) == (0, 1)


def test_households_of_a_deputy_out_of_office_are_given_to_others(county, township, proposed):
    _, deputies, _ = township
    deputies[0].mandates.update(ended_on="2026-01-01", end_reason=MandateEnd.RESIGNED)
    proposal = proposed()
    assert queries.board_of(county.chishi).left_alone == 2
    changed = proposal.rows.filter(change=RowChange.CHANGED, household__isnull=False)
    assert {row.current[0] for row in changed} >= {deputies[0].pk}
    assert not proposal.rows.filter(deputy=deputies[0]).exists()


def test_a_household_of_a_serving_county_deputy_is_left_alone_and_said(township, proposed, household, clerk, sign_in):
    leader = township[0][0]
    made = household(leader)
    proposal = proposed()
    assert not proposal.rows.filter(household=made).exists()
    assert (proposal.summary["households"]["needs"], proposal.summary["left_out"]) == (7, 1)
    assert "另有 1 户已由县代表或别处的代表直接联系" in sign_in(clerk).get(proposal.get_absolute_url()).content.decode()


def test_with_the_limit_held_those_left_out_are_listed_and_said(township, proposed):
    proposal = proposed(high=2, over=False)
    assert counts(proposal)["uncovered"] == 1
    assert "还有 1 户无人联系" in "".join(proposal.summary["households"]["words"])


def test_1600_households_of_49_deputies_are_told_as_what_cannot_hold():
    words = "".join(queries.told(1600, 49, queries.household_targets(), who="乡镇代表", what="户"))
    assert "至少要 80 名乡镇代表，现有在任 49 名，少 31 名" in words
    assert "平均每名要联系 32.7 户" in words


@pytest.mark.parametrize(
    ("needs", "keepers", "said"),
    [(30, 2, "可以做到"), (5, 2, "不足 10 户"), (5, 0, "没有在任的乡镇代表"), (0, 3, "还没有要联系的联系户")],
)
def test_every_other_case_has_its_words(needs, keepers, said):
    assert said in "".join(queries.told(needs, keepers, queries.household_targets(), who="乡镇代表", what="户"))


def test_one_who_is_county_and_township_deputy_leads_and_is_not_led(county, township, proposed):
    both = township[1][0]
    MandateFactory(
        deputy=both, level=CongressLevel.COUNTY, term=CongressTermFactory(area=county.root, level=CongressLevel.COUNTY)
    )
    proposal = proposed()
    assert not proposal.rows.filter(member=both).exists()
    assert proposal.rows.filter(member__isnull=False).count() == 2


def test_a_newer_proposal_takes_the_place_of_the_older(township, proposed):
    older = proposed()
    newer = proposed()
    older.refresh_from_db()
    assert (older.state, newer.state) == (ProposalState.CLOSED, ProposalState.READY)


@pytest.mark.parametrize(
    ("current", "deputy", "change"),
    [
        ((), None, RowChange.UNCOVERED),
        ((), 1, RowChange.NEW),
        ((1,), 1, RowChange.KEPT),
        ((2,), 1, RowChange.CHANGED),
        ((1, 2), 1, RowChange.CHANGED),
        ((2,), None, RowChange.ENDED),
    ],
)
def test_what_a_line_changes(current, deputy, change):
    assert change_of(current, deputy) == change


def test_targets_in_the_wrong_order_are_refused(county, clerk):
    with pytest.raises(ValidationError, match="不能大于"):
        workflow.ask_for_proposal(county.chishi, by=clerk, low=9, high=3, keep=True, over=True)
    assert not PairingProposal.objects.exists()


def test_the_other_side_and_a_stranger_propose_and_accept_nothing(county, staff, township, proposed, sign_in):
    proposal = proposed()
    for area in (county.fuyun, county.shitang):
        user = staff(area)
        with pytest.raises(Denied):
            workflow.ask_for_proposal(county.chishi, by=user, **ASKED)
        with pytest.raises(Denied):
            workflow.accept_rows(proposal, [], by=user)
        with pytest.raises(Denied):
            workflow.give_up_proposal(proposal, by=user)
        client = sign_in(user)
        assert client.get(proposal.get_absolute_url()).status_code == 404
        assert client.get(reverse("households:board"), {"unit": county.chishi.pk}).status_code == 404
        for name in ("proposal-accept-part", "proposal-give-up"):
            assert client.post(reverse(f"households:{name}", args=[proposal.pk])).status_code == 404
        client.post(
            reverse("households:proposal-accept"), {"pk": [row.pk for row in proposal.rows.all()], "is_sure": "1"}
        )
    assert HouseholdPair.objects.count() == 4


def test_pages_lead_from_the_board_to_an_accepted_proposal(county, clerk, township, sign_in):
    client = sign_in(clerk)
    page = client.get(reverse("households:board")).content.decode()
    assert re.search(r"无人联系</span>\s*<span class=\"stat-value\">4", page)
    answer = client.post(reverse("households:proposal-create"), {"low": 1, "high": 3, "keep": "yes", "over": "yes"})
    proposal = PairingProposal.objects.get()
    assert answer.url == reverse("jobs:job-detail", args=[proposal.job_id])
    assert "看计算进度" in client.get(proposal.get_absolute_url()).content.decode()
    jobs.compute_proposal(proposal.job_id)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "采纳本村" in page
    row = proposal.rows.filter(change=RowChange.NEW, household__isnull=False).first()
    client.post(reverse("households:proposal-accept"), {"pk": [row.pk]})
    assert HouseholdPair.objects.open().filter(household=row.household).exists()
    accept = reverse("households:proposal-accept-part", args=[proposal.pk])
    client.post(accept, {"link": "members", "is_sure": "1"})
    assert DeputyPair.objects.open().count() == 3
    assert queries.board_of(county.chishi).uncovered == 3
    client.post(accept, {"village": county.shuanglin.pk, "is_sure": "1"})
    assert queries.board_of(county.chishi).uncovered == 0
    assert "无人联系" in client.get(reverse("households:board")).content.decode()
    assert (
        "不能放弃"
        in client.post(reverse("households:proposal-give-up", args=[proposal.pk]), follow=True).content.decode()
    )


def test_an_unfinished_proposal_is_given_up(clerk, township, proposed, sign_in):
    proposal = proposed()
    sign_in(clerk).post(reverse("households:proposal-give-up", args=[proposal.pk]))
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.CLOSED


def test_the_county_deputy_of_a_township_deputy_is_arranged_on_one_page(clerk, township, sign_in):
    leaders, deputies, _ = township
    client, address = sign_in(clerk), reverse("households:deputy-contacts", args=[deputies[0].pk])
    client.post(address, {"leader": leaders[0].pk})
    client.post(address, {"leader": leaders[1].pk})
    pair = DeputyPair.objects.open().get()
    assert pair.leader == leaders[1]
    assert "以往 1 次" in client.get(address).content.decode()
    client.post(reverse("households:deputy-pair-end", args=[pair.pk]), {"reason": "other"})
    assert not DeputyPair.objects.open().exists()


def test_the_list_of_loads_filters_by_targets_and_opens_the_households(clerk, township, sign_in, monkeypatch):
    monkeypatch.setattr(words, "HOUSEHOLDS", words.Targets(1, 1))
    _, deputies, _ = township
    client, address = sign_in(clerk), reverse("households:deputy-load-list")
    over = client.get(address, {"load": "over"}).content.decode()
    assert deputies[0].name in over
    assert deputies[1].name not in over
    assert f"?deputy={deputies[0].pk}" in over
    shown = client.get(reverse("households:household-list"), {"deputy": deputies[0].pk}).content.decode()
    assert "共 2 条" in shown or shown.count('data-label="户籍村"') == 2


def test_board_and_lists_need_no_more_queries_for_more_rows(
    county, clerk, township, proposed, elect, household, sign_in
):
    client = sign_in(clerk)
    addresses = [reverse("households:board"), reverse("households:deputy-load-list"), proposed().get_absolute_url()]

    def needed():
        for address in addresses:
            client.get(address)
        with CaptureQueriesContext(connection) as sent:
            for address in addresses:
                client.get(address)
        return len(sent)

    before = needed()
    for _ in range(3):
        household(elect())
    addresses[2] = proposed().get_absolute_url()
    assert needed() == before


def test_each_deputy_is_told_once_how_many_households_came(county, clerk, deputy_user, household, proposed):
    deputy = deputy_user()
    for _ in range(3):
        household()
    proposal = proposed()
    rows = list(proposal.rows.filter(household__isnull=False).values_list("pk", flat=True))
    workflow.accept_rows(proposal, rows[:2], by=clerk)
    assert tasks.tell_of_accepted(proposal.pk) == 1
    assert tasks.tell_of_accepted(proposal.pk) == 0
    workflow.accept_rows(proposal, rows, by=clerk)
    assert tasks.tell_of_accepted(proposal.pk) == 1
    titles = Notice.objects.filter(recipient=deputy.user).order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["新增 2 户联系户", "新增 3 户联系户"]


def test_a_household_paired_by_hand_is_told_to_a_deputy_with_an_account(clerk, elect, deputy_user, household):
    deputy = deputy_user()
    pair = workflow.pair_household(household(), deputy, by=clerk)
    assert tasks.tell_of_pair(pair.pk) == 1
    assert tasks.tell_of_pair(pair.pk) == 0
    assert tasks.tell_of_pair(workflow.pair_household(household(), elect(), by=clerk).pk) == 0


MOVES = """
    -          ask      *  computing
    computing  compute  *  ready
    computing  give_up  *  closed
    ready      accept   *  closed|ready
    ready      give_up  *  closed
"""


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(PROPOSAL) == written(MOVES)


@pytest.mark.parametrize("state", ProposalState)
def test_every_verb_of_people_by_everybody_does_what_the_table_says(county, staff, state):
    proposal = PairingProposal.objects.create(unit=county.chishi, low=10, high=20, state=state, made_by="赤石")
    legal = {"computing": {"give_up"}, "ready": {"accept", "give_up"}, "closed": set()}[state]
    verbs = {
        "accept": lambda by: workflow.accept_rows(proposal, [], by=by),
        "give_up": lambda by: workflow.give_up_proposal(proposal, by=by),
    }
    for user, may in ((staff(county.chishi), True), (staff(county.root), True), (staff(county.fuyun), False)):
        for verb, do in verbs.items():
            if may and verb in legal:
                do(user)
                proposal.refresh_from_db()
                assert proposal.state == ProposalState.CLOSED
                PairingProposal.objects.filter(pk=proposal.pk).update(state=state)
                continue
            with pytest.raises(Denied) as refused:
                do(user)
            assert isinstance(refused.value, IllegalMove) is may
