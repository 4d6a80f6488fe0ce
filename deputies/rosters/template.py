"""The blank roster."""

from deputies.rosters import vocabulary
from yunhe.imports import templates

TITLE = "人大代表名册（请在第 3 行起填写，示例行请删除）"
_WIDE = {"employment", "residence_detail", "specialities", "remark", "phone", "origin"}
_CHOICES: dict[str, tuple[str, ...]] = {"household_at_home": ("是", "否")}


def blank_workbook() -> bytes:
    return templates.blank_workbook("代表名册", TITLE, vocabulary.FIELDS, wide=_WIDE, choices=_CHOICES)
