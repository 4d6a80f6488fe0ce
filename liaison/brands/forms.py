"""What people type about models."""

from typing import Any

from django import forms
from django.utils import timezone

from deputies.teams.forms import AreasField
from liaison.brands.catalogue import BrandPlan
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.areas.querysets import within_q
from yunhe.spellings.forms import AreaField
from yunhe.web.forms.fields import DayField, LineField, WordsField, form_of


class BrandForm(forms.Form):
    """Where a plan is started, with whom, for whom, and what it promises."""

    def __init__(self, *args: Any, user: User, plan: BrandPlan, **kwargs: Any):
        """user: offers the units of the user's offices; plan: the one that is started."""
        super().__init__(*args, **kwargs)
        own = [area.path or "" for area in scope_of(user).areas(*OFFICES)]
        county = [path.split("/")[0] + "/" for path in own]
        units = Area.objects.filter(within_q("", county)).units().current().order_by("order", "code")
        may_lead = units.filter(within_q("", own))
        self.fields["unit"] = AreaField(may_lead, label="牵头单位", empty_label="请选择")
        if may_lead.count() == 1:
            self.fields["unit"].initial = may_lead.first()
        if plan.is_joint:
            self.fields["partner"] = AreaField(units, label="联合单位", empty_label="请选择")
        self.fields["promise"] = WordsField("承诺", 500, initial=plan.promise)
        counts = "任务从这一天所在的期次算起。"
        self.fields["started_on"] = DayField("启动日期", initial=timezone.localdate, help_text=counts)
        points = Area.objects.filter(within_q("", county)).points().current().select_related("unit")
        self.fields["served_areas"] = AreasField(
            points.order_by("unit__order", "order", "code"),
            label="服务区域",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="服务的社区或村，可以不选；每个团队都一样，以后可在团队页分别改。",
        )

    def clean_started_on(self):
        """A model begins this year at the earliest: nobody owes what lies further back."""
        day, today = self.cleaned_data["started_on"], timezone.localdate()
        if not today.replace(month=1, day=1) <= day <= today.replace(year=today.year + 1, month=1, day=31):
            raise forms.ValidationError("启动日期请填今年以内的日子。")
        return day


PromiseForm = form_of(promise=WordsField("承诺", 500, rows=4, missing="请写明承诺。"))
EndForm = form_of(
    reason=LineField("结束原因", 100, missing="请写明原因。"),
    disband=forms.BooleanField(label="同时撤销它的团队", required=False),
)
