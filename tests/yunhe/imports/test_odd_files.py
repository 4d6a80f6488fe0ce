"""Files that are whole and only look odd: a tab behind every value, a cut character, zeros in front, another calendar."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.rosters import read, told
from tests.workbooks import xls, xlsx
from yunhe.imports.reading import UnreadableFile, read_sheets

HEAD = ["序号", "姓名", "乡镇", "选区", "现居住地", "手机"]
PEOPLE = [
    [str(number), f"叶示{sign}", "赤石乡", f"第{number}选区", "浮云街道中山社区", f"169057800{number:02d}"]
    for number, sign in enumerate("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥东南西北中和平安", start=1)
]


def text(rows, behind=""):
    """Return rows as CSV, with `behind` behind every value of the people."""
    lines = [",".join(HEAD), *(",".join(f"{value}{behind}" for value in row) for row in rows)]
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("number", [1, 3, 30])
@pytest.mark.parametrize("behind", ["\t", " ", "\t "])
def test_a_tab_behind_every_value_is_no_separator(number, behind):
    plan = read(text(PEOPLE[:number], behind).encode("gb18030"), "名册.csv", level="township")
    assert [row[0] for row in told(plan)] == [row[1] for row in PEOPLE[:number]]


def test_tabs_still_separate_where_they_do():
    lines = "\r\n".join("\t".join(row) for row in [HEAD, *PEOPLE[:5]])
    assert len(read(lines.encode("utf-16"), "名册.txt", level="township").rows) == 5


def test_two_letters_of_a_heading_make_no_archive():
    content = text(PEOPLE[:3]).replace("序号", "PK_ID").encode("utf-8")
    assert len(read(content, "名册.csv", level="township").rows) == 3


@pytest.mark.parametrize("cut", [1, 2])
def test_a_file_cut_inside_a_character_is_read_up_to_there(cut):
    content = text(PEOPLE[:6]).encode("utf-8") + "7,叶示七".encode()[:-cut]
    plan = read(content, "名册.csv", level="township")
    assert [row.label for row in plan.rows][:6] == [row[1] for row in PEOPLE[:6]]
    assert "name_lost_character" in [finding.code for finding in plan.rows[6].findings]


def test_chinese_text_of_the_old_encoding_is_not_taken_for_broken_utf8():
    assert told(read(text(PEOPLE[:1]).encode("gb18030"), "名册.csv", level="township"))[0][0] == "叶示甲"


def test_a_code_with_zeros_in_front_keeps_them():
    heading = [*HEAD, "代表证号", "短号"]
    rows = [[*row, number, 600 + number] for number, row in enumerate(PEOPLE[:2], start=7)]
    formats = {"G2": "0000", "G3": "0000", "H2": "000000", "H3": "000000"}
    plan = read(xlsx([heading, *rows], formats=formats), level="township")
    assert [(row.payload["certificate_number"], row.payload["short_phone"]) for row in plan.rows] == [
        ("0007", "000607"),
        ("0008", "000608"),
    ]


def test_plain_numbers_of_a_workbook_that_counts_from_1904_are_its_own_days():
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in [["姓名", "乡镇", "出生年月"], ["叶示甲", "赤石乡", 27524], ["叶示乙", "赤石乡", 27524.5]]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    plan = read(content.getvalue(), level="township")
    assert [row.payload["born_on"] for row in plan.rows] == ["1979-05-11", "1979-05-11"]


def test_names_of_parts_written_with_backslashes_are_read():
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx([HEAD, *PEOPLE[:3]]))) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo("x")
            info.filename = name.replace("/", "\\")
            new.writestr(info, old.read(name))
    assert len(read(content.getvalue(), level="township").rows) == 3


def test_a_line_break_of_word_in_a_name_keeps_two_people_apart():
    plan = read(xlsx([HEAD, ["1", "叶示一_x000B_蓝示二", *PEOPLE[0][2:]]]), level="township")
    assert [finding.code for finding in plan.rows[0].findings] == ["name_several"]


def test_protection_is_told_as_what_it_may_be():
    protected = bytes.fromhex("2f0006000000000000000000")  # FILEPASS behind the first record
    plain = xls([HEAD, *PEOPLE[:1]])
    place = plain.index(bytes.fromhex("09081000000605")) + 20
    with pytest.raises(UnreadableFile) as refused:
        read_sheets(plain[:place] + protected[:10] + plain[place + 10 :], "名册.xls")
    assert "保护工作簿" in str(refused.value) or "损坏" in str(refused.value)
