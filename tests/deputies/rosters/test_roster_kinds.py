"""Cells of the kinds that other software stumbles over: unseen signs, two people in a cell, numbers that are dates."""

import datetime

import pytest
from django.core.management import call_command

from deputies.people.models import Deputy
from deputies.rosters.dates import parse_date
from deputies.rosters.names import parse_name
from deputies.rosters.phones import parse_phone
from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.rosters import codes, read, told
from tests.workbooks import xlsx
from yunhe.accounts.enums import Role

TODAY = datetime.date(2026, 11, 24)


def note_codes(parsed):
    return [note.code for note in parsed.notes]


@pytest.mark.parametrize(
    ("raw", "name", "said"),
    [
        ("额尔敦其木格", "额尔敦其木格", ["name_long"]),
        ("葛\U000e0100示曾", "葛示曾", []),
        ("\u202a叶示一\u202c", "叶示一", []),
        ("叶\u200b示一", "叶示一", []),
        ("张　三", "张三", []),
        ("张\n三", "张三", []),
        ("张 三 丰", "张三丰", []),
        ("欧阳 文示", "欧阳文示", []),
        ("古丽示·艾比布示", "古丽示·艾比布示", []),
        ("古丽示•艾比布示", "古丽示·艾比布示", []),
        ("⿰氵厶示", "⿰氵厶示", ["name_described_character"]),
        ("李四\n（女）", "李四", []),
    ],
)
def test_a_name_is_read_without_what_cannot_be_seen(raw, name, said):
    parsed = parse_name(raw)
    assert (parsed.name, note_codes(parsed)) == (name, said)


@pytest.mark.parametrize(
    "raw",
    [
        "叶示一\n蓝示二",
        "叶示一 蓝示二",
        "吕示\n蓝示",
        "项示 周示",
        "郑示一\n王示",
        "蒋示　沈示",
        "欧阳示 文示",
        "欧阳\n文示",
        "韩示　杨示",
        "叶示一（女）\n蓝示二（男）",
        "叶示一\r\n蓝示二\r\n项示三",
        "叶示一\x0b蓝示二",
    ],
)
def test_two_people_in_one_cell_are_asked_about_and_never_become_one(raw):
    assert note_codes(parse_name(raw)) == ["name_several"]


@pytest.mark.parametrize(
    ("raw", "phone", "short", "said"),
    [
        ("\u202d16905780001\u202c", "16905780001", "", []),
        ("\u202a+86 169 0578 0002\u202c", "16905780002", "", []),
        ("169 0579 0003 转 1", "16905790003", "", ["phone_extension"]),
        ("169 0579 0003 转 8001", "16905790003", "", ["phone_extension"]),
        ("169 0578 0004（微信同号）", "16905780004", "", []),
        ("169 0578 0002 短号 662", "16905780002", "662", []),
        ("169 0578 0002/662", "16905780002", "662", []),
        ("169 0578 0002（662）", "16905780002", "662", []),
    ],
)
def test_pieces_of_a_mobile_number_are_no_short_number(raw, phone, short, said):
    parsed = parse_phone(raw)
    assert (parsed.phone, parsed.short, note_codes(parsed)) == (phone, short, said)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        (28734.5, "1978-09-01"),
        ("28734.50001", "1978-09-01"),
        (28734, "1978-09-01"),
        (9500, "1926-01-03"),
        (1978.1, "1978-10-01"),
    ],
)
def test_a_number_that_is_a_day_loses_its_time_of_day(raw, day):
    found = parse_date(raw, what="出生年月", today=TODAY, is_birth=True)
    assert found.value is not None
    assert found.value.isoformat() == day


def test_a_number_that_may_be_a_month_or_a_day_is_asked_about():
    assert note_codes(parse_date(9511, what="出生年月", today=TODAY, is_birth=True)) == ["date_invalid"]


@pytest.mark.parametrize("raw", [27525, 27525.5, "27525", "27525.50001"])
def test_a_number_of_days_counts_from_the_first_day_of_its_workbook(raw):
    of_1904 = parse_date(raw, what="出生年月", today=TODAY, is_birth=True, is_1904=True)
    usual = parse_date(raw, what="出生年月", today=TODAY, is_birth=True)
    assert (of_1904.value, usual.value) == (datetime.date(1979, 5, 12), datetime.date(1975, 5, 11))
    assert of_1904.value - usual.value == datetime.timedelta(days=1_462)


def test_residences_are_read_from_the_cells_of_a_roster():
    heading = ["姓名", "乡镇", "户籍村", "现居住地"]
    rows = [
        ["叶示一", "雾溪畲族乡", "坪垟岗村", "城区（箬溪社区）"],
        ["叶示二", "雾溪畲族乡", "坪垟岗村", "县城-元和街道-小徐社区"],
        ["叶示三", "雾溪畲族乡", "坪垟岗村", "常住本村（坪垟岗）"],
        ["叶示四", "雾溪畲族乡", "坪垟岗村", "本乡"],
        ["叶示五", "崇头镇", None, "本镇坑根村"],
        ["叶示六", "雾溪畲族乡", "坪垟岗村", "凤凰山街道普光社区/白龙山街道"],
        ["叶示七", "雾溪畲族乡", "坪垟岗村", "中山社区附近"],
        ["叶示八", "雾溪畲族乡", None, "温州市中山社区"],
        ["葉示九", "霧溪畲族鄉", "坪垟崗村", "浮雲街道\n中山社區"],
    ]
    plan = read(xlsx([heading, *rows]), level="township")
    assert [home for _name, _origin, home, _phone in told(plan)] == [
        "白龙山街道箬溪社区",
        "元和街道小徐社区",
        "雾溪畲族乡坪垟岗村",
        "雾溪畲族乡",
        "崇头镇坑根村",
        "",
        "",
        "温州市中山社区",
        "浮云街道中山社区",
    ]
    assert codes(plan)[5:7] == [["residence_ambiguous"], ["residence_doubtful"]]


@pytest.fixture
def register(county):
    """Three people with names of the kinds in question."""
    names = (
        ("叶示一", "ye shi yi", "ysy"),
        ("古丽示·艾比布示", "gu li shi ai bi bu shi", "glsabbs"),
        ("吕示七", "lv shi qi", "lsq"),
    )
    for name, pinyin, initials in names:
        MandateFactory(
            deputy=DeputyFactory(name=name, name_pinyin=pinyin, name_initials=initials, origin=county.chishi)
        )


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("yeshiyi", "叶示一"),
        ("YESHIYI", "叶示一"),
        ("ye shi yi", "叶示一"),
        ("ysy", "叶示一"),
        ("叶 示一", "叶示一"),
        ("叶　示一", "叶示一"),
        ("\u200b叶示一", "叶示一"),
        ("葉示一", "叶示一"),
        ("古丽示.艾比布示", "古丽示·艾比布示"),
        ("古丽示•艾比布示", "古丽示·艾比布示"),
        ("古丽示艾比布示", "古丽示·艾比布示"),
        ("lvshiqi", "吕示七"),
        ("lü", "吕示七"),
        ("吕", "吕示七"),
    ],
)
def test_the_register_is_searched_as_people_type(register, county, appoint, sign_in, typed, name):
    page = sign_in(appoint(Role.OFFICE_STAFF, county.chishi)).get("/deputies/", {"q": typed}).content.decode()
    found = {deputy for deputy in ("叶示一", "古丽示·艾比布示", "吕示七") if f">{deputy}<" in page}
    assert found == {name}


def test_a_name_in_traditional_characters_is_the_same_person(county, tmp_path):
    known = DeputyFactory(name="叶示一", origin=county.chishi, phone="16905780001")
    MandateFactory(deputy=known)
    path = tmp_path / "名册.xlsx"
    path.write_bytes(xlsx([["姓名", "乡镇", "手机", "特长"], ["葉示一", "赤石鄉", "１６９０５７８０００１", "木玩"]]))
    call_command("import_roster", path, level="township")
    assert [(deputy.name, deputy.specialities) for deputy in Deputy.objects.all()] == [("叶示一", "木玩")]


def test_a_sign_in_sheet_is_named_as_what_it_is_and_read_as_nobody():
    blocks = [
        ["代表培训签到表"],
        ["序号", "姓名", "电话", "签名"] * 2,
        [1, "叶示一", "16905780001", "√", 2, "蓝示二", None, "请假"],
    ]
    plan = read(xlsx(blocks), level="township")
    assert plan.rows == []
    assert "这是签到表（2 栏并排，共 2 人），不是名册" in plan.findings[0].message
    roster = [
        ["赤石乡代表名册"],
        ["序号", "姓名", "户籍村", "电话", "签名"],
        [1, "叶示一", "双林村", "16905780001", "√"],
    ]
    assert len(read(xlsx(roster), level="township").rows) == 1
