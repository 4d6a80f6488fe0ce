"""Names as rosters write them: 张　三, 李四（女，畲族）, 阿木‧积木, 林? ."""

import re
from functools import lru_cache
from typing import NamedTuple

from deputies.people.enums import Gender
from deputies.people.naming import COMPOUND_SURNAMES, fold_name
from deputies.rosters.remarks import Note, error, fold_text, info, says_ended, warning
from yunhe.kit.folding import visible

_LOST = re.compile(r"[?\ufffd□■◇◆▯〓_]|(?<=.)[*xX](?=.)")
_MARKS = re.compile(r"[*★☆▲△※#＃◎○◯^+√]+$|^[*★☆▲△※#◎○^+√]+")
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_FORMER = re.compile(r"^(?:曾用名|原名|又名|别名|曾名|旧名|小名|本名)[:：]?(.+)$")
_SURNAMES = frozenset(COMPOUND_SURNAMES) | frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "公孙",
        "慕容",
        "司徒",
        "夏侯",
        "端木",
        "宇文",
        "南宫",
        "西门",
        "独孤",
        "闻人",
        "申屠",
        "呼延",
        "轩辕",
        "钟离",
        "赫连",
        "淳于",
        "太叔",
    ]
)
_DESCRIBED = re.compile(r"[\u2ff0-\u2fff]")
_NAME = re.compile(r"[\u2ff0-\u2fff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af〇·\ue000-\uf8ffA-Za-z]+")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SEVERAL = re.compile(r"[、,，;；/]")
_NO_NAME = frozenset(
    {"无", "空", "空缺", "缺", "待定", "暂无", "未定", "-", "—", "/", "合计", "小计", "同上", "某某", "××", "姓名"}
)


_HEADINGS = re.compile(
    r"(?:姓名|性别|民族|出生年月|政治面貌|文化程度|学历|手机|电话|联系电话|联系方式|现?居住地|现?住址|户籍村|备注|乡镇|选区|代表团|代表层级"
    r"|特长专长|工作单位|人数|总数|比例|占比|其中|序号|编号|男性?|女性?|汉族|畲族|中共党员|群众)"
)


class ParsedName(NamedTuple):
    """A name and what was said beside it."""

    name: str
    former: str = ""
    gender: str = ""
    ethnicity: str = ""
    notes: tuple[Note, ...] = ()


@lru_cache(maxsize=20_000)
def parse_name(raw: object) -> ParsedName:
    """Read a name cell. A lost character (?, □) refuses the row: it is never guessed."""
    if raw is None or raw == "":
        return ParsedName("", notes=(error("name_missing", "没有姓名，未导入。", "请补填姓名；如是空行请删除。"),))
    if not isinstance(raw, str):
        return ParsedName(
            str(raw), notes=(error("name_invalid", f"“{raw}”不是姓名。", "请检查是否错列，或在列对应中改正“姓名”列。"),)
        )
    text = fold_name(raw.strip("'’‘`"))
    if re.fullmatch(r"#[A-Z0-9/!?]+", text):
        broken = error("name_invalid", f"姓名是表格的错误值“{text}”，未导入。", "请改正公式或直接填写姓名。")
        return ParsedName(text, notes=(broken,))
    notes: list[Note] = []
    facts = {"former": "", "gender": "", "ethnicity": ""}
    for inside in _BRACKETS.findall(text):
        _beside(inside, facts, notes)
    text = _BRACKETS.sub("", text)
    if any(bracket in text for bracket in "([【〔"):
        text = re.split(r"[(\[【〔]", text)[0]
    marks = "".join(_MARKS.findall(text))
    if marks:
        text = _MARKS.sub("", text)
        notes.append(
            info(
                "name_marked",
                f"姓名旁有标记“{marks}”，其含义无法读取，已略去。",
                "如标记表示变更或免职，请在备注列写明。",
            )
        )
    if _is_several(raw):
        shown = " ".join(visible(raw).split())
        said = f"“{shown[:30]}”像是几个人的姓名，未导入。"
        notes.append(error("name_several", said, "请一人一行；是一个人的，请去掉中间的空格或换行。"))
    else:
        notes += _judge(text)
    return ParsedName(text, facts["former"], facts["gender"], facts["ethnicity"], tuple(notes))


def _is_several(raw: str) -> bool:
    """Whether a cell holds two names, parted by a line break or a blank: parts of two characters or more each.

    张　三 is one person, and so is a surname of two characters with a blank behind it (欧阳 文示).
    """
    text = _BRACKETS.sub(" ", visible(raw))
    parts = [part for part in re.split(r"\s+", text.strip()) if re.search(r"[\u3400-\u9fff]", part)]
    long = [part for part in parts if len(re.findall(r"[\u3400-\u9fff\U00020000-\U000323af]", part)) >= 2]
    if len(long) < 2:
        return False
    return not (len(parts) == 2 and parts[0] in _SURNAMES and len(parts[1]) == 2 and "\n" not in text.strip())


def _beside(inside: str, facts: dict[str, str], notes: list[Note]) -> None:
    """Read what stands in brackets behind a name: gender, ethnicity, former name, an ended mandate."""
    ended = says_ended(fold_text(inside))
    if ended:
        notes.append(
            error(
                "mandate_ended",
                f"姓名旁写有“{inside}”，代表资格已终止或可能终止，未导入。",
                "如资格仍在，请删去后重新导入；如已终止，请在该代表的档案里登记。",
            )
        )
        return
    former = _FORMER.match(inside)
    if former:
        facts["former"] = former.group(1)[:40]
        return
    for part in re.split(r"[,，、;；/·]", inside):
        if part in {"女", "女性"}:
            facts["gender"] = Gender.FEMALE
        elif part in {"男", "男性"}:
            facts["gender"] = Gender.MALE
        elif re.fullmatch(r"[\u3400-\u9fff]{1,5}族", part):
            facts["ethnicity"] = part
        elif part in {"女汉族", "女汉"}:
            facts["gender"], facts["ethnicity"] = Gender.FEMALE, "汉族"
        elif re.fullmatch(r"女[\u3400-\u9fff]{1,5}族", part):
            facts["gender"], facts["ethnicity"] = Gender.FEMALE, part[1:]
        elif part:
            notes.append(info("name_note", f"姓名旁的“{part}”未登记。", "如有需要，请写入备注列。"))


def _judge(text: str) -> list[Note]:
    if not text or text in _NO_NAME:
        return [error("name_missing", "没有姓名，未导入。", "请补填姓名；如是缺额请删除这一行。")]
    if _LOST.search(text):
        return [
            error(
                "name_lost_character",
                f"姓名“{text}”里有丢失的字（?、□ 等），未导入。",
                "多半是生僻字在另存为 CSV 时丢失：请改用 .xlsx 格式，或用 UTF-8 编码另存，并补上这个字。",
            )
        ]
    if _HEADINGS.fullmatch(text):
        return [error("name_invalid", f"“{text}”是表头，不是姓名。", "请检查版面，或在列对应中改正“姓名”列。")]
    if _SEVERAL.search(text):
        return [error("name_several", f"“{text}”像是几个人的姓名。", "请一人一行。")]
    if not _NAME.fullmatch(text):
        return [
            error(
                "name_invalid",
                f"“{text}”不是姓名（含数字或符号）。",
                "请核对姓名；同名的人请用选区、户籍村或手机区分。",
            )
        ]
    if len(text) < 2:
        return [error("name_invalid", f"姓名“{text}”只有一个字。", "请补全姓名。")]
    is_plain = "·" not in text and not text.isascii()
    if len(text) > 20 or (len(text) > 8 and is_plain):
        return [error("name_invalid", "姓名过长，可能错列。", "请检查表头与内容是否对齐。")]
    if _DESCRIBED.search(text):
        return [
            warning(
                "name_described_character",
                f"姓名“{text}”里有用部件拼写的字，照原样登记。",
                "请改用标准汉字（如 GB 18030 中的字）。",
            )
        ]
    if len(text) > 5 and is_plain:
        return [
            warning(
                "name_long",
                f"姓名“{text}”有 {len(text)} 个字，请核对是不是一个人的姓名。",
                "是一个人的不必改；是几个人的请一人一行。",
            )
        ]
    if _PRIVATE.search(text):
        return [
            warning(
                "name_private_character",
                f"姓名“{text}”用了自造字，别的电脑可能显示不出。",
                "请改用标准汉字（如 GB 18030 中的字）。",
            )
        ]
    return []
