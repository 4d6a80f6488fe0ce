"""Areas change in one place: what lies below follows, whoever asks for the change."""

import pytest

from deputies.people.models import Deputy
from tests.factories.deputies import DeputyFactory
from yunhe.areas.enums import AreaKind
from yunhe.areas.loading import load_areas
from yunhe.areas.models import Area
from yunhe.areas.workflow import change_area, create_area

SHITANG = "code,name,kind,parent_code\n331125,云和县,county,\n331125106,{name},{kind},331125\n"


def below(area):
    return Area.objects.filter(path__startswith=area.path).exclude(pk=area.pk)


@pytest.mark.django_db
def test_villages_of_a_township_that_becomes_a_street_belong_to_the_county_town(tmp_path):
    load_areas()
    township = Area.objects.get(name="石塘镇")
    village = below(township).earliest("pk")
    DeputyFactory(origin=Area.objects.get(name="崇头镇"), residence=village)
    assert not Deputy.objects.in_county_town().exists()
    file = tmp_path / "areas.csv"
    for name, kind, is_town in (("石塘街道", "street", True), ("石塘镇", "town", False)):
        file.write_text(SHITANG.format(name=name, kind=kind), encoding="utf-8-sig")
        load_areas(file, None)
        assert set(below(township).values_list("in_county_town", flat=True)) == {is_town}
        assert Deputy.objects.in_county_town().count() == int(is_town)


@pytest.mark.django_db
def test_the_mark_of_a_unit_that_keeps_its_kind_stays_as_somebody_set_it(county):
    Area.objects.filter(pk=county.fuyun.pk).update(in_county_town=False)
    county.fuyun.refresh_from_db()
    changed = change_area(county.fuyun, name="浮云新街道", kind=AreaKind.STREET, parent=county.root)
    assert (changed.in_county_town, changed.office_name) == (False, "浮云新街道人大工委")
    assert set(below(changed).values_list("in_county_town", flat=True)) == {False}


@pytest.mark.django_db
def test_what_moves_below_another_unit_takes_its_path_unit_and_mark(county):
    zone = create_area(name="小区", kind=AreaKind.COMMUNITY, parent=county.shuanglin)
    change_area(county.shuanglin, name="双林村", kind=AreaKind.VILLAGE, parent=county.fuyun)
    zone.refresh_from_db()
    assert zone.path == f"{county.root.pk}/{county.fuyun.pk}/{county.shuanglin.pk}/{zone.pk}/"
    assert (zone.unit, zone.in_county_town) == (county.fuyun, True)
