"""Rosters in the layouts that offices really send; all people are invented."""

import datetime

import pytest

from tests.rosters import codes, read, told, yunhe_index
from tests.workbooks import csv_text, html_table, spreadsheetml, xls, xlsx

PLAIN = [
    ["序号", "姓名", "性别", "乡镇", "现居住地", "手机"],
    [1, "柳示一", "男", "赤石乡", "浮云街道中山社区", "16905781001"],
    [2, "柳示二", "女", "石塘镇", "云和县元和街道狮山社区1幢", 16905781002],
]
WANTED = [
    ("柳示一", "赤石乡", "浮云街道中山社区", "16905781001"),
    ("柳示二", "石塘镇", "元和街道狮山社区", "16905781002"),
]
TEXT = csv_text(PLAIN)

CONTAINERS = {
    "xlsx": (xlsx(PLAIN), "a.xlsx"),
    "xlsx under the name .xls": (xlsx(PLAIN), "a.xls"),
    "xlsx without a name": (xlsx(PLAIN), ""),
    "xls": (xls(PLAIN), "a.xls"),
    "xls under the name .et": (xls(PLAIN), "a.et"),
    "csv GBK": (TEXT.encode("gb18030"), "a.csv"),
    "csv UTF-8": (TEXT.encode(), "a.csv"),
    "csv UTF-8 with BOM": (TEXT.encode("utf-8-sig"), "a.csv"),
    "csv UTF-16 with BOM": (TEXT.encode("utf-16"), "a.csv"),
    "Unicode text": (csv_text(PLAIN, delimiter="\t").encode("utf-16"), "a.txt"),
    "UTF-16 big endian without BOM": (TEXT.encode("utf-16-be"), "a.csv"),
    "semicolons": (csv_text(PLAIN, delimiter=";").encode("gb18030"), "a.csv"),
    "tabs under the name .xls": (csv_text(PLAIN, delimiter="\t").encode("gb18030"), "a.xls"),
    "web page under the name .xls": (html_table(PLAIN).encode("gb18030"), "a.xls"),
    "SpreadsheetML under the name .xls": (spreadsheetml(PLAIN).encode(), "a.xls"),
}


@pytest.mark.parametrize("kind", CONTAINERS)
def test_the_same_roster_in_every_container(kind):
    content, name = CONTAINERS[kind]
    plan = read(content, name, level="county")
    assert told(plan) == WANTED
    assert not any(codes(plan, "error"))
    assert plan.rows[0].row == 2


def test_title_form_line_and_two_row_heading_with_merged_and_inherited_cells():
    rows = [
        ["赤石乡第十八届人民代表大会代表花名册", *[None] * 8],
        ["填报单位（盖章）：赤石乡人大　　填报日期：2026年6月1日　　单位：人", *[None] * 8],
        ["序\n号", "姓　　名", "性\n别", "出生\n年月", "选　区", "居住情况", None, "联系方式", None],
        [None, None, None, None, None, "街道", "社区（村）", "手机", "短号"],
        [1, "柳示三", "男", "1979.09", "第1选区", "浮云街道", "东门社区", "16905781003", 681003],
        [2, "柳示四", "女", "1980.1", None, "赤石乡", "双林村", "16905781004", None],
        ["合计", "2人", *[None] * 7],
        ["填表人：某某　　　审核人：某某", *[None] * 8],
    ]
    merges = ["A1:I1", "A2:I2", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:G3", "H3:I3", "E5:E6", "A8:I8"]
    plan = read(xlsx(rows, merges=merges))
    assert told(plan) == [
        ("柳示三", "赤石乡", "浮云街道东门社区", "16905781003"),
        ("柳示四", "赤石乡", "赤石乡双林村", "16905781004"),
    ]
    assert [row.payload["district"] for row in plan.rows] == [[1, "第1选区"], [1, "第1选区"]]
    assert [row.payload["levels"] for row in plan.rows] == [["township"], ["township"]]
    assert [row.payload["term"] for row in plan.rows] == [18, 18]
    assert plan.rows[0].payload["short_phone"] == "681003"
    assert [(total.stated, total.counted) for total in plan.totals] == [(2, 2)]


def test_two_row_heading_in_a_csv_that_knows_no_merged_cells():
    rows = [
        ["云和县人大代表登记表"],
        ["代表团", "姓名", "现居住地", "", "联系方式", ""],
        ["", "", "街道", "社区", "手机", "短号"],
        ["石塘镇", "柳示五", "凤凰山街道", "新华社区", "16905781005", "681005"],
        ["", "柳示六", "石塘镇", "本村", "16905781006", ""],
    ]
    rows = [[*row, *[""] * (6 - len(row))] for row in rows]
    plan = read(csv_text(rows).encode("gb18030"), "登记表.csv")
    assert told(plan) == [
        ("柳示五", "石塘镇", "凤凰山街道新华社区", "16905781005"),
        ("柳示六", "石塘镇", "石塘镇", "16905781006"),
    ]
    assert plan.rows[0].payload["levels"] == ["county"]
    assert codes(plan)[1] == ["residence_village_unknown"]


def test_two_people_side_by_side():
    rows = [
        ["雾溪畲族乡人大代表名单", *[None] * 7],
        ["序号", "姓名", "户籍村", "联系电话", "序号", "姓名", "户籍村", "联系电话"],
        [1, "雷示一", "雾溪村", "16905781011", 3, "雷示三", "坪垟岗", "16905781013"],
        [2, "雷示二", "雾溪", "16905781012", None, None, None, None],
    ]
    plan = read(xlsx(rows, merges=["A1:H1"]))
    assert [(row.label, row.row, row.part) for row in plan.rows] == [
        ("雷示一", 3, 1),
        ("雷示三", 3, 2),
        ("雷示二", 4, 1),
    ]
    assert {row.origin_name for row in plan.rows} == {"雾溪畲族乡"}
    assert [row.payload["phone"][-2:] for row in plan.rows] == ["11", "13", "12"]
    villages = [yunhe_index().places[row.payload["home_village"]].name for row in plan.rows]
    assert villages == ["雾溪村委会", "坪垟岗村委会", "雾溪村委会"]


def test_districts_and_townships_as_section_rows():
    rows = [
        ["县人大代表分布表", None, None, None],
        ["序号", "代表姓名", "文化程度", "现住址"],
        ["一、崇头镇（3人）", None, None, None],
        ["第1选区", None, None, None],
        [1, "季示一", "本科", "浮云街道云章村"],
        ["第2选区", None, None, None],
        [2, "季示二", "大专", "莲都区"],
        [3, "季示三", "小学", "县城"],
        ["小计", "3人", None, None],
        ["二、安溪乡", None, None, None],
        ["第1选区", None, None, None],
        [1, "季示四", "高中", "白龙山街道泓新村"],
        ["总计", "4人", None, None],
        ["注：本表统计到2026年6月底。", None, None, None],
    ]
    plan = read(xlsx(rows, merges=["A1:D1", "A3:D3", "A4:D4", "A6:D6", "A10:D10", "A11:D11", "A14:D14"]))
    assert told(plan) == [
        ("季示一", "崇头镇", "浮云街道云章村", ""),
        ("季示二", "崇头镇", "莲都区", ""),
        ("季示三", "崇头镇", "", ""),
        ("季示四", "安溪畲族乡", "白龙山街道泓新村", ""),
    ]
    assert [row.payload["district"][0] for row in plan.rows] == [1, 2, 2, 1]
    assert codes(plan)[2] == ["residence_vague"]
    assert [(total.label, total.stated, total.counted) for total in plan.totals] == [("小计", 3, 3), ("总计", 4, 4)]


def test_several_sheets_with_layouts_of_their_own_and_sheets_that_are_no_rosters():
    book = {
        "崇头镇": [["姓名", "手机号码", "居住地"], ["叶示一", "16905781021", "元和街道小徐社区"]],
        "石塘": [["编号", "代表", "性别", "联系方式"], ["1", "叶示二", "女", "16905781022/681022"]],
        "汇总": [["乡镇", "代表数", "县城居住数"], ["崇头镇", 1, 1], ["石塘镇", 1, 0]],
        "填表说明": [["1.姓名按身份证填写。"], ["2.手机填长号。"]],
        "Sheet2": [],
        "字典": [["中共党员"], ["群众"]],
        "旧名册": [["姓名", "乡镇"], ["叶示旧", "赤石乡"]],
    }
    plan = read(xlsx(book, hidden_sheets=("字典", "旧名册")), "县人大代表名册.xlsx")
    assert told(plan) == [
        ("叶示一", "崇头镇", "元和街道小徐社区", "16905781021"),
        ("叶示二", "石塘镇", "", "16905781022"),
    ]
    assert [row.payload["levels"] for row in plan.rows] == [["county"], ["county"]]
    assert {finding.code for finding in plan.findings} >= {"sheet_skipped", "sheet_hidden"}


def test_heading_repeated_on_every_printed_page_with_blank_rows_between():
    heading = ["代表团", "姓名", "手机"]
    rows = [
        ["县代表名册", None, None],
        heading,
        ["紧水滩镇", "练示一", "16905781031"],
        [None, "练示二", "16905781032"],
        [None, None, None],
        ["县代表名册", None, None],
        heading,
        ["紧水滩镇", "练示三", "16905781033"],
        [None, None, None],
        [None, "练示四", "16905781034"],
        [None, "第2页", None],
    ]
    plan = read(xlsx(rows, merges=["A1:C1", "A6:C6"]), level="county")
    assert [(row.label, row.origin_name) for row in plan.rows][:4] == [
        ("练示一", "紧水滩镇"),
        ("练示二", "紧水滩镇"),
        ("练示三", "紧水滩镇"),
        ("练示四", "紧水滩镇"),
    ]


def test_a_missing_township_in_a_column_filled_row_by_row_is_not_inherited():
    rows = [["乡镇", "姓名"], ["赤石乡", "项示一"], ["赤石乡", "项示二"], [None, "项示三"], ["石塘镇", "项示四"]]
    plan = read(xlsx(rows), level="county")
    assert codes(plan, "error") == [[], [], ["origin_missing"], []]


def test_village_clerks_spellings_in_one_address_field_and_ditto_marks():
    rows = [
        ["赤石乡人大代表现居住情况"],
        ["姓名", "户籍所在地", "居住地", "电话", "政治面貌"],
        ["毛示一", "双林", "县城浮云东门社区示例小区2幢", "16905781041", "中共"],
        ["毛示二", "双林村村委会", "同上", "16905781042", "〃"],
        ["毛示三", "云和县赤石乡麻垟村", "浙江省丽水市云和县凤凰山街道·解放社区", "16905781043", "群众"],
        ["毛示四", "滨湖", "同户籍村", "16905781044", "—"],
        ["毛示五", "杭汀村", "杭州市西湖区", "16905781045", "党员"],
        ["毛示六", "赤石村", "白龙山", "16905781046", "无"],
    ]
    rows[0] += [None] * 4
    plan = read(csv_text(rows).encode("utf-8-sig"), "代表.csv")
    assert [home for _name, _origin, home, _phone in told(plan)] == [
        "浮云街道东门社区",
        "浮云街道东门社区",
        "凤凰山街道解放社区",
        "赤石乡滨湖村",
        "杭州市西湖区",
        "白龙山街道",
    ]
    assert [row.payload.get("party", "") for row in plan.rows] == ["中共党员", "中共党员", "群众", "", "中共党员", ""]
    assert not any(codes(plan, "error"))


def test_old_xls_with_hidden_column_hidden_row_merges_and_dates():
    rows = [
        ["石塘镇进城代表登记册", None, None, None, None, None],
        ["姓名", "出生年月", "身份证号码", "流入街道", "流入社区", "手机"],
        ["夏示一", datetime.date(1979, 5, 1), 331199197905010011, "浮云街道", "中山社区", 16905781051],
        ["夏示二", 1978.1, "331199197810010012", "浮云街道", "青阳门社区", 16905781052.0],
        ["夏示三", 28611, "x", "元和街道", "狮山", "16905781053"],
    ]
    content = xls(rows, merges=[(0, 0, 0, 5)], hidden_columns=[2], hidden_rows=[3])
    plan = read(content, "石塘.xls", level="township")
    assert [row.payload["born_on"] for row in plan.rows] == ["1979-05-01", "1978-10-01", "1978-05-01"]
    assert [home for _name, _origin, home, _phone in told(plan)] == [
        "浮云街道中山社区",
        "浮云街道青阳门社区",
        "元和街道狮山社区",
    ]
    assert {row.origin_name for row in plan.rows} == {"石塘镇"}
    assert "row_hidden" in codes(plan)[1]
    assert "column_hidden" in {finding.code for finding in plan.findings}
    assert not any("id_number" in row.payload for row in plan.rows)


def test_a_streets_register_refuses_other_streets_and_keeps_unknown_communities_at_the_street():
    rows = [
        ["元和街道流动代表登记册"],
        ["序号", "姓名", "代表层级", "流出地", "现居住社区", "小区（楼幢）", "备注"],
        [1, "金示一", "县", "赤石", "狮山社区", "示例小区3幢", None],
        [2, "金示二", "乡镇", "石塘镇", "中山社区", "示例小区4幢", None],
        [3, "金示三", "县、乡镇", "雾溪乡", "城东社区", "示例小区5幢", None],
        [4, "金示四", "乡", "安溪", "小徐", None, "2026年4月辞职"],
        ["（缺额1名）", None, None, None, None, None, None],
    ]
    plan = read(xlsx(rows, merges=["A1:G1"]))
    assert told(plan)[0][2] == "元和街道狮山社区"
    assert codes(plan) == [[], ["not_in_this_street"], ["community_unknown"], ["mandate_ended"]]
    assert plan.rows[2].payload["levels"] == ["township", "county"]
    assert told(plan)[2][2] == "元和街道"
    assert [finding.code for finding in plan.findings] == ["vacancy"]


def test_subtotals_that_do_not_agree_are_told_and_refuse_nothing():
    rows = [["姓名", "乡镇", "县城居住"], ["陈示一", "赤石乡", "是"], ["陈示二", "赤石乡", "否"], ["合计", "5人", 2]]
    plan = read(xlsx(rows), level="county")
    assert [(total.kind, total.stated, total.counted) for total in plan.totals] == [
        ("people", 5, 2),
        ("in_county_town", 2, 0),
    ]
    assert [finding.code for finding in plan.findings].count("total_differs") == 2
    assert not any(codes(plan, "error"))


def test_a_used_range_of_a_million_rows_and_formulas_without_result():
    rows = [["姓名", "乡镇", "年龄", "手机"], ["林示一", "赤石乡", "=2026-1980", "=B2"], *[[None]] * 3]
    content = xlsx([*rows], formats={"A1048576": "@"})
    plan = read(content, level="county")
    assert len(plan.rows) == 1
    assert codes(plan) == [["formula_without_result"]]  # the phone; nobody asks for the age


def test_columns_chosen_by_hand_and_remembered_by_the_office():
    rows = [["姓名", "乡镇", "号码"], ["林示二", "赤石乡", "16905781061"]]
    assert "phone" not in read(xlsx(rows), level="county").rows[0].payload
    plan = read(xlsx(rows), level="county", mapping={"Sheet1": {"2": "phone"}})
    assert plan.rows[0].payload["phone"] == "16905781061"
    signature = plan.layout["sheets"][0]["tables"][0]["signature"]
    again = read(xlsx(rows), level="county", remembered={signature: {"号码": "phone"}})
    assert again.rows[0].payload["phone"] == "16905781061"


def test_figures_and_notes_below_the_list_are_no_people():
    rows = [
        ["姓名", "乡镇", "手机", "现居住地", "政治面貌"],
        ["林示一", "赤石乡", "16905781061", "浮云街道中山社区", "群众"],
        ["林示二", "赤石乡", None, "浮云街道", "群众"],
        ["合计", "2人", None, None, None],
        ["其中", "人数", None, None, None],
        ["党员", 0, None, None, None],
        ["说明：", None, None, None, None],
        ["本表一式两份", None, None, None, None],
        ["（盖章）", None, "2026年6月1日", None, None],
        [None, "填表人：某某", "审核人：某某", None, None],
    ]
    assert [row.label for row in read(xlsx(rows), level="county").rows] == ["林示一", "林示二"]


def test_one_sheet_a_person():
    def card(number, name, level, origin, community):
        return [
            ["元和街道流动代表登记册", *[None] * 5],
            ["编号", number, "姓名", name, "性别", "男"],
            ["民族", "汉", "出生年月", "1979.9", "政治面貌", "党员"],
            ["现居住地", "街道", "元和街道", "社区", community, None],
            ["层级", level, "原选区", origin, "手机", 16905781071],
            ["特长专长", "茶叶", None, None, None, None],
        ]

    rows = [
        *card(1, "钟示一", "县", "赤石乡第3选区", "狮山社区"),
        [None],
        *card(2, "钟示二", "乡镇", "石塘镇", "小徐社区"),
    ]
    plan = read(xlsx(rows))
    assert told(plan) == [
        ("钟示一", "赤石乡", "元和街道狮山社区", "16905781071"),
        ("钟示二", "石塘镇", "元和街道小徐社区", "16905781071"),
    ]
    assert [row.payload["levels"] for row in plan.rows] == [["county"], ["township"]]
    assert [(row.row, row.payload["party"]) for row in plan.rows] == [(2, "中共党员"), (9, "中共党员")]


def test_delegations_of_streets_as_sections_and_titles_that_name_the_origin():
    rows = [["姓名"], ["石塘镇代表团（1名）"], ["钟示三"], ["浮云街道代表团"], ["钟示四"]]
    plan = read(xlsx(rows), "县人大代表.xlsx")
    assert [(row.label, row.origin_name) for row in plan.rows] == [("钟示三", "石塘镇"), ("钟示四", "浮云街道")]


def test_people_grouped_by_the_community_they_live_in():
    rows = [
        ["浮云街道流动代表登记册", None, None],
        ["姓名", "层级", "原选区"],
        ["中山社区（1人）", None, None],
        ["钟示五", "县", "赤石乡"],
        ["东门社区", None, None],
        ["钟示六", "镇", "石塘镇第3选区"],
    ]
    plan = read(xlsx(rows, merges=["A1:C1"]))
    assert [home for _name, _origin, home, _phone in told(plan)] == ["浮云街道中山社区", "浮云街道东门社区"]
    assert [row.payload.get("district") for row in plan.rows] == [None, [3, "第3选区"]]


def test_headings_with_numbers_stars_and_explanations():
    heading = [
        "1.姓名（与身份证一致）",
        "*所在代表团（乡镇、街道）",
        "3、现居住地址（具体到小区楼幢）",
        "联系电话（手机号码）",
        "（5）出生年月",
    ]
    plan = read(xlsx([heading, ["钟示七", "赤石", "浮云中山社区示例苑1幢", "16905781072", "1979.09"]]), level="county")
    assert told(plan) == [("钟示七", "赤石乡", "浮云街道中山社区", "16905781072")]
    assert (plan.rows[0].payload["address"], plan.rows[0].payload["born_on"]) == ("示例苑1幢", "1979-09-01")


def test_township_and_village_in_one_column():
    rows = [
        ["姓名", "流出地", "流入地"],
        ["钟示八", "赤石乡双林村", "浮云街道中山社区"],
        ["钟示九", "双源村", "中山社区"],
    ]
    plan = read(xlsx(rows), level="county")
    assert [row.origin_name for row in plan.rows] == ["赤石乡", "赤石乡"]
    villages = [yunhe_index().places[row.payload["home_village"]].name for row in plan.rows]
    assert villages == ["双林村委会", "双源村委会"]
    only_home = read(xlsx([["姓名", "户籍地"], ["钟示八", "赤石乡双林村"]]), level="county")
    assert (only_home.rows[0].origin_name, codes(only_home)) == ("赤石乡", [["origin_from_village"]])
