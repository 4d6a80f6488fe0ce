"""Forms of a deputy's record."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from deputies.people.enums import EDUCATIONS, ETHNICITIES, PARTIES, DatePrecision, Gender, OccupationClass
from deputies.people.models import Deputy
from deputies.people.naming import fold_name
from yunhe.areas.models import Area
from yunhe.spellings.forms import PointField
from yunhe.web.forms.fields import LineField, PhoneField, PickField, WordsField

BIRTH = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?")


def _one_of(label: str, choices: Iterable[Any]) -> PickField:
    """Return a field that may be left open."""
    return PickField(label, choices, nothing="未填", required=False)


class RecordForm(forms.Form):
    """The basic file of a deputy: who, contact, where the deputy lives."""

    name = LineField("姓名", 40, missing="请填写姓名。")
    former_name = LineField("曾用名", 40, required=False)
    name_pinyin = LineField(
        "姓名拼音", 120, required=False, help_text="不填则自动生成；多音姓可在此更正，如 shan xiao man"
    )
    gender = _one_of("性别", Gender)
    ethnicity = _one_of("民族", ETHNICITIES)
    born = LineField("出生年月", 12, required=False, help_text="例如 1979-09，知道日子写 1979-09-05")
    party = _one_of("政治面貌", PARTIES)
    education = _one_of("学历", EDUCATIONS)
    employment = LineField("工作单位及职务", 120, required=False)
    occupation = _one_of("代表类别", OccupationClass)
    specialities = LineField("特长专长", 200, required=False)
    home_village = PointField(label="户籍所在村", required=False)
    household_at_home = forms.NullBooleanField(
        label="户籍仍在流出地",
        required=False,
        widget=forms.Select(choices=[("", "未登记"), ("true", "是"), ("false", "否")]),
        help_text="乡镇代表户籍迁出本乡镇的，代表资格可能终止（代表法第六十二条）",
    )
    residence = PointField(label="现居住地（县内社区或村）", required=False)
    residence_outside = LineField("县外居住地", 80, required=False, help_text="住在县外时填写，如：丽水市莲都区")
    address = LineField("住址", 120, required=False, help_text="加密保存，列表和导出只显示部分")
    phone = PhoneField(
        "手机",
        required=False,
        help_text="11位手机号，加密保存",
        wrong="手机应为11位数字，请核对。座机或短号请填在备注、短号里。",
    )
    short_phone = LineField("短号", 8, required=False)
    remark = WordsField("备注", 300, rows=2, required=False)

    def __init__(self, *args, origin: Area, **kwargs):
        """origin: decides which villages and which county are offered."""
        super().__init__(*args, **kwargs)
        self.origin = origin
        self.fields["home_village"].within(origin)
        self.fields["residence"].within(origin.parent or origin)

    def clean_name(self):
        """Write the name as rosters are read: no blanks, nothing unseen, one sort of middle dot."""
        return fold_name(self.cleaned_data["name"])

    def clean(self):
        """Read the birth date with its precision; the residence is one place."""
        data = super().clean()
        data["born_on"], data["born_precision"] = self._born(data.get("born", ""))
        if data.get("residence") and data.get("residence_outside"):
            self.add_error("residence_outside", "现居住地只能填一处：县内选社区（村），县外填地名。")
        if data.get("address") and not (data.get("residence") or data.get("residence_outside")):
            self.add_error("residence", "填写住址时请同时选择社区（村）或填写县外居住地。")
        return data

    def _born(self, text: str) -> tuple[date | None, str]:
        if not text.strip():
            return None, ""
        found = BIRTH.fullmatch(text.strip())
        try:
            year, month, day = (int(part) if part else None for part in found.groups())
            born = date(year, month or 1, day or 1)
        except (AttributeError, ValueError):
            self.add_error("born", "看不懂这个日期，请写成 1979、1979-09 或 1979-09-05。")
            return None, ""
        if not date(1920, 1, 1) <= born <= timezone.localdate():
            self.add_error("born", "出生日期不在合理范围内，请核对。")
        return born, DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the verb: the record, and where the deputy lives."""
        data = self.cleaned_data
        return {
            "values": data,
            "residence": data["residence"],
            "outside": data["residence_outside"],
            "address": data["address"],
        }

    @classmethod
    def known(cls, deputy: Deputy) -> dict:
        """Return the initial values of a deputy's file."""
        formats = {DatePrecision.YEAR: "%Y", DatePrecision.MONTH: "%Y-%m", DatePrecision.DAY: "%Y-%m-%d"}
        values = {name: getattr(deputy, name) for name in cls.base_fields if hasattr(deputy, name)}
        values["residence"] = deputy.residence_id
        values["home_village"] = deputy.home_village_id
        values["born"] = deputy.born_on.strftime(formats[deputy.born_precision]) if deputy.born_on else ""
        return values

    GROUPS = (
        ("基本情况", ("name", "former_name", "name_pinyin", "gender", "ethnicity", "born", "party", "education")),
        ("工作", ("employment", "occupation", "specialities")),
        ("户籍与居住", ("home_village", "household_at_home", "residence", "residence_outside", "address")),
        ("联系方式", ("phone", "short_phone", "remark")),
    )

    def groups(self):
        """Return (title, bound fields) in the order of the page."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]
