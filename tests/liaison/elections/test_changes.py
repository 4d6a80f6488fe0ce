"""Change of term: who stays keeps the file, who leaves hands over, the old term becomes a sealed volume."""

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
def change(term, clerk):
    return workflow.prepare(term, by=clerk, number=18, on=TODAY)


def decide_all(change, by, outcome=Outcome.RE_ELECTED):
    workflow.decide(change, list(change.lines.values_list("pk", flat=True)), by=by, outcome=outcome)


def run(change, by):
    job = jobs.start_change(change, by=by)
    jobs.change_term(job.pk)
    change.refresh_from_db()
    return Job.objects.get(pk=job.pk)


def floating(change):
    return change.lines.get(mandate__district__isnull=False)


# --- preparing ------------------------------------------------------------------------------------------------------


def test_preparing_makes_the_next_term_with_its_districts_and_a_line_for_each_mandate(change, term):
    assert change.new.number == 18
    assert change.new.begins_on == TODAY
    assert list(change.new.districts.values_list("name", flat=True)) == ["第1选区"]
    assert change.lines.count() == 2
    assert floating(change).district == change.new.districts.get()
    assert set(change.lines.values_list("outcome", flat=True)) == {Outcome.UNDECIDED}
    assert not Mandate.objects.filter(ended_on__isnull=False).exists()


@pytest.mark.parametrize("number", [17, 19])
def test_the_number_must_be_the_next(term, clerk, number):
    with pytest.raises(Refused, match="第17届之后应是第18届"):
        workflow.prepare(term, by=clerk, number=number, on=TODAY)
    assert not CongressTerm.objects.filter(number=number).exclude(pk=term.pk).exists()


def test_a_term_is_changed_once(change, term, clerk):
    with pytest.raises(Refused, match="已经登记"):
        workflow.prepare(term, by=clerk, number=18, on=TODAY)


def test_another_office_changes_no_term_of_ours(term, change, county, staff):
    for stranger in (staff(county.fuyun), staff(county.shitang)):
        with pytest.raises(Denied):
            workflow.prepare(term, by=stranger, number=18, on=TODAY)
        with pytest.raises(Denied):
            workflow.decide(change, [], by=stranger, outcome=Outcome.LEAVES)
        with pytest.raises(Denied):
            workflow.begin(change, by=stranger)
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
def test_every_step_is_taken_by_the_own_office_where_it_is_legal(change, county, clerk, staff, state, verb, who):
    decide_all(change, clerk)
    for step in (workflow.begin, workflow.complete)[: ElectionState.values.index(state)]:
        ElectionLine.objects.update(carried_at=timezone.now())
        change = step(change, by=clerk)
    ElectionLine.objects.update(carried_at=timezone.now())
    by = clerk if who == "own" else staff(county.shitang)
    if who == "own" and (state, verb) in LIFE:
        assert getattr(workflow, verb)(change, by=by).state == LIFE[state, verb]
    else:
        with pytest.raises(Denied):
            getattr(workflow, verb)(change, by=by)


# --- beginning ------------------------------------------------------------------------------------------------------


def test_nothing_begins_before_everybody_is_decided(change, clerk):
    workflow.decide(change, [change.lines.first().pk], by=clerk, outcome=Outcome.LEAVES)
    with pytest.raises(Refused, match="还有 1 名"):
        workflow.begin(change, by=clerk)


def test_nothing_begins_before_its_day(term, clerk):
    change = workflow.prepare(term, by=clerk, number=18, on=TODAY + timedelta(days=30))
    decide_all(change, clerk)
    with pytest.raises(Refused, match="还没有到"):
        workflow.begin(change, by=clerk)


def test_who_got_a_mandate_since_is_added_and_must_be_decided(change, county, clerk, sign_in):
    decide_all(change, clerk)
    MandateFactory(deputy=DeputyFactory(origin=county.chishi))
    with pytest.raises(Refused, match="还有 1 名"):
        workflow.begin(change, by=clerk)
    page = sign_in(clerk).post(reverse("elections:change-begin", args=[change.pk]), follow=True).content.decode()
    assert "又有 1 名代表列入本届" in page
    assert change.lines.count() == 3


def test_after_the_beginning_nobody_is_decided_again(change, clerk):
    decide_all(change, clerk)
    workflow.begin(change, by=clerk)
    with pytest.raises(Denied, match="不能再改"):
        decide_all(change, clerk, Outcome.LEAVES)


# --- carrying out ---------------------------------------------------------------------------------------------------


def test_who_is_re_elected_keeps_the_file_and_gets_the_new_mandate(change, clerk):
    line = floating(change)
    deputy = line.mandate.deputy
    decide_all(change, clerk)
    job = run(change, clerk)
    assert (job.state, change.state) == ("done", ElectionState.DONE)
    old, new = deputy.mandates.order_by("pk")
    assert (old.ended_on, old.end_reason) == (TODAY, MandateEnd.TERM_ENDED)
    assert (new.term, new.district, new.began_on, new.ended_on) == (change.new, line.district, TODAY, None)
    assert deputy.registrations.get().state == RegistrationState.CO_MANAGED


def test_who_leaves_ends_the_file_with_the_mandate(change, clerk):
    deputy = floating(change).mandate.deputy
    decide_all(change, clerk, Outcome.LEAVES)
    run(change, clerk)
    file = deputy.registrations.get()
    assert (file.state, file.end_reason) == (RegistrationState.ENDED, EndReason.MANDATE_ENDED)
    assert not deputy.mandates.filter(ended_on__isnull=True).exists()


def test_who_keeps_a_county_mandate_keeps_the_file(change, county, clerk):
    deputy = floating(change).mandate.deputy
    county_term = CongressTermFactory(area=county.root, level=CongressLevel.COUNTY)
    MandateFactory(deputy=deputy, level=CongressLevel.COUNTY, term=county_term)
    decide_all(change, clerk, Outcome.LEAVES)
    run(change, clerk)
    assert deputy.registrations.get().state == RegistrationState.CO_MANAGED
    assert deputy.mandates.get(ended_on__isnull=True).level == CongressLevel.COUNTY


def test_the_volume_holds_what_each_did_in_the_term_and_is_sealed(change, county, clerk):
    line = floating(change)
    activity = ActivityFactory(organising_area=county.fuyun)
    CheckInFactory(deputy=line.mandate.deputy, activity=activity)
    decide_all(change, clerk)
    run(change, clerk)
    line.refresh_from_db()
    assert line.deeds["check_ins"] == 1
    assert line.deeds["activities"] == 1
    assert line.deeds["files"] == 1
    assert line.deeds["district"] == "第1选区"
    assert change.seal == workflow.seal_of(change)
    CheckInFactory(deputy=line.mandate.deputy, activity=ActivityFactory(organising_area=county.fuyun))
    line.refresh_from_db()
    assert line.deeds["check_ins"] == 1  # frozen
    ElectionLine.objects.filter(pk=line.pk).update(deeds={**line.deeds, "check_ins": 99})
    assert change.seal != workflow.seal_of(change)
    change.old.refresh_from_db()
    assert change.old.ends_on == TODAY


def test_a_worker_that_was_killed_goes_on_where_it_was(change, clerk):
    decide_all(change, clerk)
    job = jobs.start_change(change, by=clerk)
    change.refresh_from_db()
    first, second = change.lines.order_by("pk").values_list("pk", flat=True)
    assert workflow.carry_out(first, by=clerk)
    jobs.change_term(job.pk)  # the same message again
    assert workflow.carry_out(first, by=clerk)  # once more, harmless
    assert Mandate.objects.filter(term=change.new).count() == 2
    change.refresh_from_db()
    assert change.state == ElectionState.DONE
    assert ElectionLine.objects.get(pk=second).carried_at


def test_what_cannot_be_carried_out_says_why_and_the_rest_goes_on(change, county, clerk):
    line = floating(change)
    decide_all(change, clerk)
    later = TODAY + timedelta(days=1)
    Mandate.objects.filter(pk=line.mandate_id).update(began_on=later)  # a wrong date: it cannot end before it began
    job = run(change, clerk)
    line.refresh_from_db()
    assert "终止日期不能早于当选日期" in line.refusal
    assert "1 名代表没有办成" in job.message
    assert change.state == ElectionState.RUNNING
    assert change.lines.waiting().get() == line
    with pytest.raises(Refused, match="还有 1 名"):
        workflow.complete(change, by=clerk)
    Mandate.objects.filter(pk=line.mandate_id).update(began_on=None)
    run(change, clerk)
    assert change.state == ElectionState.DONE


# --- pages ----------------------------------------------------------------------------------------------------------


def test_a_clerk_changes_a_term_on_the_pages(term, clerk, sign_in):
    client = sign_in(clerk)
    sent = {"old": term.pk, "number": 18, "on": TODAY.isoformat()}
    assert "换届已登记" in client.post(reverse("elections:change-create"), sent, follow=True).content.decode()
    change = Election.objects.get()
    first, second = change.lines.values_list("pk", flat=True)
    assert client.post(reverse("elections:change-begin", args=[change.pk])).url == change.get_absolute_url()
    client.post(reverse("elections:decide-re-elected"), {"pk": [first]})
    client.post(reverse("elections:decide-leaves"), {"pk": [second]})
    answer = client.post(reverse("elections:change-begin", args=[change.pk]))
    job = Job.objects.get(kind="term")
    assert answer.url == job.get_absolute_url()
    jobs.change_term(job.pk)
    page = client.get(change.get_absolute_url()).content.decode()
    assert "卷宗校验码" in page
    assert reverse("elections:decide-re-elected") not in page


def test_the_first_page_says_what_is_wrong(term, clerk, sign_in):
    client = sign_in(clerk)
    sent = {"old": term.pk, "number": 20, "on": TODAY.isoformat()}
    assert "第17届之后应是第18届" in client.post(reverse("elections:change-create"), sent).content.decode()
    assert not Election.objects.exists()


def test_a_stranger_finds_nothing(change, county, staff, sign_in):
    client = sign_in(staff(county.fuyun))
    assert client.get(change.get_absolute_url()).status_code == 404
    assert client.post(reverse("elections:change-begin", args=[change.pk])).status_code == 404
    client.post(reverse("elections:decide-leaves"), {"pk": list(change.lines.values_list("pk", flat=True))})
    assert set(change.lines.values_list("outcome", flat=True)) == {Outcome.UNDECIDED}
    assert "第17届" not in client.get(reverse("elections:change-list")).content.decode()


def test_one_and_many_lines_cost_the_same(term, county, clerk, sign_in):
    change = workflow.prepare(term, by=clerk, number=18, on=TODAY)
    client = sign_in(clerk)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(change.get_absolute_url())
        return len(captured)

    queries()
    before = queries()
    for _ in range(8):
        MandateFactory(deputy=DeputyFactory(origin=county.chishi))
    workflow.top_up(change, by=clerk)
    assert queries() == before
