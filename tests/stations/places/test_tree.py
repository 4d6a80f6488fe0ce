"""The 1+11+N tree: what may stand where, who may change it, and what the database refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from stations.places import workflow
from stations.places.enums import StationKind
from stations.places.models import Station
from tests.factories.areas import draw_county
from tests.factories.stations import StationFactory
from yunhe.areas.enums import AreaKind
from yunhe.areas.workflow import create_area
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied

MAIN, AREA, URBAN, POINT = StationKind.MAIN, StationKind.AREA, StationKind.URBAN, StationKind.POINT


def test_building_by_areas_makes_one_main_one_a_unit_and_one_a_village(county, staff):
    built = workflow.build_tree(county.root, by=staff(county.root))
    assert (built.main, built.area, built.points) == (1, 5, 5)
    assert Station.objects.get(kind=POINT, organising_area=county.zhongshan).parent.organising_area == county.fuyun
    assert AuditEvent.objects.filter(verb="stations.build_tree").count() == 1


def test_building_again_changes_nothing(tree, county):
    before = Station.objects.count()
    assert workflow.build_tree(county.root).total == 0
    assert Station.objects.count() == before


def test_building_fills_only_what_is_missing(county):
    workflow.build_tree(county.root)
    create_area(name="新村村委会", kind=AreaKind.VILLAGE, parent=county.chishi, code="331125206299")
    built = workflow.build_tree(county.root)
    assert (built.main, built.area, built.points) == (0, 0, 1)


def test_only_the_county_office_builds_by_areas(county, staff):
    with pytest.raises(Denied, match="县人大机关"):
        workflow.build_tree(county.root, by=staff(county.fuyun))
    assert not Station.objects.exists()


def test_a_township_creates_its_urban_station_below_its_own_area_station(tree, county, staff):
    made = workflow.create_station(
        by=staff(county.shitang),
        kind=URBAN,
        name="石塘镇城区联络站",
        organising_area=county.shitang,
        location_area=county.shishan,
        address="元和路8号",
    )
    assert made.parent == tree.shitang
    assert made.stands_elsewhere


@pytest.mark.parametrize(
    ("kind", "organiser", "place", "sentence"),
    [
        (MAIN, "chishi", "chishi", "由县人大主办"),
        (AREA, "zhongshan", "zhongshan", "由乡镇、街道或开发区主办"),
        (URBAN, "fuyun", "shishan", "由乡镇主办"),
        (URBAN, "chishi", "shuanglin", "县城的街道"),
        (URBAN, "chishi", "lianhe", "县城的街道"),
        (POINT, "chishi", "chishi", "村或社区"),
        (MAIN, "root", "root", "一个县只能有一个县总站"),
        (AREA, "fuyun", "fuyun", "只能有一个联络站"),
    ],
)
def test_a_place_that_the_tree_does_not_know_is_refused(tree, county, staff, kind, organiser, place, sentence):
    with pytest.raises(ValidationError, match=sentence):
        workflow.create_station(
            by=staff(county.root),
            kind=kind,
            name="错的站",
            organising_area=getattr(county, organiser),
            location_area=getattr(county, place),
        )


def test_a_station_outside_the_county_is_refused(tree, county, staff):
    other = create_area(name="邻县", kind=AreaKind.COUNTY, code="331126")
    with pytest.raises(ValidationError, match="本县范围内"):
        workflow.create_station(
            by=staff(county.root),
            kind=POINT,
            name="邻县点",
            organising_area=county.zhongshan,
            location_area=other,
        )


def test_an_area_station_needs_the_main_station_first(county, staff):
    with pytest.raises(ValidationError, match="请先建县总站"):
        workflow.create_station(
            by=staff(county.root),
            kind=AREA,
            name="浮云联络站",
            organising_area=county.fuyun,
            location_area=county.fuyun,
        )


@pytest.mark.parametrize(
    ("kind", "organiser", "place", "parent"),
    [
        (MAIN, "chishi", "chishi", None),
        (AREA, "zhongshan", "zhongshan", "main"),
        (AREA, "zone", "zone", "chishi"),
        (URBAN, "fuyun", "shishan", "fuyun"),
        (URBAN, "chishi", "shuanglin", "chishi"),
        (URBAN, "chishi", "zhongshan", "shitang"),
        (POINT, "zhongshan", "zhongshan", "yuanhe"),
        (POINT, "zhongshan", "zhongshan", "main"),
        (POINT, "fuyun", "fuyun", "fuyun"),
        (POINT, "zhongshan", "zhongshan", None),
        (MAIN, "root", "root", None),
        (AREA, "fuyun", "fuyun", "main"),
    ],
)
def test_the_database_holds_the_tree_by_itself(tree, county, kind, organiser, place, parent):
    if kind == AREA and organiser == "zone":
        Station.objects.filter(kind=AREA, organising_area=county.zone).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        StationFactory(
            kind=kind,
            organising_area=getattr(county, organiser),
            location_area=getattr(county, place),
            parent=getattr(tree, parent) if parent else None,
        )


def test_the_database_refuses_to_close_a_station_with_stations_below(tree):
    with pytest.raises(IntegrityError), transaction.atomic():
        Station.objects.filter(pk=tree.fuyun.pk).update(is_active=False, closed_on="2026-01-01", close_reason="撤并")
    with pytest.raises(IntegrityError), transaction.atomic():
        Station.objects.filter(pk=tree.zhongshan.pk).update(is_active=False)


def test_two_counties_each_have_a_main_station(tree):
    second = draw_county()
    workflow.build_tree(second.root)
    assert Station.objects.filter(kind=MAIN).count() == 2


EDITORS = [
    # actor, station, everything, hours only
    ("root", "zhongshan", True, True),
    ("root", "urban", True, True),
    ("fuyun", "zhongshan", True, True),
    ("fuyun", "urban", False, False),  # the place where it stands only reads
    ("chishi", "urban", True, True),
    ("chishi", "zhongshan", False, False),
    ("keeper", "zhongshan", False, True),
    ("keeper", "shishan", False, False),
    ("keeper", "urban", False, False),
]


@pytest.mark.parametrize(("actor", "name", "everything", "hours"), EDITORS)
def test_who_may_edit_what(tree, county, staff, keeper, actor, name, everything, hours):
    user = keeper(county.zhongshan) if actor == "keeper" else staff(getattr(county, actor))
    station = getattr(tree, name)

    def allowed(**facts):
        try:
            workflow.edit_station(station, by=user, **facts)
        except Denied:
            return False
        return True

    assert allowed(address="新址1号") is everything
    assert allowed(introduction="进门左手第一间") is hours


def test_editing_records_before_and_after_and_moves_the_parent_along(tree, county, staff):
    moved = workflow.edit_station(
        tree.zhongshan, by=staff(county.root), organising_area=county.shishan, location_area=county.shishan
    )
    assert moved.parent == tree.yuanhe
    event = AuditEvent.objects.get(verb="stations.edit_station")
    assert event.changes["主办单位"] == ["中山社区", "狮山社区"]


def test_nothing_is_recorded_when_nothing_changed(tree, county, staff):
    workflow.edit_station(tree.zhongshan, by=staff(county.fuyun), address="")
    assert not AuditEvent.objects.filter(verb="stations.edit_station").exists()


def test_closing_needs_empty_hands_and_reopening_a_parent(tree, county, staff):
    office, root = staff(county.chishi), staff(county.root)
    with pytest.raises(Denied, match="下面还有 2 个启用的站点"):
        workflow.close_station(tree.chishi, by=office, reason="撤并")
    for station in (tree.urban, tree.shuanglin):
        closed = workflow.close_station(station, by=office, reason="房屋到期")
        assert (closed.is_active, closed.close_reason) == (False, "房屋到期")
    with pytest.raises(Denied, match="已经停用"):
        workflow.close_station(tree.urban, by=office, reason="再停")
    workflow.close_station(tree.chishi, by=office, reason="撤并")
    tree.urban.refresh_from_db()
    with pytest.raises(Denied, match="上级站"):
        workflow.reopen_station(tree.urban, by=office)
    workflow.reopen_station(tree.chishi, by=root)
    assert workflow.reopen_station(tree.urban, by=office).is_active


def test_closing_without_a_reason_is_refused(tree, county, staff):
    with pytest.raises(ValidationError):
        workflow.close_station(tree.urban, by=staff(county.chishi), reason=" ")
    tree.urban.refresh_from_db()
    assert tree.urban.is_active


def test_a_stranger_and_the_place_do_not_see_or_close(tree, county, staff):
    assert tree.urban in Station.objects.visible_to(staff(county.fuyun))
    assert tree.urban not in Station.objects.visible_to(staff(county.yuanhe))
    with pytest.raises(Denied, match="由赤石乡主办"):
        workflow.close_station(tree.urban, by=staff(county.fuyun), reason="不要了")
