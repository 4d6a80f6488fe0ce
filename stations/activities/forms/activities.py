"""The form of an activity."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model

from stations.activities.enums import SignUp
from stations.activities.forms.choices import own_area_field, station_field, team_field
from stations.activities.models import Activity
from yunhe.accounts.models import User
from yunhe.web.forms.fields import MomentField, known_of

FIELDS = (
    "title",
    "kind",
    "organising_area",
    "team",
    "station",
    "place",
    "starts_at",
    "ends_at",
    "sign_up",
    "capacity",
    "sign_up_until",
    "description",
    "cost_note",
)


class ActivityForm(forms.Form):
    starts_at = MomentField("开始时间")
    ends_at = MomentField("结束时间", help_text="签到从开始前 1 小时到结束后半小时。")
    sign_up_until = MomentField("报名截止", required=False, help_text="不填为活动开始时。")

    def __init__(self, *args: Any, user: User, activity: Activity | None = None, **kwargs: Any):
        if activity:
            kwargs["initial"] = {**known_of(activity, FIELDS), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        texts = ("title", "kind", "place", "description", "cost_note", "capacity", "sign_up")
        self.fields.update(fields_for_model(Activity, texts))
        self.fields["organising_area"] = own_area_field(user, "组织单位")
        self.fields["station"] = station_field(user)
        self.fields["team"] = team_field(user, "不是团队活动")
        self.fields["place"].help_text = "不在站点举行时填写，或写明房间。"
        self.fields["capacity"].help_text = "不限人数的不用填；额满后报名的进入候补。"
        self.fields["sign_up"].required = False  # left out where an activity is planned by other means: those invited
        self.fields["sign_up"].help_text = "代表扫活动码报名；额满的进入候补，有空位按先后递补。"
        self.fields["cost_note"].help_text = "金额逐项登记在活动页的“经费计划”里，这里写依据和说明。"
        self.fields["cost_note"].widget.attrs["rows"] = 2
        self.order_fields(FIELDS)

    def clean_sign_up(self) -> str:
        """Return who may sign up; those invited where nothing was said."""
        return self.cleaned_data["sign_up"] or SignUp.INVITED
