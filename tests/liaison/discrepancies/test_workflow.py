"""What the sides say, what differs, who settles it, and what the register becomes."""

from itertools import product

import pytest
from django.utils import timezone

from deputies.people.workflow import facts as deputies
from liaison.discrepancies import jobs, tasks, workflow
from liaison.discrepancies.enums import DISCREPANCY, CheckWay, DiscrepancyState, Fact, StatementSource
from liaison.discrepancies.models import Discrepancy, Statement
from liaison.discrepancies.values import fingerprint, shown
from liaison.ledger.enums import EntryState
from liaison.ledger.workflow import confirm_entry, countersign_entry
from liaison.registration import workflow as registrations
from liaison.registration.enums import EndReason, RegistrationState, Side
from tests.factories.areas import draw_county
from tests.factories.discrepancies import DiscrepancyFactory
from tests.factories.ledger import LedgerEntryFactory
from tests.factories.registration import RegistrationFactory
from tests.kit.handed import errands_of
from tests.kit.machines import spelled, written
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove, Refused
from yunhe.notices.models import Notice

State = DiscrepancyState
SPEAKERS = ("origin", "residence", "community", "deputy")
MOVES = """
    -        raise   system                    open
    open     settle  origin,residence,county   settled
    open     match   system                    matched
    open     lapse   system                    lapsed
    settled  reopen  system                    open
    matched  reopen  system                    open
"""
SETTLE = {
    Fact.STILL_HERE: {"residence", "county"},
    Fact.COMMUNITY: {"residence", "county"},
    Fact.ADDRESS: {"residence", "county"},
    Fact.PHONE: {"residence", "origin", "county"},
    Fact.HOUSEHOLD: {"origin", "county"},
}


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(DISCREPANCY) == written(MOVES)


def only(registration):
    """Return the one discrepancy of `registration`."""
    return Discrepancy.objects.get(registration=registration)


@pytest.mark.parametrize("actor", SPEAKERS)
def test_each_side_states_and_is_named(actor, registration, cast):
    (statement,) = workflow.state(registration, by=cast[actor], phone="16905780002")
    assert (statement.side, statement.by) == (actor, cast[actor].display_name)
    assert statement.shown == "169****0002"
    assert "16905780002" not in str(AuditEvent.objects.values_list("changes", flat=True))


@pytest.mark.parametrize("actor", ["county", "stranger", "stranger_keeper"])
def test_nobody_else_states(actor, registration, cast):
    with pytest.raises(Denied):
        workflow.state(registration, by=cast[actor], still_here=True)
    assert not Statement.objects.exists()


def test_an_empty_statement_is_refused(registration, cast):
    with pytest.raises(Refused, match="至少说明一项"):
        workflow.state(registration, by=cast["origin"], note="没有")


def test_a_side_that_differs_from_the_file_is_listed_and_both_sides_are_told(
    registration, cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        workflow.state(registration, by=cast["community"], still_here=False)
    found = only(registration)
    assert (found.state, found.fact) == (State.OPEN, Fact.STILL_HERE)
    assert found.positions_label == "档案登记：还在这里；社区：已不在这里"
    step = found.steps.get()
    assert tasks.tell_of_step(step.pk) in (0, 3)  # eager or by hand, three people are told once
    assert set(Notice.objects.values_list("recipient", flat=True)) == {
        cast[actor].pk for actor in ("origin", "residence", "deputy")
    }
    assert tasks.tell_of_step(step.pk) == 0


def test_saying_what_the_file_says_lists_nothing(registration, cast):
    workflow.state(
        registration,
        by=cast["deputy"],
        phone="169 0578 0001",
        address="示例小区 1栋101",
        household_at_home=True,
        still_here=True,
    )
    assert not Discrepancy.objects.exists()


def test_the_difference_closes_by_itself_when_the_side_takes_it_back(registration, cast):
    workflow.state(registration, by=cast["community"], still_here=False)
    workflow.confirm_still_here(registration, by=cast["community"])
    assert only(registration).state == State.MATCHED
    assert [step.verb for step in only(registration).steps.all()] == ["raise", "match"]


@pytest.mark.parametrize(("fact", "actor"), list(product(Fact.values, (*SPEAKERS, "county", "stranger"))))
def test_who_settles_what(fact, actor, registration, cast):
    values = {Fact.PHONE: "16905780009", Fact.ADDRESS: "示例小区9幢", Fact.COMMUNITY: str(registration.community_id)}
    found = DiscrepancyFactory(registration=registration, fact=fact)
    facts = {"value": values.get(fact, "yes"), "checked": CheckWay.CALL, "by": cast[actor]}
    if actor in SETTLE[Fact(fact)]:
        workflow.settle(found, **facts)
        found.refresh_from_db()
        by = cast[actor].display_name
        assert (found.state, found.settled_by, found.settled_side) == (State.SETTLED, by, actor)
        step = found.steps.get()
        assert (step.by, step.by_user, step.side, step.reason) == (by, cast[actor], actor, CheckWay.CALL)
    else:
        before = AuditEvent.objects.count()
        with pytest.raises(Denied):
            workflow.settle(found, **facts)
        assert (only(registration).state, AuditEvent.objects.count()) == (State.OPEN, before)


@pytest.mark.parametrize("state", [State.SETTLED, State.MATCHED, State.LAPSED])
def test_only_an_open_one_is_settled(state, registration, cast):
    found = DiscrepancyFactory(registration=registration, state=state)
    with pytest.raises(IllegalMove, match="不能核定"):
        workflow.settle(found, value="yes", checked=CheckWay.CALL, by=cast["county"])


def test_a_settled_phone_is_written_and_a_new_saying_opens_it_again(registration, cast):
    workflow.state(registration, by=cast["deputy"], phone="16905780002")
    workflow.settle(only(registration), value="16905780002", checked=CheckWay.DEPUTY, by=cast["origin"])
    registration.deputy.refresh_from_db()
    assert registration.deputy.phone == "16905780002"
    workflow.state(registration, by=cast["residence"], phone="16905780002")
    assert only(registration).state == State.SETTLED
    workflow.state(registration, by=cast["residence"], phone="16905780003")
    found = only(registration)
    assert found.state == State.OPEN
    assert [step.verb for step in found.steps.all()] == ["raise", "settle", "reopen"]


def test_the_household_is_written_by_its_own_verb(registration, cast):
    workflow.state(registration, by=cast["deputy"], household_at_home=False)
    workflow.settle(only(registration), value="no", checked=CheckWay.DOCUMENT, by=cast["origin"])
    registration.deputy.refresh_from_db()
    assert registration.deputy.household_at_home is False


def test_a_settled_address_is_written_with_its_history(registration, cast):
    workflow.state(registration, by=cast["community"], address="新小区5幢")
    workflow.settle(only(registration), value="新小区5幢", checked=CheckWay.VISIT, by=cast["residence"])
    registration.refresh_from_db()
    assert (registration.address, registration.deputy.address) == ("新小区5幢", "新小区5幢")
    assert AuditEvent.objects.filter(verb="registration.mend_address").count() == 1


def test_another_community_of_the_unit_has_to_receive_the_deputy(registration, county, cast):
    workflow.state(registration, by=cast["deputy"], community=county.dongmen)
    workflow.settle(only(registration), value=str(county.dongmen.pk), checked=CheckWay.VISIT, by=cast["residence"])
    registration.refresh_from_db()
    assert (registration.state, registration.community) == (RegistrationState.VERIFIED, county.dongmen)
    assert registration.deputy.residence == county.dongmen
    assert only(registration).state == State.SETTLED


@pytest.mark.parametrize(("where", "said"), [("shishan", "迁往别处"), ("shuanglin", "返回流出地")])
def test_a_community_elsewhere_is_refused_with_what_to_do(where, said, registration, county, cast):
    place = getattr(county, where)
    workflow.state(registration, by=cast["deputy"], community=place)
    with pytest.raises(Refused, match=said):
        workflow.settle(only(registration), value=str(place.pk), checked=CheckWay.CALL, by=cast["residence"])
    registration.refresh_from_db()
    assert (only(registration).state, registration.community) == (State.OPEN, county.zhongshan)


def test_gone_stays_settled_until_a_community_receives_the_deputy_anew(registration, county, cast):
    workflow.state(registration, by=cast["community"], still_here=False)
    workflow.settle(only(registration), value="no", checked=CheckWay.VISIT, by=cast["residence"])
    assert workflow.compare_registration(registration) == 0
    registrations.relocate(registration, community=county.dongmen, by=cast["residence"])
    registrations.receive(registration, grid="", contact_person="联络员", by=cast["stranger_keeper"])
    assert only(registration).state == State.SETTLED
    workflow.state(registration, by=cast["stranger_keeper"], still_here=True)
    assert only(registration).state == State.SETTLED


def test_what_a_community_said_ends_with_its_keeping(registration, county, cast):
    workflow.state(registration, by=cast["community"], still_here=False)
    registrations.relocate(registration, community=county.dongmen, by=cast["residence"])
    assert only(registration).state == State.MATCHED


def test_nobody_settles_on_what_he_has_not_seen(registration, cast):
    workflow.state(registration, by=cast["community"], still_here=False)
    with pytest.raises(IllegalMove, match="又作了说明"):
        workflow.settle(only(registration), value="no", checked=CheckWay.VISIT, by=cast["residence"], seen="0")


def test_an_ended_file_takes_its_discrepancies_along(registration, cast):
    workflow.state(registration, by=cast["community"], still_here=False)
    registrations.end(registration, reason=EndReason.WENT_HOME, by=cast["residence"])
    assert only(registration).state == State.LAPSED
    registration.refresh_from_db()
    with pytest.raises(IllegalMove):
        workflow.state(registration, by=cast["community"], still_here=True)


def test_registering_is_a_statement(county, cast):
    registration = RegistrationFactory(
        origin=county.chishi, community=county.zhongshan, state=RegistrationState.SUBMITTED
    )
    registrations.verify(registration, community=county.zhongshan, by=cast["residence"])
    registrations.receive(registration, grid="", contact_person="联络员", by=cast["community"])
    said = set(Statement.objects.values_list("side", "fact", "source"))
    assert said == {
        (Side.RESIDENCE, Fact.COMMUNITY, StatementSource.FILE),
        (Side.RESIDENCE, Fact.ADDRESS, StatementSource.FILE),
        (Side.COMMUNITY, Fact.COMMUNITY, StatementSource.FILE),
        (Side.COMMUNITY, Fact.STILL_HERE, StatementSource.FILE),
    }
    assert not Discrepancy.objects.exists()


def test_the_ledger_is_a_statement_and_the_countersigned_value_is_that_of_the_origin(registration, county, cast):
    entry = LedgerEntryFactory(deputy=registration.deputy, origin=county.chishi, community=county.zhongshan)
    confirm_entry(entry, by=cast["deputy"], household_at_home=True, corrections={"phone": "16905780007"})
    found = only(registration)
    assert (found.fact, found.state) == (Fact.PHONE, State.OPEN)
    countersign_entry(entry, by=cast["origin"])
    entry.refresh_from_db()
    assert entry.state == EntryState.LOCKED
    assert only(registration).state == State.MATCHED  # the register has followed, both sides say the same


def test_the_county_testifies_to_nothing_but_is_compared_with(registration, county, cast):
    entry = LedgerEntryFactory(deputy=registration.deputy, origin=county.chishi, community=county.zhongshan)
    confirm_entry(entry, by=cast["county"], household_at_home=True, on_behalf_reason="电话核对")
    assert not Statement.objects.exists()


def test_the_sweep_notices_what_the_origin_has_changed_in_the_register(registration, cast, county):
    workflow.state(registration, by=cast["deputy"], phone="16905780001")
    deputies.change_phone(registration.deputy, phone="16905780008", source="名册更正", by=cast["origin"])
    assert not Discrepancy.objects.exists()
    other = draw_county().root
    assert jobs.compare_changed_registrations(other.pk) == 0
    assert [jobs.compare_changed_registrations(county.root.pk) for _ in range(2)] == [1, 0]
    assert only(registration).fact == Fact.PHONE


def test_each_county_is_compared_by_a_task_of_its_own(county, db):
    other = draw_county().root
    assert jobs.compare_counties() == 2
    assert errands_of(jobs.compare_changed_registrations) == [[county.root.pk], [other.pk]]


def test_a_delay_is_told_once_to_those_who_settle_and_to_the_county(registration, cast):
    found = DiscrepancyFactory(registration=registration, due_on=timezone.localdate())
    assert jobs.tell_of_delays() == 0
    Discrepancy.objects.update(due_on=timezone.localdate() - timezone.timedelta(days=1))
    assert jobs.tell_of_delays() == 1
    told = tasks.tell_of_delay(found.pk)
    assert told in (0, 2)
    assert set(Notice.objects.values_list("recipient", flat=True)) == {cast["residence"].pk, cast["county"].pk}
    assert tasks.tell_of_delay(found.pk) == 0


def test_the_value_is_unreadable_in_the_database_and_equal_only_within_a_file(registration):
    assert fingerprint(registration.pk, Fact.ADDRESS, "示例小区1栋 2单元") == fingerprint(
        registration.pk, Fact.ADDRESS, "示例小区1幢2单元"
    )
    assert fingerprint(registration.pk, Fact.ADDRESS, "示例小区1幢") != fingerprint(
        registration.pk + 1, Fact.ADDRESS, "示例小区1幢"
    )
    assert shown(Fact.ADDRESS, "云锦花苑3幢501") == "云锦花苑＊＊＊"


def test_the_board_of_one_tap_needs_a_received_deputy(registration, cast):
    registration.state, registration.received_at = RegistrationState.VERIFIED, None
    registration.save()
    with pytest.raises(Refused, match="社区接收以后"):
        workflow.confirm_still_here(registration, by=cast["community"])
