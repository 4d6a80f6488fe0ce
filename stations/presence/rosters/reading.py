"""From a sign-in sheet to who was there, who was on leave, and who has left the column empty.

序号 | 姓名 | 电话 | 签名 | 序号 | 姓名 | 电话 | 签名      often two blocks side by side; √, 到, the name itself, 请假 …
"""

import json
from collections.abc import Sequence
from dataclasses import replace

from deputies.rosters.names import parse_name
from deputies.rosters.phones import parse_phone
from deputies.rosters.remarks import Note, fold_text, warning
from stations.presence.enums import SheetMark
from yunhe.imports import signing
from yunhe.imports.cells import CELLS, cells_of
from yunhe.imports.fields import Field, Vocabulary
from yunhe.imports.grid import Sheet
from yunhe.imports.layout import SheetLayout, read_layout
from yunhe.imports.records import Record
from yunhe.imports.rows import Plan, PlannedRow
from yunhe.privacy import digest

_REMARK = Field("remark", "备注", ("说明", "请假", "请假情况", "请假事由", "缺席原因"))
_EXAMPLES = {"name": "叶某某", "sign": "√", "phone": "16905710001"}
FIELDS = tuple(
    replace(field, example=_EXAMPLES.get(field.key, ""), personal=field.key == "phone")
    for field in (*signing.FIELDS, _REMARK)
)
VOCABULARY = Vocabulary(FIELDS, name_key="name", ignored=tuple(word for word in signing.IGNORED if word != "备注"))
_PRESENT = frozenset(
    {"√", "✓", "✔", "☑", "v", "到", "已到", "到会", "到场", "出席", "参加", "已签", "签到", "是", "1", "1.0"}
)
_AWAY = frozenset({"×", "✗", "✘", "x", "否", "0", "0.0", "缺", "缺席", "未到", "没到", "未出席", "未参加", "请假"})
_LEAVE_WORDS = ("假", "缺席", "未到", "因事", "因病", "因公", "出差", "外出")


def mark_of(sign: object, remark: object, name: str) -> SheetMark:
    """Return what the columns 签名 and 备注 say of `name`: a leave outweighs a tick."""
    said, beside = (fold_text(text).replace(" ", "").lower() if text is not None else "" for text in (sign, remark))
    if any(word in text for text in (said, beside) for word in _LEAVE_WORDS) or said in _AWAY:
        return SheetMark.AWAY
    if said in _PRESENT or (said and said == name.replace(" ", "").lower()):
        return SheetMark.PRESENT
    return SheetMark.UNCLEAR if said else SheetMark.EMPTY


class SignInReader:
    """Reads the sheets of one file."""

    def __init__(self):
        self.plan = Plan(layout={"sheets": []})

    def read(self, sheets: Sequence[Sheet], *, mapping: dict, remembered: dict) -> Plan:
        """Return the plan with every row's values in `payload` and its own findings."""
        for sheet in sheets:
            layout = read_layout(sheet, VOCABULARY, chosen=mapping.get(sheet.name), remembered=remembered)
            self.plan.layout["sheets"].append(layout.describe())
            self.plan.rows += [self._row(layout, record) for record in layout.records]
        if self.plan.rows and not any(row.payload["mark"] != SheetMark.EMPTY for row in self.plan.rows):
            said = "签名栏全是空的：手写签名或图片读不出来。"
            hint = "请在预览里给到场的人改上“√”，或在活动里用“补登纸质签到单”勾选。"
            self.plan.findings.append(warning("nothing_signed", said, hint).at(""))
        return self.plan

    @staticmethod
    def _row(layout: SheetLayout, record: Record) -> PlannedRow:
        row = PlannedRow(sheet=layout.sheet.name, row=record.row + 1, part=record.part)
        values = record.values

        def note(key: str, found: Note) -> None:
            row.findings.append(found.at(f"{row.sheet}!{record.cell_of(key)}"))

        parsed = parse_name(values.get("name"))
        for found in parsed.notes:
            note("name", found)
        row.label = parsed.name[:40]
        mark = mark_of(values.get("sign"), values.get("remark"), parsed.name)
        if mark == SheetMark.UNCLEAR:
            said = f"签名栏写的是“{str(values['sign'])[:20]}”，看不出到没到，没有登记。"
            note("sign", warning("sign_unclear", said, "到场的请改成“√”，没到的请改成“请假”。"))
        row.payload = {"name": row.label, "phone": parse_phone(values.get("phone")).phone, "mark": mark}
        row.fingerprint = digest(json.dumps(row.payload, ensure_ascii=False, sort_keys=True), purpose="sign-in-row")
        row.payload[CELLS] = cells_of(layout, record, VOCABULARY)
        return row
