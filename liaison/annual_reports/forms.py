"""Forms of annual reports."""

from django import forms
from django.utils import timezone

from liaison.annual_reports.models import AnnualReport
from yunhe.areas.models import Area

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class HeadForm(forms.ModelForm):
    """Title, number, addressee and signer."""

    class Meta:
        model = AnnualReport
        fields: tuple[str, ...] = ("title", "number", "addressee", "signer")


class SectionForm(forms.Form):
    """The text of one section."""

    text = forms.CharField(
        label="正文", required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 14}), help_text="每段一行。"
    )


class HandInForm(forms.Form):
    """When it went to the Party committee."""

    on = forms.DateField(label="报送日期", widget=DATE, initial=timezone.localdate)


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(label="撤回原因", max_length=120)


class ReplyForm(forms.Form):
    """What the Party committee answered."""

    on = forms.DateField(label="批复日期", widget=DATE, initial=timezone.localdate)
    number = forms.CharField(label="批复文号", max_length=40, required=False)
    reply = forms.CharField(label="批复意见", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))


class DecisionForm(forms.Form):
    """Something that was decided."""

    text = forms.CharField(label="决定事项", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    owner = forms.ModelChoiceField(label="落实单位", queryset=Area.objects.none())
    due_on = forms.DateField(label="期限", widget=DATE)

    def __init__(self, *args, report: AnnualReport, **kwargs):
        super().__init__(*args, **kwargs)
        county = report.area.parent or report.area
        self.fields["owner"].queryset = Area.objects.within(county).units().current().order_by("order", "code")
        self.initial["owner"] = report.area_id


class ResultForm(forms.Form):
    """How a decision was carried out."""

    result = forms.CharField(label="落实情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class ReopenForm(forms.Form):
    """Why a decision is taken up again."""

    reason = forms.CharField(label="重新落实的原因", max_length=120)


MOVE_FORMS = {"hand_in": HandInForm, "withdraw": WithdrawForm, "reply": ReplyForm}
DECISION_FORMS = {"finish": ResultForm, "reopen": ReopenForm}
