"""Eligibility alarms: raised once, to both offices and the county, answered by people, never ending a mandate by themselves."""

from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from deputies.mandates.enums import MandateEnd
from deputies.people.enums import CongressLevel
from liaison.registration import jobs, tasks, workflow
from liaison.registration.enums import (
    ALARM,
    AlarmAnswer,
    AlarmCause,
    AlarmOutcome,
    AlarmState,
)
from liaison.registration.models import EligibilityAlarm
from tests.factories.deputies import MandateFactory
from tests.kit.machines import spelled, written
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, IllegalMove, Refused
from yunhe.notices.models import Notice

State = AlarmState
ACTORS = {"origin": "chishi", "residence": "fuyun", "county": "root", "stranger": "shitang"}
FACTS = {
    "answer": {"answer": AlarmAnswer.LEFT},
    "refer": {},
    "close": {"outcome": AlarmOutcome.AT_HOME, "note": "户口簿复印件"},
}


@pytest.fixture
def mandate(county):
    """A township mandate of a deputy who lives in town and whose household has left the township."""
    return MandateFactory(
        deputy__origin=county.chishi, deputy__residence=county.zhongshan, deputy__household_at_home=False
    )


@pytest.fixture
def alarm(mandate):
    """The alarm that the system raises about it."""
    assert workflow.raise_alarms() == 1
    return EligibilityAlarm.objects.get()


def put(alarm, state):
    """Put `alarm` into `state` as the constraint demands."""
    closed = state == State.CLOSED
    EligibilityAlarm.objects.filter(pk=alarm.pk).update(
        state=state,
        outcome=AlarmOutcome.WITHIN_COUNTY if closed else "",
        closed_at=timezone.now() if closed else None,
    )


MOVES = """
    raised    answer  origin,residence,county  raised
    raised    refer   county                   referred
    raised    close   county                   closed
    referred  answer  origin,residence,county  referred
    referred  close   county                   closed
"""
LINES = {(line.state, line.verb): line for line in written(MOVES)}


def test_the_table_is_the_one_that_was_agreed():
    assert spelled(ALARM) == written(MOVES)


@pytest.mark.parametrize(("state", "verb", "actor"), list(product(State.values, FACTS, ACTORS)))
def test_every_move_of_an_alarm(state, verb, actor, alarm, county, staff):
    put(alarm, state)
    by, line = staff(getattr(county, ACTORS[actor])), LINES.get((state, verb))
    before = AuditEvent.objects.count()
    if line is None or actor not in line.sides:
        with pytest.raises(Denied) as refusal:
            getattr(workflow, f"{verb}_alarm")(alarm, by=by, **FACTS[verb])
        assert isinstance(refusal.value, IllegalMove) == (line is None)
        assert AuditEvent.objects.count() == before
        return
    getattr(workflow, f"{verb}_alarm")(alarm, by=by, **FACTS[verb])
    alarm.refresh_from_db()
    assert (alarm.state, alarm.steps.get().side) == (line.after[0], actor)
    assert alarm.mandate.ended_on is None


def test_the_sweep_raises_once_and_tells_both_offices_and_the_county(mandate, county, staff):
    people = [staff(county.chishi), staff(county.fuyun), staff(county.root), staff(county.shitang)]
    assert (jobs.raise_alarms(), jobs.raise_alarms()) == (1, 0)
    alarm = EligibilityAlarm.objects.get()
    assert tasks.tell_of_alarm(alarm.pk) == 3
    assert tasks.tell_of_alarm(alarm.pk) == 0
    assert set(Notice.objects.values_list("recipient", flat=True)) == {user.pk for user in people[:3]}


@pytest.mark.parametrize("facts", [{"level": CongressLevel.COUNTY}, {"deputy__household_at_home": True}])
def test_a_county_deputy_or_one_whose_household_stayed_raises_nothing(facts, county):
    given = {
        "deputy__origin": county.chishi,
        "deputy__residence": county.zhongshan,
        "deputy__household_at_home": False,
        **facts,
    }
    MandateFactory(**given)
    assert workflow.raise_alarms() == 0


def test_a_county_mandate_is_raised_by_hand_only_when_the_household_left_the_county(county, staff):
    mandate = MandateFactory(
        deputy__origin=county.chishi, deputy__residence=county.zhongshan, level=CongressLevel.COUNTY
    )
    office = staff(county.fuyun)
    with pytest.raises(Refused, match="县内迁移"):
        workflow.raise_alarm(mandate, cause=AlarmCause.HOUSEHOLD_LEFT_TOWNSHIP, source="证明", by=office)
    workflow.raise_alarm(mandate, cause=AlarmCause.HOUSEHOLD_LEFT_COUNTY, source="证明", by=office)
    with pytest.raises(Refused, match="已有一条"):
        workflow.raise_alarm(mandate, cause=AlarmCause.TRANSFERRED, source="证明", by=office)


def test_the_conclusion_ended_needs_a_mandate_that_somebody_has_ended(alarm, county, staff):
    top = staff(county.root)
    with pytest.raises(Refused, match="先在代表档案里依法终止"):
        workflow.close_alarm(alarm, outcome=AlarmOutcome.ENDED, note="审查报告", by=top)
    workflow.end_mandate(alarm.mandate, by=top, reason=MandateEnd.MOVED_AWAY, on=timezone.localdate())
    workflow.close_alarm(alarm, outcome=AlarmOutcome.ENDED, note="审查报告", by=top)
    assert workflow.raise_alarms() == 0


def test_at_home_mends_the_file_and_a_later_move_raises_again(alarm, county, staff):
    top = staff(county.root)
    workflow.close_alarm(alarm, outcome=AlarmOutcome.AT_HOME, note="户口簿", by=top)
    deputy = alarm.mandate.deputy
    deputy.refresh_from_db()
    assert deputy.household_at_home is True
    deputy.household_at_home = False
    deputy.save()
    assert workflow.raise_alarms() == 1


def test_who_sees_the_pages(alarm, county, appoint, sign_in):
    addresses = [
        alarm.get_absolute_url(),
        reverse("registration:alarm-create", args=[alarm.deputy_id]),
        *[reverse("registration:alarm-move", args=[alarm.pk, verb]) for verb in FACTS],
    ]
    expected = {
        "chishi": [200, 200, 200, 403, 403],
        "fuyun": [200, 200, 200, 403, 403],
        "root": [200] * 5,
        "shitang": [404] * 5,
    }
    for where, codes in expected.items():
        role = Role.COUNTY_OFFICE if where == "root" else Role.OFFICE_STAFF
        client = sign_in(appoint(role, getattr(county, where)))
        assert [client.get(address).status_code for address in addresses] == codes
        listed = f">{alarm.deputy.name}</a>" in client.get("/registrations/alarms/").content.decode()
        assert listed == (where != "shitang")
    client = sign_in(appoint(Role.OFFICE_STAFF, county.fuyun))
    client.post(addresses[2], {"answer": AlarmAnswer.LEFT, "note": "派出所证明"})
    assert "派出所证明" in client.get(alarm.get_absolute_url()).content.decode()
