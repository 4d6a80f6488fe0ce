"""Areas are loaded from CSV, and every spelling that offices write finds its area or says why not."""

import pytest
from django.core.management import call_command
from django.db import transaction

from yunhe.areas.enums import POINTS, UNITS
from yunhe.areas.index import AreaIndex
from yunhe.areas.loading import YUNHE_ALIASES, UnloadableAreas, load_areas, read_table
from yunhe.areas.models import Area, AreaAlias


@pytest.fixture(scope="module")
def index(django_db_setup, django_db_blocker):
    """What is known of the county's areas, read once; the rows are taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_areas()
        found = AreaIndex.load()
        transaction.set_rollback(True)
    return found


def test_yunhe_has_99_areas_in_the_shape_of_the_article(db):
    done = load_areas()
    assert (done.created, Area.objects.count()) == (99, 99)
    assert Area.objects.units().count() == 11
    assert Area.objects.townships().count() == 6
    assert Area.objects.points().count() == 87
    assert Area.objects.filter(kind="street", in_county_town=True).count() == 4
    assert Area.objects.filter(parent__kind="street", in_county_town=True).count() == 37
    assert Area.objects.get(name="崇头镇").office_name == "崇头镇人大主席团"
    assert Area.objects.get(name="浮云街道").office_name == "浮云街道人大工委"


def test_loading_again_changes_nothing(db):
    load_areas()
    spelled = AreaAlias.objects.count()
    done = load_areas()
    assert (done.created, done.updated, done.unchanged, done.spellings) == (0, 0, 99, 0)
    assert AreaAlias.objects.count() == spelled


def test_a_renamed_area_keeps_its_former_name_as_a_spelling(tmp_path, db):
    load_areas()
    text = tmp_path / "areas.csv"
    text.write_text(
        "code,name,kind,parent_code\n331125,云和县,county,\n331125106,石塘街道,street,331125\n", encoding="utf-8-sig"
    )
    assert load_areas(text, None).updated == 1
    assert AreaIndex.load().find_unit("石塘镇").place.name == "石塘街道"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,name,kind\n", "缺少列：parent_code"),
        ("code,name,kind,parent_code\n3.31E+11,云和县,county,\n", "文本格式"),
        ("code,name,kind,parent_code\n331125,云和县,shire,\n", "类别"),
        ("code,name,kind,parent_code\n331125001,浮云街道,street,331125\n", "上级"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(tmp_path, db, text, message):
    path = tmp_path / "wrong.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnloadableAreas, match=message):
        load_areas(path, None)
    assert not Area.objects.exists()


def test_the_command_loads_the_county_of_the_project(db, capsys):
    call_command("load_areas")
    assert "新增 99" in capsys.readouterr().out


def test_every_known_spelling_finds_its_area(index):
    for row in read_table(YUNHE_ALIASES, ("alias", "code")):
        readings = [index.find(row["alias"], kinds=kinds) for kinds in (None, UNITS, POINTS)]
        assert row["code"] in {reading.place.code for reading in readings if reading.place}, row


def test_the_index_is_built_with_two_queries(db, django_assert_num_queries):
    load_areas()
    with django_assert_num_queries(2):
        AreaIndex.load()


FOUND = {
    "浮云街道中山社区": "331125001001",
    "浙江省丽水市云和县浮云街道中山社区示例小区3幢": "331125001001",
    "云和浮云街道": "331125001",
    "丽水市云和浮云街道东门": "331125001004",
    "县城浮云街道东门社区": "331125001004",
    "现住浮云街道东门社区2幢": "331125001004",
    "浮云": "331125001",
    "浮云 街道办事处": "331125001",
    "浮云-浮云社区": "331125001002",
    "浮云街道/局村村": "331125001206",
    "浮云街道\n青阳门社区": "331125001003",
    "元和狮山社区": "331125002003",
    "中山社区（浮云街道）": "331125001001",
    "浮云街道（中山社区）": "331125001001",
    "中山社区/浮云街道": "331125001001",
    "雾溪乡": "331125201",
    "雾溪畬族乡": "331125201",
    "雾溪佘族乡雾溪村": "331125201200",
    "局村": "331125001206",
    "局村村委会": "331125001206",
    "朱村村村民委员会": "331125106201",
    "黄家畬村": "331125105",
    "经开区": "331125Z01",
    "云和经济开发区": "331125Z01",
    "云和镇中山社区": "331125001001",
    "双垟3组": "331125107223",
}


@pytest.mark.parametrize("text", FOUND)
def test_addresses_as_offices_write_them(index, text):
    reading = index.read_address(text)
    assert reading.status == "found"
    assert reading.place.code.startswith(FOUND[text][:9])
    if len(FOUND[text]) == 12 and "朱村" not in text:
        assert reading.place.code == FOUND[text]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("县城", "vague"),
        ("云和县城", "vague"),
        ("城区", "vague"),
        ("云和", "vague"),
        ("金三角小区3幢", "unknown"),
        ("中山路12号", "unknown"),
        ("中山小区3幢", "unknown"),
        ("莲都区", "outside"),
        ("丽水市莲都区万象街道", "outside"),
        ("杭州", "outside"),
        ("外省", "outside"),
        ("景宁畲族自治县", "outside"),
        ("浮云街道元和社区", "elsewhere"),
        ("中山社区（元和街道）", "elsewhere"),
        ("　", "empty"),
    ],
)
def test_what_cannot_be_placed_is_said_and_never_guessed(index, text, status):
    reading = index.read_address(text)
    assert (reading.status, reading.place) == (status, None)


def test_a_street_with_an_unknown_estate_gives_the_street_and_keeps_the_rest(index):
    reading = index.read_address("浮云街道中山东路12号")
    assert (reading.status, reading.place.name, reading.detail) == ("unknown", "浮云街道", "中山东路12号")


def test_a_unit_is_found_inside_a_longer_text(index):
    for text in (
        "崇头镇代表团",
        "第3代表团（崇头镇）",
        "一、崇头镇（20人）",
        "崇头代表团",
        "云和县崇头镇第十八届人大代表名册",
    ):
        assert index.find_unit(text).place.name == "崇头镇", text
    assert index.find_unit("云和县第十七届人民代表大会代表名册（六乡镇）").status == "unknown"
