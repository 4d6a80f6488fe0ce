"""The demo county's figures of pairing are counted, not typed."""

from datetime import date
from random import Random

import pytest
from django.db.models import Count

from liaison.demo.households import write_contacts
from liaison.demo.people import People
from liaison.demo.plan import SEED
from liaison.households import queries
from liaison.households.models import DeputyPair, Household, HouseholdPair
from liaison.visits import queries as visits_queries
from liaison.visits.models import Visit, VisitCampaign
from yunhe.areas.loading import load_areas
from yunhe.areas.models import Area

TODAY = date(2026, 11, 24)


@pytest.fixture
def demo(db):
    """The real areas, the demo's deputies and their contacts."""
    load_areas()
    county = Area.objects.get(kind="county")
    people = People(county, Random(SEED))
    people.invent()
    people.write()
    write_contacts(county, Random(SEED), TODAY)
    return county


def test_the_demo_matches_1600_households_of_jinshuitan_exactly_once(demo):
    unit = Area.objects.get(name="紧水滩镇")
    households = Household.objects.current().of_unit(unit)
    numbers = HouseholdPair.objects.open().filter(household__in=households).values("household").annotate(n=Count("pk"))
    assert households.count() == 1600
    assert [row["n"] for row in numbers] == [1] * 1600
    loads = [deputy.load for deputy in queries.loads_in(unit)]
    assert (len(loads), min(loads), max(loads)) == (49, 32, 33)
    board = queries.board_of(unit)
    assert (board.uncovered, board.doubled, board.over) == (0, 0, 49)
    assert "少 31 名" in "".join(board.words)


def test_the_demo_links_every_township_deputy_and_draws_the_map_of_shitang(demo):
    unit = Area.objects.get(name="石塘镇")
    groups = queries.map_of(unit)
    assert all(group.leader for group in groups)
    assert sum(group.households for group in groups) == 620
    linked = DeputyPair.objects.open().filter(member__origin__name="紧水滩镇").values("leader").annotate(n=Count("pk"))
    assert {row["n"] for row in linked} <= {3, 4, 5}


def test_the_demo_has_households_that_wait_visits_and_one_great_visit(demo):
    assert queries.board_of(Area.objects.get(name="赤石乡")).uncovered > 20
    assert Visit.objects.count() > 1000
    campaign = VisitCampaign.objects.get()
    assert campaign.title == "四季度大走访"
    assert 0 < visits_queries.progress_of(campaign).total.visited < 1600
