"""The pages of teams: who reads, founds, changes; members come and go; the card; the phone; the list's queries."""

from datetime import date

import pytest
from django.urls import reverse

from deputies.associates.enums import AssociateKind
from deputies.teams import workflow as teams
from deputies.teams.enums import TeamKind, TeamRole
from deputies.teams.models import Team, TeamMember
from tests.factories.associates import AssociateFactory
from tests.factories.deputies import DeputyFactory, MandateFactory, TeamFactory, TeamMemberFactory
from tests.kit.same_cost import same_cost
from yunhe.accounts.enums import Role
from yunhe.audit.models import AuditEvent


@pytest.fixture
def joint(county):
    """A joint team of 浮云 (leads) and 赤石."""
    return TeamFactory(name="浮赤协作组", kind=TeamKind.JOINT, area=county.fuyun, partner=county.chishi)


@pytest.fixture
def serving(county):
    """Return a function **facts -> Deputy of 赤石 living in 中山社区, in office."""

    def make(**facts):
        deputy = DeputyFactory(**{"origin": county.chishi, "residence": county.zhongshan, **facts})
        MandateFactory(deputy=deputy)
        return deputy

    return make


@pytest.fixture
def grid_worker(joint, county):
    known = AssociateFactory(name="王网格", phone="16905780009", area=county.zhongshan)
    return TeamMemberFactory(team=joint, associate=known, role=TeamRole.LIAISON)


def test_a_clerk_founds_a_team_and_fills_it(county, staff, sign_in, serving):
    client = sign_in(staff(county.chishi))
    given = {
        "name": "帮搬一团",
        "kind": TeamKind.HELP,
        "area": county.chishi.pk,
        "theme": "就业帮搬",
        "begins_on": "2026-03-01",
        "served_areas": [county.zhongshan.pk],
    }
    assert "组建团队" in client.get(reverse("teams:team-create")).content.decode()
    answer = client.post(reverse("teams:team-create"), given)
    team = Team.objects.get()
    assert answer.url == team.get_absolute_url()
    people = [serving(), serving()]
    client.post(
        reverse("teams:deputies-add", args=[team.pk]),
        {"deputies": [person.pk for person in people], "role": TeamRole.MEMBER, "joined_on": "2026-03-02"},
    )
    cadre = AssociateFactory(name="蓝村长", kind=AssociateKind.VILLAGE_CADRE, area=county.chishi, phone="16905780001")
    other = {"associates": [cadre.pk], "role": TeamRole.LIAISON, "joined_on": "2026-03-02"}
    client.post(reverse("teams:other-add", args=[team.pk]), other)
    page = client.get(team.get_absolute_url()).content.decode()
    for word in (people[0].name, "蓝村长", "169****0001", "就业帮搬", "浮云街道中山社区"):
        assert word in page
    assert "16905780001" not in page


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": ""}, "必填"),
        ({"ends_on": "2020-01-01"}, "届满日期应晚于"),
        ({"partner": "same"}, "不能与牵头单位相同"),
    ],
)
def test_bad_input_is_said_and_nothing_is_founded(county, staff, sign_in, given, says):
    facts = {"name": "一团", "kind": TeamKind.HELP, "area": county.chishi.pk, "begins_on": "2026-03-01"}
    facts |= {key: county.chishi.pk if value == "same" else value for key, value in given.items()}
    page = sign_in(staff(county.chishi)).post(reverse("teams:team-create"), facts).content.decode()
    assert says in page or "不能为空" in page or "必须填写" in page
    assert not Team.objects.exists()


def test_only_one_head_and_nobody_half_joined(county, staff, sign_in, joint, serving):
    client, people = sign_in(staff(county.fuyun)), [serving(), serving()]
    url = reverse("teams:deputies-add", args=[joint.pk])
    given = {"deputies": [person.pk for person in people], "role": TeamRole.HEAD, "joined_on": "2026-03-02"}
    assert "组长只有一位" in client.post(url, given).content.decode()
    TeamMemberFactory(team=joint, deputy=people[0], role=TeamRole.HEAD)
    given["deputies"] = [people[1].pk]
    assert "已有负责人" in client.post(url, given).content.decode()
    assert joint.members.count() == 1


def test_a_member_changes_leaves_and_stays_in_history(county, staff, sign_in, joint, serving):
    client = sign_in(staff(county.chishi))
    member = TeamMemberFactory(team=joint, deputy=serving())
    client.post(reverse("teams:member-edit", args=[member.pk]), {"role": TeamRole.HEAD, "task": "总牵头"})
    member.refresh_from_db()
    assert (member.role, member.task) == (TeamRole.HEAD, "总牵头")
    end = reverse("teams:member-end", args=[member.pk])
    assert "不能晚于今天" in client.post(end, {"reason": "调动", "on": "2099-01-01"}).content.decode()
    client.post(end, {"reason": "工作调动", "on": "2026-05-01"})
    page = client.get(joint.get_absolute_url()).content.decode()
    assert "曾经的成员（1 人）" in page
    assert "工作调动" in page
    assert client.get(end).status_code == 403


def test_the_phone_of_a_member_is_shown_to_the_teams_offices_and_the_look_is_recorded(
    county, staff, sign_in, grid_worker, appoint, serving
):
    url = reverse("teams:member-reveal", args=[grid_worker.pk])
    TeamMemberFactory(team=grid_worker.team, deputy=serving(origin=county.shitang))
    assert sign_in(staff(county.shitang)).post(url).status_code == 403
    assert "16905780009" in sign_in(staff(county.chishi)).post(url).content.decode()
    assert AuditEvent.objects.get(verb="audit.view_field").object_id == str(grid_worker.pk)


def test_insiders_the_homes_of_members_and_strangers(county, staff, sign_in, joint, serving):
    TeamMemberFactory(team=joint, deputy=serving(origin=county.shitang, residence=county.dongmen))
    page = joint.get_absolute_url()
    expected = {county.fuyun: 200, county.chishi: 200, county.shitang: 200, county.root: 200, county.yuanhe: 404}
    for area, status in expected.items():
        client = sign_in(staff(area))
        assert client.get(page).status_code == status
        assert client.get(reverse("teams:team-card", args=[joint.pk])).status_code == status
        listed = joint.name in client.get(reverse("teams:team-list")).content.decode()
        assert listed is (status == 200)
        exported = client.post(reverse("teams:team-list"), {"export": "csv"}).content.decode("utf-8-sig", "ignore")
        assert (joint.name in exported) is (status == 200)


@pytest.mark.parametrize(
    "name", ["team-edit", "deputies-add", "other-add", "team-disband", "member-edit", "member-end"]
)
def test_the_home_of_a_member_reads_and_changes_nothing(county, staff, sign_in, joint, serving, grid_worker, name):
    TeamMemberFactory(team=joint, deputy=serving(origin=county.shitang, residence=county.dongmen))
    pk = grid_worker.pk if name.startswith("member") else joint.pk
    url = reverse(f"teams:{name}", args=[pk])
    given = {"name": "x", "reason": "x", "on": "2026-05-01"}
    for area, status in ((county.shitang, 403), (county.yuanhe, 404)):
        assert sign_in(staff(area)).post(url, given).status_code == status
    joint.refresh_from_db()
    assert (joint.name, joint.is_standing, joint.members.filter(left_on__isnull=True).count()) == (
        "浮赤协作组",
        True,
        2,
    )


def test_a_deputy_sees_the_own_teams_on_the_phone_and_no_other(county, appoint, sign_in, joint, serving, grid_worker):
    deputy = serving(user=appoint(Role.DEPUTY, county.chishi))
    TeamMemberFactory(team=joint, deputy=deputy, task="联系菜场")
    other = TeamFactory(area=county.yuanhe, name="外面的队")
    client = sign_in(deputy.user)
    page = client.get(reverse("teams:my-teams")).content.decode()
    assert "联系菜场" in page
    assert other.name not in page
    team_page = client.get(joint.get_absolute_url()).content.decode()
    assert "王网格" in team_page
    assert "加入代表" not in team_page
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(reverse("teams:team-list")).status_code == 403
    assert client.post(reverse("teams:member-reveal", args=[grid_worker.pk])).status_code == 403


def test_a_disbanded_team_can_be_read_and_is_found_by_its_state(county, staff, sign_in, joint):
    client = sign_in(staff(county.fuyun))
    client.post(reverse("teams:team-disband", args=[joint.pk]), {"reason": "任务完成"})
    assert "任务完成" in client.get(joint.get_absolute_url()).content.decode()
    assert joint.name not in client.get(reverse("teams:team-list")).content.decode()
    assert joint.name in client.get(reverse("teams:team-list") + "?standing=disbanded").content.decode()
    assert client.get(reverse("teams:team-edit", args=[joint.pk])).status_code == 403


def test_the_file_of_a_deputy_names_the_teams(county, staff, sign_in, joint, serving):
    deputy = serving()
    TeamMemberFactory(team=joint, deputy=deputy, task="联系菜场")
    gone = TeamMemberFactory(team=TeamFactory(area=county.chishi, name="旧团"), deputy=deputy)
    teams.end_membership(gone, by=None, reason="轮换", on=date(2026, 2, 1))
    page = sign_in(staff(county.chishi)).get(deputy.get_absolute_url()).content.decode()
    assert "联系菜场" in page
    assert "曾经的团队（1）" in page


def test_one_and_many_teams_cost_the_same(county, staff, sign_in, joint, serving):
    client, url = sign_in(staff(county.fuyun)), reverse("teams:team-list")
    TeamMemberFactory(team=joint, deputy=serving(), role=TeamRole.HEAD)

    def more():
        team = TeamFactory(area=county.fuyun, partner=county.chishi)
        TeamMemberFactory(team=team, deputy=serving())
        TeamMemberFactory(team=team, deputy=serving(), role=TeamRole.HEAD)

    same_cost(lambda: client.get(url), more=more, times=6)


def test_the_list_finds_by_member_and_filters_by_who_is_in_it(county, staff, sign_in, joint, grid_worker):
    other = TeamFactory(area=county.fuyun, name="先锋队")
    client, url = sign_in(staff(county.fuyun)), reverse("teams:team-list")
    for query, shown, hidden in (
        ("?q=王网格", joint, other),
        ("?q=先锋", other, joint),
        (f"?members={AssociateKind.GRID_WORKER}", joint, other),
        (f"?unit={county.chishi.pk}", joint, other),
    ):
        page = client.get(url + query).content.decode()
        assert shown.get_absolute_url() in page
        assert hidden.get_absolute_url() not in page


def test_several_deputies_join_together_or_none(county, staff, joint, serving):
    one = serving()
    without = DeputyFactory(origin=county.chishi)
    with pytest.raises(Exception, match="没有在任"):
        teams.add_deputies(joint, by=staff(county.fuyun), deputies=[one, without])
    assert not TeamMember.objects.exists()
