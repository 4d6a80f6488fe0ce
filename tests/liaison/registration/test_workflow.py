"""The state machine, complete: every state, every verb, every actor."""

from itertools import product

import pytest

from deputies.mandates.enums import MandateEnd
from liaison.registration import workflow
from liaison.registration.enums import (
    REGISTRATION,
    EndReason,
    RedirectReason,
    RegistrationState,
    ReturnReason,
    Side,
)
from liaison.registration.models import Registration
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.registration import RegistrationFactory
from tests.kit.machines import spelled, written
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove, Refused

State = RegistrationState
ACTORS = ("origin", "residence", "keeper", "deputy", "county", "stranger", "stranger_keeper", "admin")
SIDE_OF = {
    "origin": Side.ORIGIN,
    "residence": Side.RESIDENCE,
    "keeper": Side.COMMUNITY,
    "deputy": Side.DEPUTY,
    "county": Side.COUNTY,
}
VERBS = ("submit", "withdraw", "verify", "send_back", "receive", "redirect", "relocate", "end", "correct")
MOVES = """
    -           urge       origin,county                      urged
    -           submit     residence,deputy,county            submitted
    urged       submit     residence,deputy,county            submitted
    urged       withdraw   origin,county                      ended
    urged       close      origin,county                      ended
    urged       correct    county                             ended
    submitted   verify     residence,county                   verified
    submitted   send_back  residence,county                   returned
    submitted   close      origin,county                      ended
    submitted   correct    county                             ended
    returned    submit     residence,deputy,county            submitted
    returned    withdraw   origin,county                      ended
    returned    close      origin,county                      ended
    returned    correct    county                             ended
    verified    receive    community,county                   co_managed
    verified    report_in  deputy                             co_managed
    verified    redirect   residence,community,county         verified
    verified    end        origin,residence,county            ended
    verified    close      origin,county                      ended
    verified    correct    county                             ended
    co_managed  relocate   residence,community,county         verified
    co_managed  end        origin,residence,county            ended
    co_managed  close      origin,county                      ended
    co_managed  correct    county                             ended
"""
LINES = {(line.state, line.verb): line for line in written(MOVES)}


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(REGISTRATION) == written(MOVES)


@pytest.fixture
def make_file(county, cast):
    """Return a function state -> Registration of a deputy who has an account."""

    def make(state, **facts):
        registration = RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=state, **facts)
        registration.deputy.user = cast["deputy"]
        registration.deputy.save(update_fields=["user"])
        return registration

    return make


def do(verb, registration, by, county, **facts):
    """Do `verb` with good input."""
    given = {
        "submit": {"community": county.zhongshan, "address": "示例小区2幢"},
        "verify": {"community": county.zhongshan},
        "send_back": {"reason": ReturnReason.ADDRESS_UNCLEAR, "note": "缺门牌"},
        "receive": {"grid": "第2网格", "contact_person": "联络员"},
        "redirect": {"community": county.dongmen, "reason": RedirectReason.OTHER_COMMUNITY},
        "withdraw": {"note": "填错了人"},
        "correct": {"note": "不是本人"},
        "end": {"reason": EndReason.WENT_HOME},
        "relocate": {"community": county.dongmen},
    }
    return getattr(workflow, verb)(registration, by=by, **{**given[verb], **facts})


@pytest.mark.parametrize(("state", "verb", "actor"), list(product(State.values, VERBS, ACTORS)))
def test_every_move(state, verb, actor, county, cast, make_file):
    registration, line, side = make_file(state), LINES.get((state, verb)), SIDE_OF.get(actor)
    if line is None or side not in line.sides:
        with pytest.raises(Denied) as refusal:
            do(verb, registration, cast[actor], county)
        assert isinstance(refusal.value, IllegalMove) == (line is None)
        registration.refresh_from_db()
        assert (registration.state, registration.steps.count(), AuditEvent.objects.count()) == (state, 0, 0)
        return
    do(verb, registration, cast[actor], county)
    registration.refresh_from_db()
    step = registration.steps.get()
    assert (registration.state, step.side, step.from_state) == (line.after[0], side, state)
    assert (step.by, step.by_user) == (cast[actor].display_name, cast[actor])
    event = AuditEvent.objects.filter(verb=f"registration.{verb}").get()
    assert set(event.area_paths) == {county.chishi.path, county.fuyun.path}
    assert (registration.due_on is None) == (registration.state in (State.CO_MANAGED, State.ENDED))


def test_verifying_writes_the_residence_with_its_history(county, cast, make_file):
    registration = make_file(State.SUBMITTED)
    do("verify", registration, cast["residence"], county, community=county.dongmen)
    registration.deputy.refresh_from_db()
    assert registration.deputy.residence == county.dongmen
    assert registration.deputy.residence_spells.get(ends_on=None).area == county.dongmen


def test_the_second_of_two_offices_is_told_that_the_file_has_moved(county, cast, make_file):
    registration = make_file(State.SUBMITTED)
    do("verify", registration, cast["residence"], county, expected=State.SUBMITTED)
    with pytest.raises(IllegalMove, match="有人刚刚办理过"):
        do("send_back", registration, cast["county"], county, expected=State.SUBMITTED)


def test_moving_on_opens_the_next_file_linked_to_the_last(county, cast, make_file):
    registration = make_file(State.CO_MANAGED)
    do(
        "end",
        registration,
        cast["residence"],
        county,
        reason=EndReason.MOVED_ON,
        moved_to=county.shishan,
        address="示例小区9幢",
    )
    following = Registration.objects.get(previous=registration)
    assert (following.state, following.residence, following.community) == (State.URGED, county.yuanhe, county.shishan)
    registration.deputy.refresh_from_db()
    assert registration.deputy.residence == county.shishan


def test_going_home_ends_living_elsewhere(county, cast, make_file):
    registration = make_file(
        State.CO_MANAGED,
        deputy=DeputyFactory(origin=county.chishi, home_village=county.shuanglin, residence=county.zhongshan),
    )
    do("end", registration, cast["origin"], county, reason=EndReason.WENT_HOME)
    registration.deputy.refresh_from_db()
    assert not registration.deputy.is_living_elsewhere


@pytest.mark.parametrize("reason", [EndReason.MOVED_ON, EndReason.WITHDRAWN, "nonsense"])
def test_an_end_without_what_it_needs_is_refused_and_changes_nothing(reason, county, cast, make_file):
    registration = make_file(State.CO_MANAGED)
    with pytest.raises(Refused):
        do("end", registration, cast["origin"], county, reason=reason)
    registration.refresh_from_db()
    assert registration.state == State.CO_MANAGED


def test_urging_opens_one_file_and_a_second_is_refused(county, cast):
    deputy = MandateFactory(deputy__origin=county.chishi, deputy__residence=county.zhongshan).deputy
    registration = workflow.urge(deputy, by=cast["origin"])
    assert (registration.state, registration.residence, registration.community) == (
        State.URGED,
        county.fuyun,
        county.zhongshan,
    )
    with pytest.raises(Refused, match="已有一份未结束的档案"):
        workflow.urge(deputy, by=cast["origin"])


@pytest.mark.parametrize("actor", ["residence", "keeper", "stranger", "admin"])
def test_only_the_origin_or_the_county_urges(actor, county, cast):
    deputy = MandateFactory(deputy__origin=county.chishi, deputy__residence=county.zhongshan).deputy
    with pytest.raises(Denied):
        workflow.urge(deputy, by=cast[actor])
    assert not Registration.objects.exists()


def test_urging_one_who_lives_at_home_outside_or_without_mandate_is_refused(county, cast):
    home = MandateFactory(deputy__origin=county.chishi, deputy__residence=county.shuanglin).deputy
    away = MandateFactory(deputy__origin=county.chishi, deputy__residence_outside="丽水市莲都区").deputy
    former = MandateFactory(
        deputy__origin=county.chishi,
        deputy__residence=county.zhongshan,
        ended_on="2026-01-01",
        end_reason=MandateEnd.RESIGNED,
    ).deputy
    opened, refusals = workflow.urge_many([home, away, former], by=cast["origin"])
    assert opened == 0
    assert [text for text in refusals if "流出地" in text or "社区" in text or "代表资格" in text] == refusals


def test_the_residence_office_registers_one_it_found(county, cast):
    deputy = MandateFactory(deputy__origin=county.chishi, deputy__residence=county.zhongshan).deputy
    registration = workflow.register(deputy, community=county.zhongshan, address="示例小区3幢", by=cast["residence"])
    assert (registration.state, registration.steps.get().side) == (State.SUBMITTED, Side.RESIDENCE)


def test_without_a_keeper_the_residence_office_receives_for_the_community(county, cast, make_file):
    cast["keeper"].appointments.all().delete()
    registration = make_file(State.VERIFIED)
    do("receive", registration, cast["residence"], county)
    registration.refresh_from_db()
    assert (registration.state, registration.steps.get().side) == (State.CO_MANAGED, Side.RESIDENCE)


def test_the_contact_part_belongs_to_the_community(county, cast, make_file):
    registration = make_file(State.CO_MANAGED)
    workflow.complete_reception(registration, grid="第1网格", contact_person="李联络", by=cast["keeper"])
    with pytest.raises(Denied):
        workflow.complete_reception(registration, grid="", contact_person="别人", by=cast["origin"])
    registration.refresh_from_db()
    assert registration.contact_person == "李联络"
