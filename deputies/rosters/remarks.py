"""A remark on a cell before it knows its cell, and what the 备注 column says of a mandate."""

import re
from typing import NamedTuple

from yunhe.imports.enums import FindingLevel
from yunhe.imports.rows import Finding
from yunhe.kit.folding import fold


class Note(NamedTuple):
    """A finding without its cell: level, stable code, Chinese message, suggestion."""

    level: str
    code: str
    message: str
    suggestion: str = ""

    def at(self, cell: str = "") -> Finding:
        """Return it as the finding at `cell` ("县代表名册!F12"), "" for the whole file."""
        return Finding(self.level, self.code, self.message, cell, self.suggestion)


def error(code: str, message: str, suggestion: str = "") -> Note:
    """A note that refuses the row."""
    return Note(FindingLevel.ERROR, code, message, suggestion)


def warning(code: str, message: str, suggestion: str = "") -> Note:
    """A note that asks for a look."""
    return Note(FindingLevel.WARNING, code, message, suggestion)


def info(code: str, message: str, suggestion: str = "") -> Note:
    """A note that only tells."""
    return Note(FindingLevel.INFO, code, message, suggestion)


def cut(label: str, text: str, length: int) -> Note:
    """Return the note that of a text too long for its column only the beginning is kept."""
    message = f"{label}有 {len(text)} 个字，只留前 {length} 个字。"
    return warning("text_long", message, "请删短后重新上传，或导入后在代表档案里补写。")


_ENDED = re.compile(
    r"代表资格(?:已|被|因|于|自|随之|自行|依法)*.{0,6}?终止|终止.{0,8}代表资格|资格终止|不再(?:担任|具备|是).{0,6}代表|免去代表"
    r"|辞去.{0,10}代表|辞职|请辞|去世|病故|死亡|逝世|已故|亡故|离世|因病身故|户[籍口].{0,6}?迁[出往至到]|调离|罢免|丧失行为能力|丧失国籍|剥夺政治权利"
)
_NOT = re.compile(
    r"(?:未|不|没有?|尚未|拟|无|是否|若|如)(?:曾|有|会|被|批准|得到)?$"
    r"|(?:父亲?|母亲?|妻子?|丈夫|夫|爱人|老伴|配偶|儿子?|女儿?|公公|婆婆|岳父|岳母|家属|亲属|子女|家人)(?:已|于.{0,12}|因.{0,6})?$"
)
_DUPLICATE = re.compile(r"(?<!不)(?<!未)(?<!无)重复(?!性|劳动)|作废|误登|登记错误|重登|请删除|已删除")
_SUSPENDED = re.compile(r"暂停(?:执行)?代表?职务|暂时停止执行|停职")
_BOTH = re.compile(r"兼.{0,8}人大代表|兼.{0,4}(?:县|镇|乡)代表|(?:县|镇|乡)代表兼")


def fold_text(text: object) -> str:
    """Return `text` in one width, without blanks and what cannot be seen."""
    return fold(text)


def says_ended(text: str) -> str:
    """Return the words of the folded `text` that say the mandate has ended, or ""."""
    for match in _ENDED.finditer(text):
        before = text[: match.start()]
        if re.search(r"未|没|不(?!再)", match.group()):
            continue
        if match.group() == "辞职" and re.search(r"(?:从|单位|公司|企业|岗位|教师|工作)$", before):
            continue
        if not _NOT.search(before):
            return match.group()
    return ""


def read_remark(raw: object) -> list[Note]:
    """Return what a remark means for the import of its row; nothing for an ordinary remark.

    An ended mandate or a row marked as double refuses it: an import never creates a mandate that has ended. 兼任 is only
    told; the other mandate comes with its own row.
    """
    text = fold_text(raw)
    if not text:
        return []
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    if says_ended(text):
        return [
            error(
                "mandate_ended",
                f"备注“{shown}”表明代表资格已终止或可能终止，未导入。",
                "如资格仍在，请修改备注后重新导入；如已终止，请在该代表的档案里登记终止日期和原因。",
            )
        ]
    if _DUPLICATE.search(text):
        return [error("marked_duplicate", f"备注“{shown}”，未导入。", "请在原表删除这一行，或核对后去掉备注。")]
    notes = []
    if _SUSPENDED.search(text):
        notes.append(
            warning(
                "suspended",
                f"备注“{shown}”：暂停执行职务不能由名册登记。",
                "请在该代表的档案里登记暂停执行职务的原因。",
            )
        )
    if _BOTH.search(text):
        notes.append(
            info(
                "holds_other_mandate",
                f"备注“{shown}”，只作说明，不据此登记另一级代表资格。",
                "另一级资格请随该级名册导入，或在“代表层级”列写明“县、乡镇”。",
            )
        )
    return notes
