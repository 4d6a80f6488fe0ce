"""Election: who stays keeps the file, who leaves hands over, the old term becomes a sealed volume."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deputies.mandates.enums import MandateEnd
from deputies.mandates.models import CongressTerm, Mandate
from deputies.people.enums import CongressLevel
from liaison.elections import jobs, workflow
from liaison.elections.enums import ELECTION, ElectionState, Outcome
from liaison.elections.models import Election, ElectionLine
from liaison.elections.queries import not_yet_in
from liaison.registration.enums import EndReason, RegistrationState
from tests.factories.deputies import CongressTermFactory, DeputyFactory, MandateFactory
from tests.factories.registration import RegistrationFactory
from tests.factories.stations import ActivityFactory, CheckInFactory
from tests.kit.machines import spelled, written
from yunhe.jobs.models import Job
from yunhe.kit.refusals import Denied, Refused

TODAY = timezone.localdate()


@pytest.fixture
def clerk(county, staff):
    return staff(county.chishi)


@pytest.fixture
def term(county):
    """Return the seventeenth term of 赤石乡 with two deputies: one co-managed by 浮云, one at home."""
    old = CongressTermFactory(area=county.chishi)
    RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=RegistrationState.CO_MANAGED)
    MandateFactory(deputy=DeputyFactory(origin=county.chishi, residence=county.shuanglin))
    old.districts.create(area=county.chishi, name="第1选区")
    first = Mandate.objects.order_by("pk").first()
    first.district = old.districts.get()
    first.save()
    return old


@pytest.fixture
def election(term, clerk):
    return workflow.prepare(term, by=clerk, number=18, on=TODAY)


def decide_all(election, by, outcome=Outcome.RE_ELECTED):
    workflow.decide(election, list(election.lines.values_list("pk", flat=True)), by=by, outcome=outcome)


def run(election, by):
    job = jobs.start_election(election, by=by)
    jobs.carry_out_election(job.pk)
    election.refresh_from_db()
    return Job.objects.get(pk=job.pk)


def floating(election):
    return election.lines.get(mandate__district__isnull=False)


# --- preparing ------------------------------------------------------------------------------------------------------


def test_preparing_makes_the_next_term_with_its_districts_and_a_line_for_each_mandate(election, term):
    assert election.new.number == 18
    assert election.new.begins_on == TODAY
    assert list(election.new.districts.values_list("name", flat=True)) == ["第1选区"]
    assert election.lines.count() == 2
    assert floating(election).district == election.new.districts.get()
    assert set(election.lines.values_list("outcome", flat=True)) == {Outcome.UNDECIDED}
    assert not Mandate.objects.filter(ended_on__isnull=False).exists()


@pytest.mark.parametrize("number", [17, 19])
def test_the_number_must_be_the_next(term, clerk, number):
    with pytest.raises(Refused, match="第17届之后应是第18届"):
        workflow.prepare(term, by=clerk, number=number, on=TODAY)
    assert not CongressTerm.objects.filter(number=number).exclude(pk=term.pk).exists()


def test_a_term_is_changed_once(election, term, clerk):
    with pytest.raises(Refused, match="已经登记"):
        workflow.prepare(term, by=clerk, number=18, on=TODAY)


def test_another_office_changes_no_term_of_ours(term, election, county, staff):
    for stranger in (staff(county.fuyun), staff(county.shitang)):
        with pytest.raises(Denied):
            workflow.prepare(term, by=stranger, number=18, on=TODAY)
        with pytest.raises(Denied):
            workflow.decide(election, [], by=stranger, outcome=Outcome.LEAVES)
        with pytest.raises(Denied):
            workflow.begin(election, by=stranger)
    assert Election.objects.visible_to(staff(county.fuyun)).count() == 0
    assert Election.objects.visible_to(staff(county.root)).count() == 1


MOVES = """
    preparing  begin     *  running
    running    complete  *  done
"""
LIFE = {(line.state, line.verb): line.after[0] for line in written(MOVES)}


def test_the_table_is_what_is_written_here():
    assert spelled(ELECTION) == written(MOVES)


@pytest.mark.parametrize("who", ["own", "stranger"])
@pytest.mark.parametrize("state", ElectionState.values)
@pytest.mark.parametrize("verb", ["begin", "complete"])
def test_every_step_is_taken_by_the_own_office_where_it_is_legal(election, county, clerk, staff, state, verb, who):
    decide_all(election, clerk)
    for step in (workflow.begin, workflow.complete)[: ElectionState.values.index(state)]:
        ElectionLine.objects.update(carried_at=timezone.now())
        election = step(election, by=clerk)
    ElectionLine.objects.update(carried_at=timezone.now())
    by = clerk if who == "own" else staff(county.shitang)
    if who == "own" and (state, verb) in LIFE:
        assert getattr(workflow, verb)(election, by=by).state == LIFE[state, verb]
    else:
        with pytest.raises(Denied):
            getattr(workflow, verb)(election, by=by)


# --- beginning ------------------------------------------------------------------------------------------------------


def test_nothing_begins_before_everybody_is_decided(election, clerk):
    workflow.decide(election, [election.lines.first().pk], by=clerk, outcome=Outcome.LEAVES)
    with pytest.raises(Refused, match="还有 1 名"):
        workflow.begin(election, by=clerk)


def test_nothing_begins_before_its_day(term, clerk):
    election = workflow.prepare(term, by=clerk, number=18, on=TODAY + timedelta(days=30))
    decide_all(election, clerk)
    with pytest.raises(Refused, match="还没有到"):
        workflow.begin(election, by=clerk)


def test_who_got_a_mandate_since_is_added_and_must_be_decided(election, county, clerk, sign_in):
    decide_all(election, clerk)
    MandateFactory(deputy=DeputyFactory(origin=county.chishi))
    with pytest.raises(Refused, match="还有 1 名"):
        workflow.begin(election, by=clerk)
    page = sign_in(clerk).post(reverse("elections:election-begin", args=[election.pk]), follow=True).content.decode()
    assert "又有 1 名代表列入本届" in page
    assert election.lines.count() == 3


def test_after_the_beginning_nobody_is_decided_again(election, clerk):
    decide_all(election, clerk)
    workflow.begin(election, by=clerk)
    with pytest.raises(Denied, match="不能再改"):
        decide_all(election, clerk, Outcome.LEAVES)


# --- carrying out ---------------------------------------------------------------------------------------------------


def test_who_is_re_elected_keeps_the_file_and_gets_the_new_mandate(election, clerk):
    line = floating(election)
    deputy = line.mandate.deputy
    decide_all(election, clerk)
    job = run(election, clerk)
    assert (job.state, election.state) == ("done", ElectionState.DONE)
    old, new = deputy.mandates.order_by("pk")
    assert (old.ended_on, old.end_reason) == (TODAY, MandateEnd.TERM_ENDED)
    assert (new.term, new.district, new.began_on, new.ended_on) == (election.new, line.district, TODAY, None)
    assert deputy.registrations.get().state == RegistrationState.CO_MANAGED


def test_who_leaves_ends_the_file_with_the_mandate(election, clerk):
    deputy = floating(election).mandate.deputy
    decide_all(election, clerk, Outcome.LEAVES)
    run(election, clerk)
    file = deputy.registrations.get()
    assert (file.state, file.end_reason) == (RegistrationState.ENDED, EndReason.MANDATE_ENDED)
    assert not deputy.mandates.filter(ended_on__isnull=True).exists()


def test_who_keeps_a_county_mandate_keeps_the_file(election, county, clerk):
    deputy = floating(election).mandate.deputy
    county_term = CongressTermFactory(area=county.root, level=CongressLevel.COUNTY)
    MandateFactory(deputy=deputy, level=CongressLevel.COUNTY, term=county_term)
    decide_all(election, clerk, Outcome.LEAVES)
    run(election, clerk)
    assert deputy.registrations.get().state == RegistrationState.CO_MANAGED
    assert deputy.mandates.get(ended_on__isnull=True).level == CongressLevel.COUNTY


def test_the_volume_holds_what_each_did_in_the_term_and_is_sealed(election, county, clerk):
    line = floating(election)
    activity = ActivityFactory(organising_area=county.fuyun)
    CheckInFactory(deputy=line.mandate.deputy, activity=activity)
    decide_all(election, clerk)
    run(election, clerk)
    line.refresh_from_db()
    assert line.deeds["check_ins"] == 1
    assert line.deeds["activities"] == 1
    assert line.deeds["files"] == 1
    assert line.deeds["district"] == "第1选区"
    assert election.seal == workflow.seal_of(election)
    CheckInFactory(deputy=line.mandate.deputy, activity=ActivityFactory(organising_area=county.fuyun))
    line.refresh_from_db()
    assert line.deeds["check_ins"] == 1  # frozen
    ElectionLine.objects.filter(pk=line.pk).update(deeds={**line.deeds, "check_ins": 99})
    assert election.seal != workflow.seal_of(election)
    election.old.refresh_from_db()
    assert election.old.ends_on == TODAY


def test_a_worker_that_was_killed_goes_on_where_it_was(election, clerk):
    decide_all(election, clerk)
    job = jobs.start_election(election, by=clerk)
    election.refresh_from_db()
    first, second = election.lines.order_by("pk").values_list("pk", flat=True)
    assert workflow.carry_out(first, by=clerk)
    jobs.carry_out_election(job.pk)  # the same message again
    assert workflow.carry_out(first, by=clerk)  # once more, harmless
    assert Mandate.objects.filter(term=election.new).count() == 2
    election.refresh_from_db()
    assert election.state == ElectionState.DONE
    assert ElectionLine.objects.get(pk=second).carried_at


def test_what_cannot_be_carried_out_says_why_and_the_rest_goes_on(election, county, clerk):
    line = floating(election)
    decide_all(election, clerk)
    later = TODAY + timedelta(days=1)
    Mandate.objects.filter(pk=line.mandate_id).update(began_on=later)  # a wrong date: it cannot end before it began
    job = run(election, clerk)
    line.refresh_from_db()
    assert "终止日期不能早于当选日期" in line.refusal
    assert "1 名代表没有办成" in job.message
    assert election.state == ElectionState.RUNNING
    assert election.lines.waiting().get() == line
    with pytest.raises(Refused, match="还有 1 名"):
        workflow.complete(election, by=clerk)
    Mandate.objects.filter(pk=line.mandate_id).update(began_on=None)
    run(election, clerk)
    assert election.state == ElectionState.DONE


# --- pages ----------------------------------------------------------------------------------------------------------


def test_a_clerk_changes_a_term_on_the_pages(term, clerk, sign_in):
    client = sign_in(clerk)
    sent = {"old": term.pk, "number": 18, "on": TODAY.isoformat()}
    assert "换届已登记" in client.post(reverse("elections:election-create"), sent, follow=True).content.decode()
    election = Election.objects.get()
    first, second = election.lines.values_list("pk", flat=True)
    assert client.post(reverse("elections:election-begin", args=[election.pk])).url == election.get_absolute_url()
    client.post(reverse("elections:decide-re-elected"), {"pk": [first]})
    client.post(reverse("elections:decide-leaves"), {"pk": [second]})
    answer = client.post(reverse("elections:election-begin", args=[election.pk]))
    job = Job.objects.get(kind="term")
    assert answer.url == job.get_absolute_url()
    jobs.carry_out_election(job.pk)
    page = client.get(election.get_absolute_url()).content.decode()
    assert "卷宗校验码" in page
    assert reverse("elections:decide-re-elected") not in page


def test_the_first_page_says_what_is_wrong(term, clerk, sign_in):
    client = sign_in(clerk)
    sent = {"old": term.pk, "number": 20, "on": TODAY.isoformat()}
    assert "第17届之后应是第18届" in client.post(reverse("elections:election-create"), sent).content.decode()
    assert not Election.objects.exists()


def test_a_stranger_finds_nothing(election, county, staff, sign_in):
    client = sign_in(staff(county.fuyun))
    assert client.get(election.get_absolute_url()).status_code == 404
    assert client.post(reverse("elections:election-begin", args=[election.pk])).status_code == 404
    client.post(
        reverse("elections:decide-leaves"), {"pk": list(election.lines.values_list("pk", flat=True)), "is_sure": "1"}
    )
    assert set(election.lines.values_list("outcome", flat=True)) == {Outcome.UNDECIDED}
    assert "第17届" not in client.get(reverse("elections:election-list")).content.decode()


def test_one_and_many_lines_cost_the_same(term, county, clerk, sign_in):
    election = workflow.prepare(term, by=clerk, number=18, on=TODAY)
    client = sign_in(clerk)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(election.get_absolute_url())
        return len(captured)

    queries()
    before = queries()
    for _ in range(8):
        MandateFactory(deputy=DeputyFactory(origin=county.chishi))
    workflow.top_up(election, by=clerk)
    assert queries() == before


def test_a_deputy_entered_while_it_is_prepared_is_said_and_taken_in(election, county, clerk, sign_in):
    client = sign_in(clerk)
    assert "还不在名单里" not in client.get(election.get_absolute_url()).content.decode()
    for _ in range(2):
        MandateFactory(deputy=DeputyFactory(origin=county.chishi), term=election.old)
    assert "又有 2 名代表列入本届" in client.get(election.get_absolute_url()).content.decode()
    client.post(reverse("elections:election-top-up", args=[election.pk]))
    assert not not_yet_in(election).exists()
    MandateFactory(deputy=DeputyFactory(origin=county.chishi), term=election.old)
    assert jobs.top_up_elections() == 1
    assert jobs.top_up_elections() == 0
