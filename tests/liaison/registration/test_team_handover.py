"""A deputy's teams go along when the registration moves on or ends."""

from datetime import date

import pytest

from deputies.teams.models import TeamMember
from liaison.registration.enums import EndReason
from liaison.registration.handover import mechanism as handover
from liaison.registration.handover import teams as team_handover
from liaison.registration.handover.mechanism import Departure
from tests.factories.deputies import DeputyFactory, MandateFactory, TeamFactory, TeamMemberFactory
from yunhe.kit.refusals import Refused

ON = date(2026, 6, 1)


@pytest.fixture
def deputy(county):
    deputy = DeputyFactory(origin=county.chishi, residence=county.zhongshan)
    MandateFactory(deputy=deputy)
    return deputy


@pytest.fixture
def here(county, deputy):
    """The membership in a team of 浮云."""
    return TeamMemberFactory(team=TeamFactory(area=county.fuyun, name="浮云共治组"), deputy=deputy, task="联系菜场")


@pytest.fixture
def home(county, deputy):
    """The membership in a team of 赤石."""
    return TeamMemberFactory(team=TeamFactory(area=county.chishi, name="帮搬团"), deputy=deputy)


def leaving(county, deputy, goes_to=None, **facts):
    reason = EndReason.MOVED_ON
    return Departure(deputy, county.fuyun, goes_to, reason, ON, **facts)


def proposals(departure):
    return {item.label: item.choices[0].value for item in team_handover.items_of(departure)}


def test_the_team_of_the_left_unit_is_left_and_the_home_team_kept(county, deputy, here, home):
    there = TeamFactory(area=county.yuanhe, name="代表来了一组")
    departure = leaving(county, deputy, county.shishan)
    assert proposals(departure) == {"浮云共治组（成员）": "leave", "帮搬团（成员）": "stay"}
    offered = {choice.value for item in team_handover.items_of(departure) for choice in item.choices}
    assert offered == {"leave", "stay", f"join-{there.pk}"}


def test_without_a_mandate_nobody_stays(county, deputy, here, home):
    departure = leaving(county, deputy, serves_on=False)
    assert {choice.value for item in team_handover.items_of(departure) for choice in item.choices} == {"leave"}


def test_the_answers_are_carried_out(county, staff, deputy, here, home):
    there = TeamFactory(area=county.yuanhe, name="代表来了一组")
    departure = leaving(county, deputy, county.shishan)
    answers = {f"handover-teams-{here.pk}": f"join-{there.pk}"}
    outcomes = handover.carry_out(departure, answers, by=staff(county.fuyun))
    said = {outcome.label: outcome.done for outcome in outcomes if outcome.title == "代表团队"}
    assert said == {"浮云共治组（成员）": "由“浮云共治组”转入“代表来了一组”", "帮搬团（成员）": "继续在“帮搬团”"}
    here.refresh_from_db()
    assert (here.left_on, here.leave_reason) == (ON, "现居住地变动")
    moved = TeamMember.objects.in_force().get(team=there)
    assert (moved.deputy, moved.task, moved.joined_on) == (deputy, "联系菜场", ON)


def test_a_membership_that_has_gone_stops_the_handover(county, staff, deputy, here):
    departure = leaving(county, deputy)
    TeamMember.objects.filter(pk=here.pk).update(left_on=ON, leave_reason="已退出")
    with pytest.raises(Refused, match="重新核对"):
        team_handover.hand_over(departure, str(here.pk), "leave", staff(county.fuyun))
