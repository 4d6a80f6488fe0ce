"""Pairing, transferring and ending by hand."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from deputies.mandates.enums import MandateEnd
from deputies.people.enums import CongressLevel
from liaison.households import queries, workflow
from liaison.households.enums import PairEnd
from liaison.households.models import DeputyPair, HouseholdPair
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, Refused


def test_a_household_gets_one_deputy_and_a_second_only_by_transfer(clerk, elect, household):
    one, two, made = elect(), elect(), household()
    workflow.pair_household(made, one, by=clerk)
    with pytest.raises(Refused, match="转交"):
        workflow.pair_household(made, two, by=clerk)
    workflow.transfer_household(made, two, by=clerk)
    old, new = made.pairs.order_by("pk")
    assert (old.deputy, old.end_reason, new.deputy, new.ended_on) == (one, PairEnd.TRANSFERRED, two, None)
    event = AuditEvent.objects.get(verb="contacts.transfer_household")
    assert event.changes["联系代表"] == [one.name, two.name]


def test_a_transfer_mends_a_doubled_household(clerk, elect, household):
    one, two = elect(), elect()
    made = household(one)
    HouseholdPair.objects.create(household=made, deputy=two)
    workflow.transfer_household(made, two, by=clerk)
    assert [pair.deputy for pair in made.pairs.open()] == [two]


def test_nobody_is_transferred_to_himself(clerk, elect, household):
    one = elect()
    with pytest.raises(Refused, match="本来就"):
        workflow.transfer_household(household(one), one, by=clerk)


def test_a_deputy_out_of_office_gets_no_household(clerk, elect, household):
    deputy = elect()
    deputy.mandates.update(ended_on="2026-03-01", end_reason=MandateEnd.RESIGNED)
    with pytest.raises(Denied, match="没有在任"):
        workflow.pair_household(household(), deputy, by=clerk)


@pytest.mark.parametrize(
    ("area", "allowed"), [("chishi", True), ("root", True), ("fuyun", True), ("yuanhe", False), ("shitang", False)]
)
def test_pairs_are_arranged_by_the_deputies_home_office_or_where_both_live(
    county, staff, elect, household, area, allowed
):
    user, deputy, made = staff(getattr(county, area)), elect(), household()
    if allowed:
        pair = workflow.pair_household(made, deputy, by=user)
        workflow.end_household_pair(pair, by=user, reason=PairEnd.MISTAKE)
        assert not made.pairs.open().exists()
        with pytest.raises(Denied, match="已经结束"):
            workflow.end_household_pair(pair, by=user)
    else:
        with pytest.raises(Denied):
            workflow.pair_household(made, deputy, by=user)
        pair = HouseholdPair.objects.create(household=made, deputy=deputy)
        with pytest.raises(Denied):
            workflow.end_household_pair(pair, by=user)


def test_the_nearest_and_least_loaded_deputies_are_offered_first(county, elect, household):
    far = elect(residence=county.shishan)
    village = elect(residence=county.shishan, home_village=county.shuanglin)
    community = elect()
    both, busy = elect(home_village=county.shuanglin), elect(home_village=county.shuanglin)
    household(busy)
    assert list(queries.near_deputies(household())) == [both, busy, community, village, far]
    assert queries.near_deputies(household()).get(pk=busy.pk).load == 1


def test_deputies_of_other_townships_and_county_deputies_are_not_offered(county, elect, household):
    elect(origin=county.shitang)
    elect(CongressLevel.COUNTY)
    assert not queries.near_deputies(household()).exists()


def test_the_page_pairs_transfers_and_ends(clerk, elect, household, sign_in):
    one, two, made = elect(), elect(), household()
    client = sign_in(clerk)
    address = reverse("households:household-pair", args=[made.pk])
    client.post(address, {})
    assert not made.pairs.exists()
    client.post(address, {"deputy": one.pk})
    client.post(address, {"deputy": two.pk})
    pair = made.pairs.open().get()
    assert pair.deputy == two
    client.post(reverse("households:pair-end", args=[pair.pk]), {"reason": ""})
    assert made.pairs.open().exists()
    client.post(reverse("households:pair-end", args=[pair.pk]), {"reason": PairEnd.MOVED})
    assert not made.pairs.open().exists()
    assert "以往 2 次结对" in client.get(made.get_absolute_url()).content.decode()


def test_a_county_deputy_is_linked_with_township_deputies_each_once(clerk, elect):
    leader, other, member = elect(CongressLevel.COUNTY), elect(CongressLevel.COUNTY), elect()
    pair = workflow.pair_deputies(leader, member, by=clerk)
    with pytest.raises(ValidationError, match="已有县代表结对"):
        workflow.pair_deputies(other, member, by=clerk)
    moved = workflow.transfer_deputy_pair(pair, other, by=clerk)
    with pytest.raises(ValidationError, match="本来就"):
        workflow.transfer_deputy_pair(moved, other, by=clerk)
    workflow.end_deputy_pair(moved, by=clerk)
    assert not DeputyPair.objects.open().exists()
    with pytest.raises(Denied, match="已经结束"):
        workflow.end_deputy_pair(moved, by=clerk)


def test_only_a_county_deputy_leads_and_only_a_township_deputy_is_led(clerk, elect, staff, county):
    leader, member = elect(CongressLevel.COUNTY), elect()
    with pytest.raises(Denied, match="县人大代表"):
        workflow.pair_deputies(member, elect(), by=clerk)
    with pytest.raises(Denied, match="乡镇人大代表"):
        workflow.pair_deputies(leader, elect(CongressLevel.COUNTY), by=clerk)
    with pytest.raises(Denied, match="原选区"):
        workflow.pair_deputies(leader, member, by=staff(county.fuyun))


def test_nobody_is_linked_with_oneself(clerk, elect):
    from tests.factories.deputies import CongressTermFactory, MandateFactory

    both = elect()
    term = CongressTermFactory(area=both.origin.parent, level=CongressLevel.COUNTY)
    MandateFactory(deputy=both, level=CongressLevel.COUNTY, term=term)
    with pytest.raises(ValidationError, match="自己"):
        workflow.pair_deputies(both, both, by=clerk)


def test_pairs_are_seen_by_both_sides_and_not_by_strangers(county, staff, elect, household):
    household(elect())
    workflow.pair_deputies(elect(CongressLevel.COUNTY), elect(), by=staff(county.chishi))
    for area, number in ((county.chishi, 1), (county.fuyun, 1), (county.shitang, 0)):
        user = staff(area)
        assert HouseholdPair.objects.visible_to(user).count() == number
        assert DeputyPair.objects.visible_to(user).count() == number
