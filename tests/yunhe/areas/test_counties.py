"""An area knows its county, and who else lies in it."""

import pytest

from tests.factories.areas import draw_county
from yunhe.areas.models import Area

pytestmark = pytest.mark.django_db


def test_beside_an_area_lies_what_is_of_its_county(county):
    other = draw_county()
    assert county.zhongshan.county_path == county.chishi.county_path == county.root.path
    assert list(Area.objects.counties_of(county.zhongshan, county.chishi)) == [county.root]
    beside = Area.objects.beside(county.zhongshan)
    assert county.shuanglin in beside
    assert other.zhongshan not in beside
    assert not Area.objects.beside().exists()


@pytest.mark.parametrize(
    ("name", "said"), [("崇头村委会", "崇头村"), ("砻铺居委会", "砻铺社区"), ("中山社区", "中山社区")]
)
def test_a_village_is_named_as_people_say_it(name, said):
    assert Area(name=name).short_name == said
