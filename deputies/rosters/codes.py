"""Cells that hold one of a few values: gender, ethnicity, party, education, class, level, district, yes or no."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from deputies.people.enums import EDUCATIONS, ETHNICITIES, PARTIES, CongressLevel, Gender, OccupationClass
from deputies.rosters.remarks import Note, error, fold_text, info, warning

EMPTY = frozenset(
    {"", "-", "--", "—", "——", "/", "\\", "无", "不详", "未知", "暂无", "空", "未填", "0", "N/A", "#N/A", "NULL"}
)
_YES = frozenset(
    {
        "是",
        "Y",
        "YES",
        "√",
        "✓",
        "✔",
        "☑",
        "1",
        "TRUE",
        "对",
        "有",
        "已",
        "在",
        "T",
        "县城",
        "居住",
        "长期",
        "是的",
        "常住",
        "∨",
        "V",
        "v",
        "●",
        "已进城",
    }
)
_NO = frozenset(
    {
        "否",
        "N",
        "NO",
        "×",
        "✗",
        "✘",
        "X",
        "0",
        "FALSE",
        "不",
        "无",
        "没有",
        "未",
        "F",
        "不是",
        "不在",
        "未居住",
        "✕",
        "х",
        "-",
        "—",
    }
)


class Parsed(NamedTuple):
    """A value ("" or None when unknown) and notes."""

    value: Any = ""
    notes: tuple[Note, ...] = ()


@lru_cache(maxsize=1000)
def parse_gender(raw: object) -> Parsed:
    """男, 女, 男性, 1 (GB/T 2261.1), F …"""
    text = fold_text(raw).upper()
    if text in {"男", "男性", "M", "MALE", "1"}:
        return Parsed(Gender.MALE.value)
    if text in {"女", "女性", "F", "FEMALE", "2"}:
        return Parsed(Gender.FEMALE.value)
    if text in EMPTY:
        return Parsed()
    return Parsed("", (warning("gender_unknown", f"性别“{raw}”不认识，未登记。", "请填“男”或“女”。"),))


_ETHNIC = {name.removesuffix("族"): name for name in ETHNICITIES}
_ETHNIC |= {
    "毛难": "毛南族",
    "崩龙": "德昂族",
    "畬": "畲族",
    "佘": "畲族",
    "輋": "畲族",
    "汉民": "汉族",
    "俄罗斯": "俄罗斯族",
}


@lru_cache(maxsize=1000)
def parse_ethnicity(raw: object) -> Parsed:
    """汉, 汉　族, 畬族, 22 (GB/T 3304) …"""
    text = fold_text(raw)
    if text in EMPTY:
        return Parsed()
    if text.isdigit() and 1 <= int(text) <= len(ETHNICITIES):
        return Parsed(ETHNICITIES[int(text) - 1])
    name = _ETHNIC.get(text.removesuffix("族"))
    if name:
        notes: tuple[Note, ...] = ()
        if text.removesuffix("族") in {"佘", "輋"}:
            notes = (info("ethnicity_spelling", f"民族“{text}”按“畲族”登记。"),)
        return Parsed(name, notes)
    return Parsed(
        "",
        (
            warning(
                "ethnicity_unknown", f"民族“{str(raw)[:10]}”不在国家标准名称里，未登记。", "请填规范名称，如“畲族”。"
            ),
        ),
    )


def _first(names: tuple[tuple[str, str], ...], text: str, unknown: Note) -> Parsed:
    """Return the first name whose pattern is found in `text`; without one nothing, and the note."""
    name = next((name for pattern, name in names if re.search(pattern, text)), "")
    return Parsed(name) if name else Parsed("", (unknown,))


_PARTY = (
    (r"预备", "中共预备党员"),
    (r"^(?:中共|中国共产党|共产党|党员|中共正式|正式党员|01)", "中共党员"),
    (r"团员|共青团", "共青团员"),
    (r"民革|国民党革命", "民革党员"),
    (r"民盟|民主同盟", "民盟盟员"),
    (r"民建|民主建国", "民建会员"),
    (r"民进|民主促进", "民进会员"),
    (r"农工", "农工党党员"),
    (r"致公", "致公党党员"),
    (r"九三", "九三学社社员"),
    (r"台盟|台湾民主", "台盟盟员"),
    (r"无党派", "无党派人士"),
    (r"群众|普通居民|非党|13", "群众"),
)


@lru_cache(maxsize=1000)
def parse_party(raw: object) -> Parsed:
    """中共, 党员, 预备党员, 民盟 …; 无 is told, because 群众 and 无党派人士 are two things."""
    text = fold_text(raw)
    if text in {"无", "无党"}:
        return Parsed(
            "", (info("party_none", "政治面貌“无”分不清群众和无党派人士，未登记。", "请填“群众”或“无党派人士”。"),)
        )
    if text in EMPTY:
        return Parsed()
    if text.isdigit() and 1 <= int(text) <= len(PARTIES):  # GB/T 4762
        return Parsed(PARTIES[int(text) - 1])
    told = f"政治面貌“{str(raw)[:12]}”不认识，未登记。"
    return _first(_PARTY, text, warning("party_unknown", told, "请填规范名称，如“中共党员”“群众”。"))


_EDUCATION_CODES = {
    "1": "研究生",
    "2": "大学本科",
    "3": "大学专科",
    "4": "中专",
    "6": "高中",
    "7": "初中",
    "8": "小学",
    "9": "其他",
}
_EDUCATION = (
    (r"研究生|硕士|博士|MBA|MPA", "研究生"),
    (r"中专|中等专业|中技|技校|中师", "中专"),
    (r"职高|职业高中|职中", "职高"),
    (r"专科|大专|高职", "大学专科"),
    (r"本科|学士|大学|党校本科|函授本科", "大学本科"),
    (r"高中", "高中"),
    (r"初中", "初中"),
    (r"小学", "小学"),
    (r"文盲|其他|其它", "其他"),
)


@lru_cache(maxsize=1000)
def parse_education(raw: object) -> Parsed:
    """大学, 在职大专, 省委党校大学, 硕士研究生, 初中毕业 …"""
    text = fold_text(raw).upper()
    if text in EMPTY:
        return Parsed()
    if text in EDUCATIONS:
        return Parsed(text)
    if text.isdigit() and len(text) == 2 and text[0] in _EDUCATION_CODES:  # GB/T 4658: 21 is a kind of 20
        return Parsed(_EDUCATION_CODES[text[0]])
    told = f"学历“{str(raw)[:12]}”不认识，未登记。"
    return _first(_EDUCATION, text, warning("education_unknown", told, "请填规范名称，如“大学本科”“初中”。"))


_OCCUPATION = (
    (r"军|武警|公安|民警", OccupationClass.MILITARY),
    (r"村社|村干|社区干部|村[(（]?社|村两委|村书记|村主任|居委", OccupationClass.VILLAGE_CADRE),
    (r"专技|专业技术|技术人员|教师|医生|医务|知识分子", OccupationClass.PROFESSIONAL),
    (r"农民|农村|农户|村民|渔民", OccupationClass.FARMER),
    (r"企业(?!职工|员工|工人)|负责人|老板|非公|经营管理", OccupationClass.ENTERPRISE),
    (r"工人|职工|员工|务工", OccupationClass.WORKER),
    (r"干部|领导|机关|公务", OccupationClass.OFFICIAL),
    (r"其他|其它|个体|自由", OccupationClass.OTHER),
)


@lru_cache(maxsize=1000)
def parse_occupation(raw: object) -> Parsed:
    """农民, 工人, 专技, 干部（村社）, 干部, 企业 …"""
    text = fold_text(raw)
    if text in EMPTY:
        return Parsed()
    for pattern, value in _OCCUPATION:
        if re.search(pattern, text):
            return Parsed(value.value)
    return Parsed("", (info("occupation_unknown", f"代表类别“{text[:12]}”未归类。", "请在档案里选定代表类别。"),))


@lru_cache(maxsize=1000)
def parse_levels(raw: object) -> Parsed:
    """Return the levels that a text names, lowest first: 县、乡镇 → both. "" for a text that names none."""
    text = re.sub(r"人民代表大会|人大代表|人大|代表|级|[、/,，和及]", "", fold_text(raw))
    text = re.sub(
        r"[(（](?![^()（）]*兼|[乡镇][)）]).*?[)）]", "", text
    )  # 县（兼乡镇）, 乡（镇）; but not 县（赤石乡）
    levels = []
    if re.search(r"[乡镇]", text):
        levels.append(CongressLevel.TOWNSHIP.value)
    if re.search(r"县|区$|^区", text):
        levels.append(CongressLevel.COUNTY.value)
    notes: tuple[Note, ...] = ()
    if re.search(r"市|省|全国", text):
        notes = (
            info(
                "level_higher", f"“{fold_text(raw)[:16]}”中的市以上代表资格不由本册登记。", "请在该代表的档案里登记。"
            ),
        )
    text = re.sub(r"[(（)）兼]", "", text)
    if re.fullmatch(r"双重?|两|多|双重身份|两重", text):
        levels = [CongressLevel.TOWNSHIP.value, CongressLevel.COUNTY.value]
    if not levels and notes:
        return Parsed(
            (),
            (
                error(
                    "level_higher",
                    f"“{fold_text(raw)[:16]}”是市以上人大代表，不由本册登记，未导入。",
                    "兼县或乡镇代表的，请在层级里写明。",
                ),
            ),
        )
    if not levels and text not in EMPTY:
        shown = fold_text(raw)[:16]
        return Parsed(
            (), (error("level_unknown", f"代表层级“{shown}”不认识，未导入。", "请填“县”“乡镇”或“县、乡镇”。"),)
        )
    return Parsed(tuple(levels), notes)


@lru_cache(maxsize=1000)
def parse_flag(raw: object) -> bool | None:
    """Return True for 是, √, 1, Y …, False for 否, ×, 0, N …, None when it cannot be told."""
    if isinstance(raw, bool):
        return raw
    text = fold_text(raw).upper()
    text = re.sub(r"[(（].*$", "", text)
    return True if text in _YES else False if text in _NO else None


@lru_cache(maxsize=1000)
def parse_household(raw: object) -> bool | None:
    """Return whether the household is still at home: 是, 未迁出 → True; 否, 已迁出 → False; None when unclear."""
    text = fold_text(raw)
    if re.search(r"未迁|没有?迁|仍在|在本|在原", text) and not re.search(r"不在", text):
        return True
    if re.search(r"已?迁出|迁走|不在|已迁", text):
        return False
    return parse_flag(raw)


_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def chinese_number(text: str) -> int | None:
    """Return 17 for 十七 or 17, 20 for 二十; None when it is no number."""
    if text.isdigit():
        return int(text)
    match = re.fullmatch(r"([一二三四五六七八九])?(十)?([〇零一二三四五六七八九])?", text)
    if not match or not text:
        return None
    tens, ten, ones = match.groups()
    if ten:
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return _DIGITS[tens or ones] if not (tens and ones) else None


@lru_cache(maxsize=1000)
def parse_term(raw: object) -> int | None:
    """Return the number of a congress term in a cell or title: 第十七届, 17, 十七届三次 …; None when it has none."""
    text = fold_text(raw)
    match = re.search(r"第?([〇零一二三四五六七八九十]{1,3}|\d{1,2})届", text)
    number = chinese_number(match.group(1)) if match else chinese_number(text.removeprefix("第"))
    return number if number and 1 <= number <= 60 else None


class ParsedDistrict(NamedTuple):
    """An electoral district: its number, if it has one, and the name under which it is kept."""

    number: int | None
    name: str


@lru_cache(maxsize=5000)
def parse_district(raw: object) -> ParsedDistrict | None:
    """第4选区, 第四选区, 4, 赤石乡第3选区, 机关选区 …; None for an empty cell."""
    text = fold_text(raw)
    if text in EMPTY:
        return None
    text = re.sub(r"(?<=选区)[(（].*[)）]$", "", text)  # 第一选区（崇头村）
    match = re.search(r"第?([〇零一二三四五六七八九十]{1,3}|\d{1,3})号?选?区?$", text) if len(text) <= 20 else None
    number = (
        chinese_number(match.group(1))
        if match and (text[match.start()] == "第" or match.start() == 0 or text[match.start()].isdigit())
        else None
    )
    if number:
        return ParsedDistrict(number, f"第{number}选区")
    return ParsedDistrict(None, text[:60])
