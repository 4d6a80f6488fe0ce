"""The people of the units: who enters them, and the shares that are counted from them."""

import pytest

from liaison.population import workflow
from liaison.population.models import UnitPopulation
from liaison.population.queries import shares_of
from tests.factories.areas import draw_county
from tests.factories.population import UnitPopulationFactory
from yunhe.kit.refusals import Denied

FIGURES = {"year": 2025, "residents": 9_000, "urban": 3_000, "rural": 8_000, "moved_down": 4_100, "source": "统计年鉴"}


def test_shares_are_counted_from_the_newest_year_of_the_own_county(county):
    UnitPopulationFactory(area=county.fuyun, residents=30_000, urban=30_000, rural=0, moved_down=0)
    UnitPopulationFactory(area=county.chishi, residents=10_000, urban=1_111, rural=12_000, moved_down=7_001)
    UnitPopulationFactory(area=county.chishi, year=2024, residents=99_999, urban=0, rural=1, moved_down=0)
    UnitPopulationFactory(area=draw_county().fuyun)
    counted = shares_of(county.root)
    assert (counted.year, counted.residents, counted.in_town) == (2025, 40_000, 30_000)
    assert (counted.town_rate, counted.moved_rate, counted.urban_rate) == ("75.00", "58.34", "77.78")


def test_nothing_entered_is_no_share(county):
    assert shares_of(county.root) is None


def test_an_office_enters_its_own_unit_and_the_county_any(county, staff):
    own = workflow.count_people(by=staff(county.chishi), area=county.chishi, **FIGURES)
    workflow.count_people(by=staff(county.root), area=county.fuyun, **FIGURES)
    with pytest.raises(Denied, match="由本单位或县人大机关登记"):
        workflow.recount_people(own, by=staff(county.fuyun), **FIGURES)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"urban": 9_001}, "城镇人口不能多于常住人口"),
        ({"moved_down": 8_001}, "已下山转移的不能多于农村户籍人口"),
        ({"year": 1999}, "2000"),
    ],
)
def test_figures_that_cannot_be_are_refused_at_their_form(county, staff, sign_in, wrong, says):
    page = sign_in(staff(county.chishi)).post("/population/new/", {"area": county.chishi.pk, **FIGURES, **wrong})
    assert says in page.content.decode()
    assert not UnitPopulation.objects.exists()


def test_a_clerk_enters_mends_and_lists(county, staff, sign_in):
    client = sign_in(staff(county.chishi))
    client.post("/population/new/", {"area": county.chishi.pk, **FIGURES})
    entered = UnitPopulation.objects.get()
    client.post(entered.get_absolute_url(), {**FIGURES, "residents": 9_100})
    assert "9100" in client.get("/population/").content.decode()
    assert sign_in(staff(county.fuyun)).get(entered.get_absolute_url()).status_code == 404
    twice = sign_in(staff(county.chishi)).post("/population/new/", {"area": county.chishi.pk, **FIGURES})
    assert "这一年的人口已经登记" in twice.content.decode()
