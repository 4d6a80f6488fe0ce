"""Input of the board: stating facts, settling a difference."""

import re

from django import forms

from deputies.people.forms import PHONE
from liaison.discrepancies.enums import ANSWERS, CheckWay, Fact
from liaison.discrepancies.models import Discrepancy
from liaison.discrepancies.queries import Position
from liaison.registration.models import Registration
from yunhe.spellings.forms import PointField

OTHER = "other"


def clean_phone(text: str) -> str:
    """Return the eleven digits of `text`; refuses anything else."""
    phone = re.sub(r"[\s\-]", "", text).removeprefix("+86")
    if phone and not PHONE.fullmatch(phone):
        raise forms.ValidationError("手机应为11位数字，请核对。")
    return phone


class StatementForm(forms.Form):
    """What a side knows of a deputy; what is left empty is not spoken of."""

    still_here = forms.ChoiceField(
        label="是否还在这里居住", required=False, choices=[("", "这次不说明"), *ANSWERS[Fact.STILL_HERE].items()]
    )
    community = PointField(label="现居住社区（村）", required=False, help_text="有变化时选择")
    address = forms.CharField(
        label="现住址", max_length=120, required=False, help_text="有变化时填写：小区、楼幢、门牌"
    )
    phone = forms.CharField(label="手机", max_length=20, required=False, help_text="有变化时填写，11位")
    household_at_home = forms.ChoiceField(
        label="户籍是否仍在流出地", required=False, choices=[("", "这次不说明"), *ANSWERS[Fact.HOUSEHOLD].items()]
    )
    note = forms.CharField(label="补充说明", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, registration: Registration, **kwargs):
        """file: the open registration; offers the points of its county."""
        super().__init__(*args, **kwargs)
        self.fields["community"].within(registration.origin.parent or registration.origin)
        self.fields["community"].empty_label = "这次不说明"

    def clean_phone(self):
        """Accept eleven digits, with blanks or dashes between."""
        return clean_phone(self.cleaned_data["phone"])

    def facts(self) -> dict:
        """Return the cleaned data as arguments of the workflow verb."""
        answers = {"yes": True, "no": False, "": None}
        data = dict(self.cleaned_data)
        return {**data, **{name: answers[data[name]] for name in ("still_here", "household_at_home")}}


class SettleForm(forms.Form):
    """Which value holds, and how that was checked."""

    choice = forms.ChoiceField(
        label="以哪一种说法为准",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择以哪一种说法为准。"},
    )
    phone = forms.CharField(label="正确的手机", max_length=20, required=False)
    address = forms.CharField(label="正确的住址", max_length=120, required=False)
    community = PointField(label="正确的社区（村）", required=False)
    checked = forms.ChoiceField(
        label="怎样核实的",
        choices=[("", "请选择"), *CheckWay.choices],
        error_messages={"required": "请选择核实方式。"},
    )
    note = forms.CharField(label="说明", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, discrepancy: Discrepancy, positions: list[Position], **kwargs):
        """positions: what is said now; equal values are offered once, with everybody who says so."""
        super().__init__(*args, **kwargs)
        self.fact = discrepancy.fact
        self.values: dict[str, str] = {}
        sayers: dict[str, list[str]] = {}
        for position in positions:
            sayers.setdefault(position.fingerprint, []).append(position.label)
            self.values.setdefault(position.fingerprint, position.value)
        shown = {position.fingerprint: position.shown for position in positions}
        choices = [(key, f"{shown[key]}（{'、'.join(names)}）") for key, names in sayers.items()]
        if self.fact in ANSWERS:
            for name in ("phone", "address", "community"):
                del self.fields[name]
        else:
            for name in {"phone", "address", "community"} - {self.fact}:
                del self.fields[name]
            choices.append((OTHER, "都不对，另填："))
        if self.fact == Fact.COMMUNITY:
            self.fields["community"].within(discrepancy.registration.residence)
        self.fields["choice"].choices = choices

    def clean_phone(self):
        """Accept eleven digits, with blanks or dashes between."""
        return clean_phone(self.cleaned_data["phone"])

    def clean(self):
        """Ask for the other value where none of those stated holds."""
        data = super().clean()
        if data.get("choice") == OTHER and not data.get(self.fact) and not self.errors.get(self.fact):
            self.add_error(self.fact, "请填写正确的内容。")
        return data

    def settled(self) -> dict:
        """Return the cleaned data as arguments of `settle`."""
        data = self.cleaned_data
        value = self.values.get(data["choice"], "")
        if data["choice"] == OTHER:
            value = str(data["community"].pk) if self.fact == Fact.COMMUNITY else data[self.fact]
        return {"value": value, "checked": data["checked"], "note": data["note"], "seen": data["seen"]}
