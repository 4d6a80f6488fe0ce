"""Every way in which offices write names, phones, dates, codes and remarks, and what the importer makes of it."""

import datetime

import pytest

from deputies.rosters.codes import (
    chinese_number,
    parse_district,
    parse_education,
    parse_ethnicity,
    parse_flag,
    parse_gender,
    parse_household,
    parse_levels,
    parse_occupation,
    parse_party,
    parse_term,
)
from deputies.rosters.context import level_in
from deputies.rosters.dates import parse_date
from deputies.rosters.names import parse_name
from deputies.rosters.remarks import read_remark
from tests.rosters import TODAY, codes, read
from tests.workbooks import csv_text, xlsx


def noted(parsed) -> list[str]:
    return [note.code for note in parsed.notes]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("张　三", "张三"),
        ("张　　三", "张三"),
        ("张  三", "张三"),
        ("张\xa0三", "张三"),
        ("张\n三", "张三"),
        ("张\u200b三", "张三"),
        ("\ufeff张三\t", "张三"),
        ("张三*", "张三"),
        ("张三＊", "张三"),
        ("＊张三", "张三"),
        ("张三（女，畲族）", "张三"),
        ("张三(女)", "张三"),
        ("张三（曾用名：张山）", "张三"),
        ("欧阳示例", "欧阳示例"),
        ("阿木·积木", "阿木·积木"),
        ("阿木•积木", "阿木·积木"),
        ("阿木．积木", "阿木·积木"),
        ("阿木‧积木", "阿木·积木"),
        ("阿木・积木", "阿木·积木"),
        ("⽂⼀", "文一"),  # Kangxi radicals
        ("陈䶮", "陈䶮"),
        ("李㛃", "李㛃"),
        ("𠮷野", "𠮷野"),
        ("張三", "張三"),
    ],
)
def test_names_lose_only_what_is_no_part_of_them(raw, name):
    parsed = parse_name(raw)
    assert parsed.name == name
    assert not any(note.level == "error" for note in parsed.notes)


def test_what_stands_beside_a_name_is_read():
    parsed = parse_name("蓝示（女，畲族）")
    assert (parsed.gender, parsed.ethnicity) == ("female", "畲族")
    assert parse_name("蓝示（曾用名：蓝试）").former == "蓝试"
    assert noted(parse_name("蓝示（已故）")) == ["mandate_ended"]
    assert noted(parse_name("蓝示★")) == ["name_marked"]
    assert noted(parse_name("蓝示（组长）")) == ["name_note"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("林?", "name_lost_character"),
        ("林　？", "name_lost_character"),
        ("林□明", "name_lost_character"),
        ("林\ufffd", "name_lost_character"),
        ("张*明", "name_lost_character"),
        ("张三2", "name_invalid"),
        ("张", "name_invalid"),
        (16905780001, "name_invalid"),
        ("张三、李四", "name_several"),
        ("", "name_missing"),
        (None, "name_missing"),
        ("待定", "name_missing"),
        ("#N/A", "name_invalid"),
    ],
)
def test_names_that_cannot_be_read_refuse_the_row(raw, code):
    assert [note.code for note in parse_name(raw).notes if note.level == "error"] == [code]


def test_identity_numbers_are_dropped_unless_the_county_keeps_them():
    content = xlsx([["姓名", "乡镇", "身份证号"], ["张示一", "赤石乡", "11010519491231002X"]])
    plan = read(content, level="county")
    assert "id_number" not in plan.rows[0].payload
    assert "id_not_kept" in {finding.code for finding in plan.findings}
    assert read(content, level="county", keep_ids=True).rows[0].payload["id_number"] == "11010519491231002X"


@pytest.mark.parametrize(
    ("raw", "value", "precision"),
    [
        ("1978.05", "1978-05-01", "month"),
        ("1978.5", "1978-05-01", "month"),
        ("1978.1", "1978-01-01", "month"),
        (1978.1, "1978-10-01", "month"),
        (1978.12, "1978-12-01", "month"),
        (1978.5, "1978-05-01", "month"),
        ("1978.10", "1978-10-01", "month"),
        ("197805", "1978-05-01", "month"),
        (197805, "1978-05-01", "month"),
        ("19780512", "1978-05-12", "day"),
        (19780512, "1978-05-12", "day"),
        ("1978-05-12", "1978-05-12", "day"),
        ("1978-05-12 00:00:00", "1978-05-12", "day"),
        ("1978/5", "1978-05-01", "month"),
        ("1978/5/12", "1978-05-12", "day"),
        ("1978年5月", "1978-05-01", "month"),
        ("1978年5月12日", "1978-05-12", "day"),
        ("１９７８．０５", "1978-05-01", "month"),
        ("78.5", "1978-05-01", "month"),
        ("78年5月", "1978-05-01", "month"),
        (28611, "1978-05-01", "month"),
        ("28611", "1978-05-01", "month"),
        (datetime.date(1987, 3, 1), "1987-03-01", "month"),
        (datetime.datetime(1987, 3, 12), "1987-03-12", "day"),  # noqa: DTZ001 a cell has no zone
        ("1978.05（属马）", "1978-05-01", "month"),
        ("1978.05生", "1978-05-01", "month"),
        ("1978", "1978-01-01", "year"),
        (1978, "1978-01-01", "year"),
        ("1978年", "1978-01-01", "year"),
        ("一九七八年十二月", "1978-12-01", "month"),
        ("一九七八年五月二十三日", "1978-05-23", "day"),
        ("农历1978年五月初三", "1978-01-01", "year"),
        ("1978·05", "1978-05-01", "month"),
    ],
)
def test_dates_with_what_is_known_of_them(raw, value, precision):
    parsed = parse_date(raw, what="出生年月", today=TODAY, is_birth=True)
    assert (parsed.value.isoformat(), parsed.precision) == (value, precision)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1978年2月30日", "date_invalid"),
        ("1978.13", "date_invalid"),
        ("2030.01", "date_future"),
        ("1878.05", "date_implausible"),
        ("属马", "date_invalid"),
        (3.5, "date_invalid"),
        (True, "date_invalid"),
    ],
)
def test_impossible_dates_are_told_and_not_taken(raw, code):
    parsed = parse_date(raw, what="出生年月", today=TODAY, is_birth=True)
    assert (parsed.value, noted(parsed)) == (None, [code])


def test_codes_lists():
    assert [
        parse_ethnicity(raw).value for raw in ("汉", "汉　族", "汉族", "畲", "畬族", "佘族", "毛难族", "22", "土家")
    ] == [
        "汉族",
        "汉族",
        "汉族",
        "畲族",
        "畲族",
        "畲族",
        "毛南族",
        "畲族",
        "土家族",
    ]
    assert noted(parse_ethnicity("火星族")) == ["ethnicity_unknown"]
    parties = {
        "中共": "中共党员",
        "党员": "中共党员",
        "中国共产党党员": "中共党员",
        "预备党员": "中共预备党员",
        "中共预备党员": "中共预备党员",
        "民盟": "民盟盟员",
        "无党派": "无党派人士",
        "群众": "群众",
        "—": "",
        "团员": "共青团员",
    }
    assert {raw: parse_party(raw).value for raw in parties} == parties
    assert noted(parse_party("无")) == ["party_none"]
    educations = {
        "大学": "大学本科",
        "在职大专": "大学专科",
        "省委党校大学": "大学本科",
        "专科": "大学专科",
        "硕士研究生": "研究生",
        "初中毕业": "初中",
        "职高": "职高",
        "大学专科": "大学专科",
        "中专": "中专",
        "高中": "高中",
    }
    assert {raw: parse_education(raw).value for raw in educations} == educations
    assert [parse_gender(raw).value for raw in ("男", " 女 ", "女性", 1, "F")] == [
        "male",
        "female",
        "female",
        "male",
        "female",
    ]
    occupations = {
        "农民": "farmer",
        "工人": "worker",
        "专技": "professional",
        "干部（村社）": "village_cadre",
        "干部": "official",
        "企业": "enterprise",
    }
    assert {raw: parse_occupation(raw).value for raw in occupations} == occupations


def test_levels_terms_districts_and_flags():
    for raw in ("县", "县级", "县人大代表", "县代表"):
        assert parse_levels(raw).value == ("county",), raw
    for raw in ("乡镇", "镇", "乡级", "乡（镇）", "镇人大代表"):
        assert parse_levels(raw).value == ("township",), raw
    for raw in ("县、乡镇", "县/镇", "县乡两级", "县和乡镇", "双重", "县（兼乡镇）"):
        assert parse_levels(raw).value == ("township", "county"), raw
    assert parse_levels("县代表（赤石乡）").value == ("county",)
    assert noted(parse_levels("省人大代表")) == ["level_higher"]
    assert noted(parse_levels("三")) == ["level_unknown"]
    assert [parse_term(raw) for raw in ("第十七届", "17", 17, "十七届三次会议", "第×届", "二十届")] == [
        17,
        17,
        17,
        17,
        None,
        20,
    ]
    assert [chinese_number(raw) for raw in ("十", "十一", "二十", "二十三", "九", "a")] == [10, 11, 20, 23, 9, None]
    for raw in ("第4选区", "第四选区", 4, "4", "4选区", "赤石乡第4选区", "第4号选区", "第四选区（双林村）"):
        assert parse_district(raw)[:1] == (4,), raw
    assert parse_district("机关选区") == (None, "机关选区")
    assert [parse_flag(raw) for raw in ("是", "√", 1, "Y", "1", True)] == [True] * 6
    assert [parse_flag(raw) for raw in ("否", "×", 0, "N", "0", "不是")] == [False] * 6
    assert parse_flag("看情况") is None
    assert [parse_household(raw) for raw in ("是", "未迁出", "已迁出", "否", "?")] == [True, True, False, False, None]


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("云和县第×届人民代表大会代表名册（六乡镇）", "county"),
        ("云和县人大代表花名册", "county"),
        ("赤石乡第十八届人民代表大会代表名册", "township"),
        ("石塘镇人大代表登记表", "township"),
        ("镇（乡）人大代表名册", "township"),
        ("浮云街道流动代表登记册", ""),
        ("县乡人大代表名册", ""),
        ("填报单位：县人大常委会代表工委", ""),
    ],
)
def test_the_level_that_a_title_names(title, level):
    assert level_in(title) in {level, "township"} if title == "县乡人大代表名册" else level_in(title) == level


@pytest.mark.parametrize(
    "remark",
    [
        "2024年3月户籍迁出赤石乡，代表资格终止",
        "已辞职",
        "2025年5月辞去代表职务",
        "去世",
        "2025年病故",
        "户口迁往丽水",
        "被罢免",
        "资格终止",
    ],
)
def test_remarks_that_end_a_mandate_refuse_the_row(remark):
    assert [note.code for note in read_remark(remark)] == ["mandate_ended"]


@pytest.mark.parametrize("remark", ["兼镇（乡）人大代表", "兼任县人大代表"])
def test_another_mandate_in_a_remark_is_only_told(remark):
    assert [(note.level, note.code) for note in read_remark(remark)] == [("info", "holds_other_mandate")]


@pytest.mark.parametrize("remark", ["连任", "户籍未迁出", "父亲去世", "代表资格未终止", "组长", "不重复", "从企业辞职"])
def test_ordinary_remarks_say_nothing(remark):
    assert read_remark(remark) == []


def test_rows_marked_as_double_are_refused():
    assert [note.code for note in read_remark("重复登记")] == ["marked_duplicate"]


def test_places_that_contradict_are_told_or_refused():
    heading = ["姓名", "乡镇", "现居住街道", "现居住社区", "县城居住", "户籍村"]
    rows = [
        heading,
        ["张示一", "赤石乡", "浮云街道", "元和社区", "是", "双林"],
        ["张示二", "赤石乡", "浮云街道", "中山社区", "否", "双林"],
        ["张示三", "赤石乡", "赤石乡", "双林村", "是", "联合村"],
        ["张示四", "赤石乡", "县城", None, "是", "不存在村"],
        ["张示五", "赤石乡", None, "浮云", "是", "双源"],
        ["张示六", "云南乡", "浮云街道", "浮云", "是", "双源"],
        ["张示七", "雾溪", "白龙山", "局村", "是", "雾溪"],
        ["张示八", "石塘", "莲都区", "万象街道", "否", "湖滨"],
    ]
    plan = read(xlsx(rows), level="county")
    assert codes(plan) == [
        ["residence_contradiction"],
        ["town_contradiction"],
        ["village_elsewhere", "town_contradiction"],
        ["village_unknown", "residence_vague"],
        [],
        ["origin_unknown"],
        ["residence_contradiction"],
        [],
    ]
    assert plan.rows[4].residence_code == "331125001002"
    assert plan.rows[7].payload["residence_outside"] == "莲都区万象街道"


def test_texts_keep_formula_characters_as_plain_text():
    rows = [["姓名", "乡镇", "特长", "备注"], ["张示一", "赤石乡", "=cmd|' /C calc'!A0", "@SUM(1)"]]
    plan = read(csv_text(rows).encode(), "a.csv", level="county")
    assert plan.rows[0].payload["specialities"].startswith("=cmd")
