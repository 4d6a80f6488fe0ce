"""Teams: who founds, joins, leaves and moves; who sees them; what the constraints refuse."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from deputies.mandates.enums import MandateEnd
from deputies.teams import workflow as teams
from deputies.teams.enums import TeamKind, TeamRole
from deputies.teams.models import Team, TeamMember
from tests.factories.associates import AssociateFactory
from tests.factories.deputies import DeputyFactory, MandateFactory, TeamFactory, TeamMemberFactory
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied


@pytest.fixture
def joint(county):
    """A joint team of 浮云 (leads) and 赤石."""
    return TeamFactory(name="街乡协作组", kind=TeamKind.JOINT, area=county.fuyun, partner=county.chishi)


def serving_deputy(county, **facts):
    deputy = DeputyFactory(**{"origin": county.chishi, "residence": county.zhongshan, **facts})
    MandateFactory(deputy=deputy)
    return deputy


def test_either_unit_founds_a_joint_team_and_a_stranger_does_not(county, staff):
    facts = {"area": county.fuyun, "partner": county.chishi, "kind": TeamKind.JOINT}
    team = teams.found_team(by=staff(county.chishi), name="协作组", served_areas=[county.zhongshan], **facts)
    assert list(team.served_areas.all()) == [county.zhongshan]
    assert AuditEvent.objects.filter(verb="deputies.found_team").exists()
    with pytest.raises(Denied, match="牵头或联合"):
        teams.found_team(by=staff(county.shitang), name="另一组", **facts)
    with pytest.raises(ValidationError, match="同名"):
        teams.found_team(by=staff(county.fuyun), name="协作组", **facts)
    with pytest.raises(ValidationError, match="不能与牵头单位相同"):
        teams.found_team(
            by=staff(county.fuyun), name="三组", kind=TeamKind.JOINT, area=county.fuyun, partner=county.fuyun
        )


@pytest.mark.parametrize(
    ("who", "sees"),
    [("fuyun", True), ("chishi", True), ("zhongshan", False), ("shishan", True), ("shitang", True), ("yuanhe", True)],
)
def test_a_team_is_seen_by_its_units_those_it_serves_and_the_homes_of_its_members(county, appoint, joint, who, sees):
    area = getattr(county, who)
    joint.served_areas.add(county.shishan)
    TeamMemberFactory(team=joint, deputy=serving_deputy(county, origin=county.shitang, residence=county.dongmen))
    user = appoint(Role.POINT_KEEPER if who in ("zhongshan", "shishan") else Role.OFFICE_STAFF, area)
    assert Team.objects.visible_to(user).exists() is sees


def test_a_stranger_and_a_former_member_see_nothing(county, appoint, joint):
    user = appoint(Role.DEPUTY, county.shitang)
    deputy = serving_deputy(county, origin=county.shitang, residence=county.lianhe, user=user)
    assert not Team.objects.visible_to(user).exists()
    member = TeamMemberFactory(team=joint, deputy=deputy)
    assert Team.objects.visible_to(user).get() == joint
    teams.end_membership(member, by=None, reason="代表资格终止")
    assert not Team.objects.visible_to(user).exists()


def test_members_who_are_no_deputies_come_from_the_register_and_deputies_a_mandate(county, staff, joint):
    by = staff(county.fuyun)
    known = AssociateFactory(name="王网格", area=county.zhongshan)
    grid = teams.add_member(joint, by=by, associate=known)
    assert (grid.name, grid.kind_label, grid.side) == ("王网格", "网格员", county.fuyun)
    with pytest.raises(ValidationError, match="已在这个团队"):
        teams.add_member(joint, by=by, associate=known)
    with pytest.raises(ValidationError, match="请选择一位代表"):
        teams.add_member(joint, by=by)
    with pytest.raises(Denied, match="任期已满"):
        teams.add_member(joint, by=by, associate=AssociateFactory(area=county.fuyun, ends_on=date(2026, 2, 1)))
    with pytest.raises(Denied, match="没有在任"):
        teams.add_member(joint, by=by, deputy=DeputyFactory(origin=county.chishi))
    deputy = serving_deputy(county)
    member = teams.add_member(joint, by=by, deputy=deputy, role=TeamRole.HEAD)
    assert member.side == county.chishi
    with pytest.raises(ValidationError, match="已在这个团队"):
        teams.add_member(joint, by=by, deputy=deputy)
    with pytest.raises(ValidationError, match="已有负责人"):
        teams.change_member(grid, by=by, role=TeamRole.HEAD)
    with pytest.raises(Denied, match="管理"):
        teams.add_member(joint, by=staff(county.shitang), deputy=serving_deputy(county))


def test_the_unit_that_sent_a_member_may_end_the_membership_and_it_stays_ended(county, staff):
    other, home = TeamFactory(area=county.yuanhe), staff(county.chishi)
    member = TeamMemberFactory(team=other, deputy=serving_deputy(county), side=county.chishi)
    assert list(TeamMember.objects.of_deputy(member.deputy)) == [member]
    with pytest.raises(Denied, match="管理"):
        teams.change_member(member, by=home, task="x")
    ended = teams.end_membership(member, by=home, reason="返乡", on=date(2026, 6, 1))
    assert teams.end_membership(ended, by=home, reason="又一次").leave_reason == "返乡"
    with pytest.raises(Denied, match="已退出"):
        teams.change_member(ended, by=staff(county.yuanhe), task="x")
    assert not TeamMember.objects.of_deputy(member.deputy).exists()


def test_a_disbanded_team_is_only_read(county, staff, joint):
    by = staff(county.fuyun)
    with pytest.raises(ValidationError, match="原因"):
        teams.disband_team(joint, by=by, reason=" ")
    teams.disband_team(joint, by=by, reason="任务完成")
    for verb in (
        lambda: teams.edit_team(joint, by=by, theme="就业"),
        lambda: teams.add_member(joint, by=by, deputy=serving_deputy(county)),
        lambda: teams.disband_team(joint, by=by, reason="再一次"),
    ):
        with pytest.raises(Denied, match="撤销"):
            verb()


def test_editing_says_before_and_after(county, staff, joint):
    teams.edit_team(joint, by=staff(county.chishi), theme="就业", served_areas=[county.zhongshan])
    event = AuditEvent.objects.get(verb="deputies.edit_team")
    assert event.changes == {"主题": ["", "就业"], "服务区域": ["", "浮云街道中山社区"]}
    with pytest.raises(Denied, match="管理"):
        teams.edit_team(joint, by=staff(county.yuanhe), theme="别的")


def test_a_member_who_lost_the_mandate_cannot_join_again(county, staff, joint):
    deputy = serving_deputy(county)
    deputy.mandates.update(ended_on=date(2026, 5, 1), end_reason=MandateEnd.RESIGNED)
    with pytest.raises(Denied, match="没有在任"):
        teams.add_member(joint, by=staff(county.fuyun), deputy=deputy)
