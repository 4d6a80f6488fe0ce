"""Input of the ledger's pages."""

import re

from django import forms

from liaison.ledger.facts import CORRECTABLE
from liaison.ledger.models import LedgerEntry
from liaison.ledger.queries import values_of
from yunhe.accounts.models import User
from yunhe.spellings.forms import PointField

CLEARABLE = ("employment", "specialities", "residence_outside")  # shown to everyone, so empty means empty
HOME = (("true", "是，仍在"), ("false", "否，已迁出"))


class ConfirmForm(forms.Form):
    """What a deputy confirms or corrects. Everything known is filled in; only the household must be answered."""

    household_at_home = forms.ChoiceField(
        label="户籍是否仍在流出地",
        choices=HOME,
        widget=forms.RadioSelect,
        error_messages={"required": "请回答户籍是否仍在流出地。"},
    )
    role_played = forms.CharField(
        label="本半年作用发挥情况",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="参加了什么、帮了谁、反映了什么问题，一两句即可",
    )
    residence = PointField(label="现居住地（县内社区或村）", required=False)
    residence_outside = forms.CharField(label="县外居住地", max_length=80, required=False, help_text="住在县外时填写")
    address = forms.CharField(label="住址", max_length=120, required=False)
    phone = forms.CharField(label="手机", max_length=20, required=False)
    employment = forms.CharField(label="工作单位及职务", max_length=120, required=False)
    specialities = forms.CharField(label="特长专长", max_length=200, required=False)
    on_behalf_reason = forms.CharField(
        label="代为确认的原因",
        max_length=120,
        help_text="例如：代表不会使用手机，已电话核对",
        error_messages={"required": "代为确认请写明原因。"},
    )

    def __init__(self, *args, entry: LedgerEntry, is_own: bool, suggested: str = "", **kwargs):
        """entry: the line; is_own: whether the deputy answers, who needs to give no reason and sees the own data in full;
        suggested: what the records say the deputy did.
        """
        super().__init__(*args, **kwargs)
        self.entry = entry
        values = values_of(entry)
        self.fields["residence"].within(entry.origin.parent)
        self.fields["residence"].initial = values["residence_id"]
        for name in ("residence_outside", "employment", "specialities"):
            self.fields[name].initial = values[name]
        self.fields["role_played"].initial = entry.role_played or suggested
        if entry.confirmed and entry.household_at_home is not None:
            self.fields["household_at_home"].initial = "true" if entry.household_at_home else "false"
        if is_own:
            del self.fields["on_behalf_reason"]
            for name in ("address", "phone"):
                self.fields[name].initial = values[name]
        else:
            for name in ("address", "phone"):
                self.fields[name].help_text = "已登记的不显示；有变化才填"

    def clean_phone(self):
        """Accept eleven digits."""
        phone = re.sub(r"[\s\-]", "", self.cleaned_data["phone"])
        if phone and not re.fullmatch(r"1\d{10}", phone):
            raise forms.ValidationError("手机应为11位数字，请核对。")
        return phone

    def clean(self):
        """The residence is one place."""
        data = super().clean()
        if data.get("residence") and data.get("residence_outside"):
            self.add_error("residence_outside", "现居住地只能填一处：县内选社区（村），县外填地名并清空上一项。")
        return data

    def facts(self) -> dict:
        """Return the cleaned data as arguments of `confirm_entry`."""
        data = self.cleaned_data
        return {
            "household_at_home": data["household_at_home"] == "true",
            "role_played": data["role_played"],
            "residence": data["residence"],
            "corrections": {
                name: data[name] for name in CORRECTABLE if data[name] or (name in CLEARABLE and name in self.data)
            },
            "on_behalf_reason": data.get("on_behalf_reason", ""),
        }


class QuickConfirmForm(forms.Form):
    """Nothing has changed: the household is the only question; what the deputy did is offered from the check-ins."""

    household_at_home = forms.ChoiceField(
        label="户籍还在流出地吗？",
        choices=HOME,
        widget=forms.RadioSelect,
        error_messages={"required": "请回答户籍是否仍在流出地。"},
    )
    role_played = forms.CharField(
        label="这半年发挥的作用",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="可以不改，也可以补一两句",
    )


class NoteForm(forms.Form):
    """Why a line is sent back or unlocked."""

    note = forms.CharField(label="说明", max_length=200, error_messages={"required": "请写明原因。"})


class RemarkForm(forms.Form):
    """What the residence side knows of the deputy."""

    remark = forms.CharField(
        label="备注", max_length=200, required=False, help_text="流出地也能看到，印在登记表的备注栏；清空即删除"
    )


class FullPrintForm(forms.Form):
    """Why phone and address are printed in full."""

    reason = forms.CharField(
        label="打印完整联系方式的原因",
        min_length=2,
        max_length=120,
        help_text="例如：装订成册存档、上级检查",
        error_messages={"required": "请写明原因，例如：装订成册存档。", "min_length": "原因请写清楚，至少两个字。"},
    )


class KeeperForm(forms.Form):
    """Who keeps the register of a unit."""

    user = forms.ModelChoiceField(
        label="登记管理人",
        queryset=User.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择登记管理人。", "invalid_choice": "请从本单位人大工作人员中选择。"},
    )

    def __init__(self, *args, staff: list[User], **kwargs):
        """staff: the office's own people."""
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(pk__in=[person.pk for person in staff]).order_by("name")
        self.fields["user"].label_from_instance = lambda person: person.display_name
