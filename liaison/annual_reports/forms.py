"""Forms of annual reports."""

from django import forms
from django.utils import timezone

from liaison.annual_reports.models import AnnualReport
from yunhe.areas.models import Area
from yunhe.web.forms.fields import DayField, LineField, WordsField, form_of


class HeadForm(forms.ModelForm):
    """Title, number, addressee and signer."""

    class Meta:
        model = AnnualReport
        fields: tuple[str, ...] = ("title", "number", "addressee", "signer")


SectionForm = form_of(text=WordsField("正文", 6000, rows=14, required=False, help_text="每段一行。"))
HandInForm = form_of(on=DayField("报送日期", initial=timezone.localdate))
WithdrawForm = form_of(reason=LineField("撤回原因", 120))
ReplyForm = form_of(
    on=DayField("批复日期", initial=timezone.localdate),
    number=LineField("批复文号", 40, required=False),
    reply=WordsField("批复意见", 4000, rows=6),
)
ResultForm = form_of(result=WordsField("落实情况", 1000, rows=4))
ReopenForm = form_of(reason=LineField("重新落实的原因", 120))


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
