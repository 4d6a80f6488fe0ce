"""Who may be ticked at an activity: the invited, the team, those in sight, and whoever of the county has come, by name."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stations.presence.models import CheckIn
from tests.factories.activities import InvitationFactory
from tests.factories.deputies import DeputyFactory, MandateFactory, TeamFactory, TeamMemberFactory
from tests.factories.stations import ActivityFactory
from tests.kit.same_cost import same_cost


@pytest.fixture
def activity(county, tree):
    """An activity of 浮云街道 that goes on now."""
    now = timezone.now()
    times = {"starts_at": now - timedelta(minutes=20), "ends_at": now + timedelta(hours=1)}
    return ActivityFactory(organising_area=county.fuyun, station=tree.zhongshan, **times)


@pytest.fixture
def guest(county):
    """Return a function name -> a serving deputy of 石塘 who lives in 元和: out of sight of 浮云."""

    def make(name):
        deputy = DeputyFactory(name=name, origin=county.shitang, residence=county.shishan)
        MandateFactory(deputy=deputy)
        return deputy

    return make


def roll_call(activity):
    return reverse("presence:roll-call", args=[activity.pk])


def test_invited_guests_and_members_of_the_team_are_listed(activity, county, staff, guest, sign_in):
    invited, member, other = guest("蓝受邀"), guest("雷团队"), guest("钟外人")
    InvitationFactory(activity=activity, deputy=invited, group="added")
    activity.team = TeamFactory(area=county.fuyun)
    activity.save()
    TeamMemberFactory(team=activity.team, deputy=member)
    client = sign_in(staff(county.fuyun))
    page = client.get(roll_call(activity)).content.decode()
    assert "蓝受邀" in page
    assert "雷团队" in page
    assert "钟外人" not in page
    client.post(roll_call(activity), {"deputies": [invited.pk, member.pk], "others": "钟外人"})
    assert {row.deputy for row in CheckIn.objects.all()} == {invited, member, other}


def test_somebody_who_is_not_listed_is_not_ticked_by_number(activity, county, staff, guest, sign_in):
    sign_in(staff(county.fuyun)).post(roll_call(activity), {"deputies": [guest("钟外人").pk]})
    assert not CheckIn.objects.exists()


def test_nobody_at_all_and_unknown_names_are_said(activity, county, staff, guest, sign_in):
    client = sign_in(staff(county.fuyun))
    assert "至少勾选一位在场代表，或写出姓名" in client.post(roll_call(activity), {}).content.decode()
    guest("钟外人")
    said = client.post(roll_call(activity), {"others": "钟外人、钟没有"}).content.decode()
    assert "没有“钟没有”" in said
    assert not CheckIn.objects.exists()


def test_a_stranger_calls_no_roll(activity, county, staff, sign_in):
    assert sign_in(staff(county.shitang)).get(roll_call(activity)).status_code == 404


def test_a_list_of_many_guests_costs_the_same(activity, county, staff, guest, sign_in):
    client, names = sign_in(staff(county.fuyun)), iter(f"客{n}" for n in range(20))
    more = lambda: InvitationFactory(activity=activity, deputy=guest(next(names)), group="added")  # noqa: E731 said in place
    more()
    same_cost(lambda: client.get(roll_call(activity)), more=more, times=5)
