"""Input of the board: stating facts, settling a difference."""

from collections.abc import Sequence

from django import forms

from liaison.discrepancies.enums import ANSWERS, CheckWay, Fact
from liaison.discrepancies.models import Discrepancy
from liaison.discrepancies.queries import Position
from liaison.registration.models import Registration
from yunhe.spellings.forms import PointField
from yunhe.web.forms.fields import PhoneField, WordsField

OTHER = "other"
TYPED = ("phone", "address", "community")  # facts whose value people type; the others are yes or no


def answer_field(fact: Fact) -> forms.TypedChoiceField:
    """Return the question whether `fact` is so; left open it is None."""
    choices = [("", "这次不说明"), *ANSWERS[fact].items()]
    return forms.TypedChoiceField(
        label=fact.label, required=False, choices=choices, coerce=lambda said: said == "yes", empty_value=None
    )


class StatementForm(forms.Form):
    """What a side knows of a deputy; what is left empty is not spoken of."""

    still_here = answer_field(Fact.STILL_HERE)
    community = PointField(label=Fact.COMMUNITY.label, required=False, help_text="有变化时选择")
    address = forms.CharField(
        label=Fact.ADDRESS.label, max_length=120, required=False, help_text="有变化时填写：小区、楼幢、门牌"
    )
    phone = PhoneField(Fact.PHONE.label, required=False, help_text="有变化时填写，11位")
    household_at_home = answer_field(Fact.HOUSEHOLD)
    note = WordsField("补充说明", 200, rows=2, required=False)

    def __init__(self, *args, registration: Registration, **kwargs):
        """registration: the open one; offers the points of its county."""
        super().__init__(*args, **kwargs)
        self.fields["community"].empty_label = "这次不说明"
        self.fields["community"].within(registration.origin.parent or registration.origin)


class SettleForm(forms.Form):
    """Which value holds, and how that was checked."""

    choice = forms.ChoiceField(
        label="以哪一种说法为准", widget=forms.RadioSelect, error_messages={"required": "请选择以哪一种说法为准。"}
    )
    phone = PhoneField("正确的手机", required=False)
    address = forms.CharField(label="正确的住址", max_length=120, required=False)
    community = PointField(label="正确的社区（村）", required=False)
    checked = forms.ChoiceField(
        label="怎样核实的", choices=[("", "请选择"), *CheckWay.choices], error_messages={"required": "请选择核实方式。"}
    )
    note = WordsField("说明", 200, rows=2, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, discrepancy: Discrepancy, positions: Sequence[Position], **kwargs):
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
        for name in {*TYPED} - {self.fact}:
            del self.fields[name]
        if self.fact in TYPED:
            choices.append((OTHER, "都不对，另填："))
        if self.fact == Fact.COMMUNITY:
            self.fields["community"].within(discrepancy.registration.residence)
        self.fields["choice"].choices = choices

    def clean(self):
        """Ask for the other value where none of those stated holds."""
        data = super().clean()
        if data.get("choice") == OTHER and not data.get(self.fact) and not self.errors.get(self.fact):
            self.add_error(self.fact, "请填写正确的内容。")
        return data

    def facts(self) -> dict:
        """Return the cleaned data as arguments of `settle`."""
        data = self.cleaned_data
        value = self.values.get(data["choice"], "")
        if data["choice"] == OTHER:
            value = str(data["community"].pk) if self.fact == Fact.COMMUNITY else data[self.fact]
        return {"value": value, "checked": data["checked"], "note": data["note"], "seen": data["seen"]}
