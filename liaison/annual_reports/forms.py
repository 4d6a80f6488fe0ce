"""Forms of annual reports."""

from django import forms
from django.utils import timezone

from liaison.annual_reports.models import AnnualReport
from yunhe.areas.models import Area
from yunhe.web.forms.fields import DayField, WordsField


class HeadForm(forms.ModelForm):
    """Title, number, addressee and signer."""

    class Meta:
        model = AnnualReport
        fields: tuple[str, ...] = ("title", "number", "addressee", "signer")


class SectionForm(forms.Form):
    """The text of one section."""

    text = WordsField("正文", 6000, rows=14, required=False, help_text="每段一行。")


class HandInForm(forms.Form):
    """When it went to the Party committee."""

    on = DayField("报送日期", initial=timezone.localdate)


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(label="撤回原因", max_length=120)


class ReplyForm(forms.Form):
    """What the Party committee answered."""

    on = DayField("批复日期", initial=timezone.localdate)
    number = forms.CharField(label="批复文号", max_length=40, required=False)
    reply = WordsField("批复意见", 4000, rows=6)


class DecisionForm(forms.Form):
    """Something that was decided."""

    text = WordsField("决定事项", 300)
    owner = forms.ModelChoiceField(label="落实单位", queryset=Area.objects.none())
    due_on = DayField("期限")

    def __init__(self, *args, report: AnnualReport, **kwargs):
        super().__init__(*args, **kwargs)
        county = report.area.parent or report.area
        units = Area.objects.within(county).units().current().order_by("order", "code")
        self.fields["owner"].queryset = units  # type: ignore[attr-defined]
        self.initial["owner"] = report.area_id


class ResultForm(forms.Form):
    """How a decision was carried out."""

    result = WordsField("落实情况", 1000, rows=4)


class ReopenForm(forms.Form):
    """Why a decision is taken up again."""

    reason = forms.CharField(label="重新落实的原因", max_length=120)
