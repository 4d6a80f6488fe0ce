"""What people type about costs, minutes and photos."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model

from stations.activities.models import Activity, Minutes
from stations.activities.workflow import CostLine
from yunhe.accounts.models import User
from yunhe.areas.enums import UNITS, AreaKind
from yunhe.areas.models import Area
from yunhe.pictures import PicturesField
from yunhe.spellings.forms import AreaField
from yunhe.web.forms.fields import LineField, form_of, known_of

UPLOAD_AT_MOST = 12
PAYING = (AreaKind.COUNTY, *UNITS)  # a budget line lies with an office, never with a village or community
MINUTES_FIELDS = ("chair", "guests", "body", "agreed", "recorder")


class CostForm(forms.Form):
    """One line of the cost plan, in yuan."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    item = forms.CharField(label="项目", max_length=60)
    amount = forms.DecimalField(
        label="金额（元）",
        max_digits=9,
        decimal_places=2,
        min_value=0.01,
        error_messages={"min_value": "金额应大于 0。", "invalid": "金额请写数字，例如 300 或 120.50。"},
    )
    payer = AreaField(Area.objects.none(), label="列支单位", empty_label=None)

    def __init__(self, *args: Any, payers: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["payer"].queryset = payers
        self.fields["amount"].widget.attrs |= {"inputmode": "decimal", "step": "0.01"}

    def line(self) -> CostLine:
        """Return the line that was typed."""
        data = self.cleaned_data
        return CostLine(data["item"], int(data["amount"] * 100), data["payer"], data["pk"])


CostFormSet = forms.formset_factory(CostForm, extra=3, can_delete=True, max_num=40, validate_max=True)


def cost_formset(data: Any, activity: Activity) -> Any:
    """Return the formset of an activity's cost plan, bound to `data` when it is given."""
    unit = activity.organising_area.unit or activity.organising_area
    payers = Area.objects.current().filter(path__startswith=(unit.path or "").split("/")[0] + "/", kind__in=PAYING)
    known = [
        {"pk": cost.pk, "item": cost.item, "amount": f"{cost.cents / 100:.2f}", "payer": cost.payer_id}
        for cost in activity.costs.order_by("pk")
    ]
    formset = CostFormSet(data, initial=known, form_kwargs={"payers": payers.order_by("order", "code")})
    for form in formset.extra_forms:
        form.fields["payer"].initial = unit.pk
    return formset


class MinutesForm(forms.Form):
    def __init__(self, *args: Any, user: User, minutes: Minutes | None = None, **kwargs: Any):
        if minutes:
            kwargs["initial"] = known_of(minutes, MINUTES_FIELDS)
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(Minutes, MINUTES_FIELDS))
        if minutes is None:
            self.fields["recorder"].initial = user.display_name[:40]
        self.fields["guests"].help_text = "列席的部门负责人、议事员、群众代表等。到场代表按签到自动列出，不用写。"
        self.fields["body"].help_text = "议了什么，谁提了什么意见。"
        self.fields["body"].widget.attrs["rows"] = 12
        self.fields["agreed"].help_text = "一行一件，写明谁办、何时办完；印发后可逐件登记跟进。"
        self.fields["agreed"].widget.attrs["rows"] = 5


PhotosForm = form_of(
    pictures=PicturesField(at_most=UPLOAD_AT_MOST, label="照片"),
    caption=LineField("说明", 60, required=False, help_text="这几张共用，之后可以逐张改。"),
)
CaptionForm = form_of(caption=LineField("说明", 60, required=False))
