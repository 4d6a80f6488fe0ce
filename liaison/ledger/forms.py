"""Input of the ledger's pages."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model

from deputies.people.models import Deputy
from liaison.ledger.facts import CORRECTABLE
from liaison.ledger.models import LedgerEntry
from liaison.ledger.queries import values_of
from yunhe.accounts.models import User
from yunhe.spellings.forms import PointField
from yunhe.web.forms.fields import LineField, PhoneField, WordsField, form_of

CLEARABLE = ("residence_outside", "employment", "specialities")  # shown to everyone, so empty means empty
HOME = (("true", "是，仍在"), ("false", "否，已迁出"))


class HouseholdForm(forms.Form):
    """Whether the household is still at the origin, which must be answered, and what the deputy did, which is offered."""

    household_at_home = forms.TypedChoiceField(
        label="户籍是否仍在流出地",
        choices=HOME,
        coerce=lambda said: said == "true",
        widget=forms.RadioSelect,
        error_messages={"required": "请回答户籍是否仍在流出地。"},
    )
    role_played = WordsField(
        "本半年作用发挥情况", 500, required=False, help_text="参加了什么、帮了谁、反映了什么问题，一两句即可"
    )

    def __init__(self, *args: Any, entry: LedgerEntry, suggested: str = "", **kwargs: Any):
        """entry: the line; suggested: what the records say the deputy did."""
        super().__init__(*args, **kwargs)
        self.fields["role_played"].initial = entry.role_played or suggested
        if entry.confirmed and entry.household_at_home is not None:
            self.fields["household_at_home"].initial = "true" if entry.household_at_home else "false"


class QuickConfirmForm(HouseholdForm):
    """Nothing has changed: the household is the only question; what the deputy did is offered from the check-ins."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["household_at_home"].label = "户籍还在流出地吗？"
        self.fields["role_played"].label = "这半年发挥的作用"
        self.fields["role_played"].help_text = "可以不改，也可以补一两句"


class ConfirmForm(HouseholdForm):
    """What a deputy confirms or corrects. Everything known is filled in; only the household must be answered."""

    residence = PointField(label="现居住地（县内社区或村）", required=False)
    address = LineField("住址", 120, required=False)
    phone = PhoneField("手机", required=False)
    on_behalf_reason = LineField(
        "代为确认的原因", 120, missing="代为确认请写明原因。", help_text="例如：代表不会使用手机，已电话核对"
    )

    def __init__(self, *args: Any, entry: LedgerEntry, is_own: bool, **kwargs: Any):
        """is_own: whether the deputy answers, who needs to give no reason and sees the own data in full."""
        super().__init__(*args, entry=entry, **kwargs)
        self.fields.update(fields_for_model(Deputy, CLEARABLE))
        self.fields["residence_outside"].help_text = "住在县外时填写"
        self.order_fields(
            [*HouseholdForm.base_fields, "residence", "residence_outside", "address", "phone", *CLEARABLE]
        )
        self.fields["residence"].within(entry.origin.parent)
        values = values_of(entry)
        self.fields["residence"].initial = values["residence_id"]
        for name in CLEARABLE:
            self.fields[name].initial = values[name]
        if is_own:
            del self.fields["on_behalf_reason"]
        for name in ("address", "phone"):
            if is_own:
                self.fields[name].initial = values[name]
            else:
                self.fields[name].help_text = "已登记的不显示；有变化才填"

    def clean(self):
        """The residence is one place."""
        data = super().clean()
        if data.get("residence") and data.get("residence_outside"):
            self.add_error("residence_outside", "现居住地只能填一处：县内选社区（村），县外填地名并清空上一项。")
        return data

    def facts(self) -> dict[str, Any]:
        """Return the cleaned data as arguments of `confirm_entry`."""
        data = self.cleaned_data
        corrected = [name for name in CORRECTABLE if data[name] or (name in CLEARABLE and name in self.data)]
        return {
            "household_at_home": data["household_at_home"],
            "role_played": data["role_played"],
            "residence": data["residence"],
            "corrections": {name: data[name] for name in corrected},
            "on_behalf_reason": data.get("on_behalf_reason", ""),
        }


#: why a line is sent back or unlocked
NoteForm = form_of(note=LineField("说明", missing="请写明原因。"))
#: what the keeper looked at: the time of the confirmation
SeenForm = form_of(seen=LineField(required=False))
#: what the residence side knows of the deputy
RemarkForm = form_of(
    remark=LineField("备注", required=False, help_text="流出地也能看到，印在登记表的备注栏；清空即删除")
)


class FullPrintForm(forms.Form):
    """Why phone and address are printed in full."""

    reason = LineField(
        "打印完整联系方式的原因",
        120,
        min_length=2,
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
