"""A street pairs the deputies who live there with residents of its own communities, also with those of no home township."""

import pytest
from django.urls import reverse

from liaison.households import policies, queries, workflow
from liaison.households.models import Household, HouseholdPair
from yunhe.accounts.enums import Role
from yunhe.kit.refusals import Denied


@pytest.fixture
def street(county, staff):
    """Office staff of 浮云街道, where deputies and households live."""
    return staff(county.fuyun, name="浮云干事")


def pair_page(household):
    return reverse("households:household-pair", args=[household.pk])


def test_the_street_pairs_a_floating_deputy_with_a_household_of_its_community(
    street, county, elect, household, sign_in
):
    foreign = elect(origin=county.shitang, name="蓝石塘")
    home = elect(residence=county.shishan, name="钟赤石")
    thing, client = household(), sign_in(street)
    page = client.get(pair_page(thing)).content.decode()
    assert "蓝石塘" in page
    assert "钟赤石" not in page
    client.post(pair_page(thing), {"deputy": foreign.pk})
    assert thing.pairs.open().get().deputy == foreign
    with pytest.raises(Denied, match="原选区"):
        policies.can_pair_household(street, home, thing)


def test_the_home_office_is_offered_its_own_deputies_as_ever(clerk, county, elect, household, sign_in):
    elect(origin=county.shitang, name="蓝石塘")
    elect(residence=county.shishan, name="钟赤石")
    page = sign_in(clerk).get(pair_page(household())).content.decode()
    assert "钟赤石" in page
    assert "蓝石塘" not in page


def test_what_the_home_office_arranged_with_its_own_deputies_the_street_leaves(street, county, elect, household):
    home, foreign = elect(residence=county.shishan), elect(origin=county.shitang)
    thing = household(home)
    with pytest.raises(Denied, match="结对由赤石乡人大调整"):
        workflow.transfer_household(thing, foreign, by=street)
    assert thing.pairs.open().get().deputy == home


def test_the_street_ends_what_it_has_arranged(street, county, elect, household):
    thing = household()
    pair = workflow.pair_household(thing, elect(origin=county.shitang), by=street)
    workflow.end_household_pair(pair, by=street)
    assert not HouseholdPair.objects.open().exists()


def test_other_streets_and_keepers_pair_nobody_here(county, staff, appoint, elect, household, sign_in):
    thing, foreign = household(), elect(origin=county.shitang)
    for user in (staff(county.yuanhe), appoint(Role.POINT_KEEPER, county.zhongshan)):
        with pytest.raises(Denied):
            workflow.pair_household(thing, foreign, by=user)
    assert sign_in(staff(county.yuanhe)).get(pair_page(thing)).status_code == 404


def test_a_resident_without_a_home_township_is_entered_and_paired_by_the_street(street, county, elect, sign_in):
    foreign, client = elect(origin=county.shitang), sign_in(street)
    create = reverse("households:household-create")
    assert "请选择户籍村" in client.post(create, {"head": "王本地"}).content.decode()
    client.post(create, {"head": "王本地", "community": county.zhongshan.pk})
    thing = Household.objects.get()
    assert (thing.village, thing.community) == (county.zhongshan, county.zhongshan)
    client.post(pair_page(thing), {"deputy": foreign.pk})
    assert thing.pairs.open().get().deputy == foreign


def test_of_both_sides_the_county_chooses_freely(county, staff, elect, household):
    foreign, home = elect(origin=county.shitang), elect(residence=county.shishan)
    found = queries.near_deputies(household(), of_home=True, of_residence=True)
    assert set(found) == {foreign, home}
    assert all(hasattr(deputy, "load") for deputy in found)
