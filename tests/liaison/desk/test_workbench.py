"""The workbench: every line counts the list that it opens, for the side that has to act; a deputy's day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from liaison.desk.workbench import today_of
from stations.activities.enums import InvitationState
from stations.activities.models import Invitation
from tests.factories.concerns import HandlingUnitFactory
from tests.factories.contacts import HouseholdFactory, HouseholdPairFactory
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.registration import EligibilityAlarmFactory, RegistrationFactory
from tests.factories.stations import ActivityFactory
from tests.factories.suggestions import CoSignerFactory, SuggestionFactory
from tests.kit.counting import count_at
from yunhe.accounts.enums import Role
from yunhe.kit.waiting import waiting_for


@pytest.fixture
def lines(sign_in):
    """Return a function user -> {label: (count, total of the list that it opens)}."""

    def ask(user):
        client = sign_in(user)
        found = {}
        for line in waiting_for(user):
            found[line.label] = line.count, count_at(client, line.url)
        return found

    return ask


def test_each_side_counts_its_own_turn_and_finds_as_many(county, staff, lines):
    for state in ("submitted", "verified", "returned"):
        RegistrationFactory(origin=county.chishi, community=county.zhongshan, state=state)
    away = DeputyFactory(origin=county.chishi, residence=county.zhongshan)
    MandateFactory(deputy=away)
    origin, residence = lines(staff(county.chishi)), lines(staff(county.fuyun))
    assert {label: origin[label] for label in ("流出未登记", "被流入地退回", "待核实", "待社区接收")} == {
        "流出未登记": (1, 1), "被流入地退回": (1, 1), "待核实": (0, 0), "待社区接收": (0, 0),
    }  # fmt: skip
    assert {label: residence[label] for label in ("流出未登记", "被流入地退回", "待核实", "待社区接收")} == {
        "流出未登记": (0, 0), "被流入地退回": (0, 0), "待核实": (1, 1), "待社区接收": (1, 1),
    }  # fmt: skip
    assert all(total in (None, count) for count, total in {**origin, **residence}.values())


def test_an_alarm_waits_for_who_has_not_answered_and_a_suggestion_for_its_own_office(county, staff, lines):
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan)
    EligibilityAlarmFactory(mandate=MandateFactory(deputy=deputy))
    SuggestionFactory(leader=deputy, state="handed_in")
    SuggestionFactory(leader=deputy, state="assigned", unit=HandlingUnitFactory(area=county.root))
    mine, theirs, above = (lines(staff(area)) for area in (county.chishi, county.shitang, county.root))
    assert (mine["代表资格提醒"], theirs["代表资格提醒"], above["代表资格提醒"]) == ((1, 1), (0, 0), (1, 1))
    assert (mine["代表建议待交办"], mine["代表建议办理中"]) == ((1, 1), (1, 1))
    assert (theirs["代表建议待交办"], above["代表建议待交办"]) == ((0, 0), (0, 0))


def test_what_is_done_is_folded_away(county, staff, sign_in):
    RegistrationFactory(origin=county.chishi, community=county.zhongshan, state="submitted")
    context = sign_in(staff(county.fuyun)).get("/").context
    assert [line.label for line in context["waiting"]] == ["待核实"]
    assert all(line.count == 0 for line in context["done"])
    assert f"其余 {len(context['done'])} 项现在没有要办的" in sign_in(staff(county.fuyun)).get("/").content.decode()


def test_a_deputys_day_shows_what_is_asked_of_him(county, appoint, sign_in):
    user = appoint(Role.DEPUTY, county.chishi)
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan, user=user)
    MandateFactory(deputy=deputy)
    now = timezone.now()
    near = ActivityFactory(organising_area=county.fuyun, starts_at=now - timedelta(minutes=5), title="今天的茶话会")
    ahead = ActivityFactory(organising_area=county.fuyun, starts_at=now + timedelta(days=3), title="下周的视察")
    Invitation.objects.create(activity=near, deputy=deputy, group="own", state=InvitationState.COMING)
    Invitation.objects.create(activity=ahead, deputy=deputy, group="own")
    CoSignerFactory(suggestion=SuggestionFactory(leader=DeputyFactory(origin=county.chishi)), deputy=deputy)
    HouseholdPairFactory(household=HouseholdFactory(village=county.shuanglin), deputy=deputy)
    day = today_of(deputy)
    assert [item.activity for item in day.check_in_to] == [near]
    assert [item.activity for item in day.invitations] == [ahead]
    assert (len(day.co_signs), day.due_visits) == (1, 1)
    page = sign_in(user).get("/").content.decode()
    for words in ("今天要签到", "今天的茶话会", "邀请您参加", "下周的视察", "请您联名", "本季度还有 1 户没有见到"):
        assert words in page
