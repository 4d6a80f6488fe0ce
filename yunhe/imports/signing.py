"""Sign-in sheets: lists of people with a column to sign. No register of people, whatever else they look like."""

from collections.abc import Collection

from yunhe.imports.fields import Field, Vocabulary
from yunhe.imports.grid import Sheet
from yunhe.imports.layout import read_layout

FIELDS = (
    Field("name", "姓名", ("代表姓名", "参会人员", "人员姓名", "参加人员", "与会人员")),
    Field("sign", "签名", ("签字", "签到", "本人签名", "签到(签名)", "到会签名", "签到情况", "是否到会", "到场")),
    Field("phone", "电话", ("手机", "联系电话", "手机号码", "手机号", "联系方式")),
)
IGNORED = ("序号", "单位", "职务", "备注", "工作单位", "单位及职务", "性别", "编号")
VOCABULARY = Vocabulary(FIELDS, name_key="name", ignored=IGNORED)
_OWN = frozenset({"name", "phone", "gender", "employment", "employer", "job_title", "remark", "origin"})


def sign_in_sheet(sheet: Sheet, fields: Collection[str] = ()) -> str:
    """Return why a sheet is a sign-in sheet, "" when it is none. fields: what a register has read it as; more than who speaks against."""
    if set(fields) - _OWN:
        return ""
    layout = read_layout(sheet, VOCABULARY)
    signed = [table for table in layout.tables if any("sign" in group for group in table.groups)]
    if not signed:
        return ""
    blocks = max(len(table.groups) for table in signed)
    side = f"{blocks} 栏并排，" if blocks > 1 else ""
    return f"这是签到表（{side}共 {len(layout.records)} 人）"
