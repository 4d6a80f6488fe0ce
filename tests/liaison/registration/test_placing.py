"""Where the residence side puts a deputy: a group is a team membership, and who is received at a station serves there."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.urls import reverse

from deputies.teams.models import TeamMember
from liaison.ledger.sheets import sheets_of, with_everything
from liaison.registration import workflow
from liaison.registration.enums import RegistrationState as State
from stations.places.models import Posting
from tests.factories.contacts import DeputyPairFactory, HouseholdFactory, HouseholdPairFactory
from tests.factories.deputies import DeputyFactory, MandateFactory, TeamFactory
from tests.factories.ledger import LedgerEntryFactory
from tests.factories.registration import RegistrationFactory
from tests.factories.stations import make_tree
from yunhe.kit.refusals import Refused

join = import_module("liaison.migrations.0026_join_teams_and_stations").join


@pytest.fixture
def tree(county):
    return make_tree(county)


@pytest.fixture
def deputy(county):
    """A serving deputy of 赤石 who lives in 中山社区."""
    return MandateFactory(deputy__origin=county.chishi, deputy__residence=county.zhongshan).deputy


@pytest.fixture
def file_of(county, deputy):
    """Return a function state, **facts -> the deputy's registration."""

    def make(state=State.VERIFIED, **facts):
        given = {"origin": county.chishi, "community": county.zhongshan, "state": state, "deputy": deputy}
        return RegistrationFactory(**{**given, **facts})

    return make


def received(registration, by, **facts):
    return workflow.receive(registration, grid="第1网格", contact_person="李联络", by=by, **facts)


def test_who_is_put_into_a_group_is_a_member_of_the_team(tree, cast, county, deputy, file_of):
    team = TeamFactory(area=county.fuyun, name="第一共治组")
    registration = received(file_of(), cast["keeper"], team=team)
    assert (registration.team, registration.group) == (team, "第一共治组")
    member = TeamMember.objects.in_force().get(team=team)
    assert (member.deputy, member.side) == (deputy, county.chishi)


def test_another_group_is_another_membership(tree, cast, county, deputy, file_of):
    one, other = (TeamFactory(area=county.fuyun, name=name) for name in ("第一共治组", "第二共治组"))
    registration = received(file_of(), cast["keeper"], team=one)
    facts = {"grid": "第2网格", "contact_person": "李联络", "by": cast["keeper"]}
    workflow.complete_reception(registration, team=other, **facts)
    assert TeamMember.objects.in_force().get(deputy=deputy).team == other
    workflow.complete_reception(registration, team=None, **facts)
    assert not TeamMember.objects.in_force().filter(deputy=deputy).exists()


def test_a_team_of_elsewhere_is_not_offered_and_refused(tree, cast, county, file_of, sign_in):
    TeamFactory(area=county.fuyun, name="本街道的组")
    joint = TeamFactory(area=county.chishi, partner=county.fuyun, name="街乡协作组")
    foreign = TeamFactory(area=county.yuanhe, name="别处的组")
    registration = file_of()
    page = sign_in(cast["keeper"]).get(reverse("registration:registration-move", args=[registration.pk, "receive"]))
    text = page.content.decode()
    assert "本街道的组" in text
    assert joint.name in text
    assert foreign.name not in text
    with pytest.raises(Refused, match="不是浮云街道的代表小组"):
        received(registration, cast["keeper"], team=foreign)


def test_who_is_received_at_a_station_serves_there_in_the_tree_too(tree, cast, deputy, file_of):
    registration = received(file_of(), cast["keeper"])
    assert registration.station == tree.zhongshan
    posting = Posting.objects.open().get()
    assert (posting.deputy, posting.station) == (deputy, tree.zhongshan)


def test_who_moves_to_another_community_serves_at_the_old_one_no_more(tree, cast, county, deputy, file_of):
    registration = received(file_of(), cast["keeper"])
    workflow.relocate(registration, community=county.dongmen, by=cast["residence"])
    assert not Posting.objects.open().filter(deputy=deputy).exists()
    registration.refresh_from_db()
    assert registration.station is None


def test_the_sheet_shows_team_stations_leader_and_households(tree, cast, county, deputy, file_of):
    team = TeamFactory(area=county.fuyun, name="第一共治组")
    received(file_of(), cast["keeper"], team=team)
    leader = DeputyFactory(name="蓝大山", origin=county.chishi)
    DeputyPairFactory(leader=leader, member=deputy)
    for _ in range(3):
        HouseholdPairFactory(deputy=deputy, household=HouseholdFactory(village=county.shuanglin))
    entry = LedgerEntryFactory(deputy=deputy, origin=county.chishi)
    (sheet,) = sheets_of(with_everything(type(entry).objects.filter(pk=entry.pk)))
    assert (sheet.placing.group, sheet.placing.station) == ("第一共治组", tree.zhongshan.name)
    assert (sheet.leader, sheet.households) == ("蓝大山", "3 户")


class AsTheyWere:
    """The models as the migration finds them: a membership still said of what kind its member was."""

    @staticmethod
    def get_model(app, name):
        model = apps.get_model(app, name)
        if name != "TeamMember":
            return model
        return SimpleNamespace(objects=SimpleNamespace(filter=model.objects.filter, create=AsTheyWere.create))

    @staticmethod
    def create(*, kind, **facts):
        assert kind == "deputy"
        return TeamMember.objects.create(**facts)


def test_old_files_are_joined_where_the_name_says_clearly_which_team(tree, county, deputy, file_of):
    team = TeamFactory(area=county.fuyun, name="第一共治组")
    registration = file_of(State.CO_MANAGED, group="第一共治组", station=tree.zhongshan)
    other = MandateFactory(deputy__origin=county.chishi, deputy__residence=county.zhongshan).deputy
    unclear = file_of(State.CO_MANAGED, deputy=other, group="某个小组")
    join(AsTheyWere, None)
    join(AsTheyWere, None)
    registration.refresh_from_db()
    unclear.refresh_from_db()
    assert registration.team == team
    member = TeamMember.objects.get()
    assert (member.deputy, type(member.joined_on)) == (deputy, date)
    assert Posting.objects.get().deputy == deputy
    assert (unclear.team, unclear.group) == (None, "某个小组")
