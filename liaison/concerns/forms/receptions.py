"""What people type about receptions of voters."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone

from deputies.people.fields import DeputiesField, choosable_deputies
from liaison.concerns.enums import FeedbackWay, VoterRating
from liaison.concerns.models import VoterReception
from stations.places.models import Station
from yunhe.accounts.enums import STAFF_ROLES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.kit.workdays import add_workdays
from yunhe.spellings.forms import PointField
from yunhe.web.forms.fields import DayField, LineField, PhoneField, WordsField, form_of

TEXTS = ("category", "text", "answer", "proposal", "route")
VOTER = ("voter_name", "voter_phone", "voter_address")
ORDER = (
    "station", "received_on", "deputies", "category", "text", "answer", "proposal", "route",
    *VOTER, "household_area", "residence_area",
)  # fmt: skip
NORMAL_DAYS = 30  # working days; station opinions have no statutory clock, the county's own custom


class ReceptionForm(forms.Form):
    """What one voter brought. Staff say who received; a deputy who writes it down is the one."""

    received_on = DayField("日期", initial=timezone.localdate)
    deputies = DeputiesField("接待代表")
    household_area = PointField(label="户籍地", required=False)
    residence_area = PointField(label="现居住地", required=False)

    def __init__(self, *args: Any, user: User, reception: VoterReception | None = None, **kwargs: Any):
        names = ("received_on", "household_area", "residence_area", *TEXTS, *VOTER)
        if reception:
            known = {name: getattr(reception, name) for name in names}
            known["deputies"] = list(reception.deputies.values_list("pk", flat=True))
            kwargs["initial"] = known
        super().__init__(*args, **kwargs)
        scope = scope_of(user)
        self.is_staff = scope.has_role(*STAFF_ROLES)
        self.fields.update(fields_for_model(VoterReception, (*TEXTS, *VOTER)))
        self.fields["voter_phone"] = PhoneField("选民电话", any_kind=True, required=False)
        for name in VOTER:
            self.fields[name].widget = forms.TextInput(attrs={"autocomplete": "off"})
        self.fields["voter_name"].help_text = "选民愿意留的才填，加密保存，不公开。"
        for name in ("text", "answer", "proposal"):
            self.fields[name].widget.attrs["rows"] = 4 if name == "text" else 2
        self.fields["text"].help_text = "听清、记准，一件事一份记录；代表不直接处理问题。"
        counties = Area.objects.counties_of(*(held.area for held in scope.appointments))
        if reception is None:
            own = scope.areas() if self.is_staff else counties
            stations = Station.objects.active().order_by("organising_area__order", "kind", "name")
            stations = stations.organised_within(*own)
            self.fields["station"] = forms.ModelChoiceField(stations, label="站点", empty_label="请选择站点")
        if self.is_staff:
            self.fields["deputies"].queryset = choosable_deputies(user)
            self.fields["deputies"].error_messages["required"] = "请至少勾选一位接待代表。"
        else:
            del self.fields["deputies"]
        for name in ("household_area", "residence_area"):
            self.fields[name].within(*counties)
        self.order_fields(ORDER)

    def facts(self) -> dict[str, Any]:
        """Return the cleaned data as arguments of the workflow verb."""
        data = dict(self.cleaned_data)
        if not self.is_staff and "station" in data:
            data["deputies"] = []
        return data


class ReceptionAssignForm(forms.Form):
    """To whom, and until when."""

    handler = LineField("承办单位", 60, help_text="例如：浮云街道中山社区、县住建局")
    due_on = DayField(
        "办理期限",
        initial=lambda: add_workdays(timezone.localdate(), NORMAL_DAYS),
        help_text=f"默认 {NORMAL_DAYS} 个工作日，简单事项可改为 10 个工作日。",
    )


#: what came of it; then when and how the voter was told, and the rating
SettleForm = form_of(result=WordsField("办理结果", 1000, rows=4))
ReceptionTellForm = form_of(
    told_on=DayField("反馈日期", initial=timezone.localdate),
    told_way=forms.ChoiceField(label="反馈方式", choices=FeedbackWay.choices),
    rating=forms.ChoiceField(label="选民评价", choices=VoterRating.choices),
)
