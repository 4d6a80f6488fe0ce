"""The form of an activity."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model

from deputies.teams.models import Team
from stations.activities.models import Activity
from stations.places.forms import MomentField
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.spellings.forms import AreaField
from yunhe.web.forms.refusable import RefusableForm


class ActivityForm(RefusableForm):
    """An activity."""

    starts_at = MomentField(label="开始时间")
    ends_at = MomentField(label="结束时间", help_text="签到从开始前 1 小时到结束后半小时。")
    sign_up_until = MomentField(label="报名截止", required=False, help_text="不填为活动开始时。")

    def __init__(self, *args: Any, user: User, activity: Activity | None = None, **kwargs: Any):
        names = (
            "title",
            "kind",
            "organising_area",
            "team",
            "station",
            "place",
            "starts_at",
            "ends_at",
            "capacity",
            "sign_up_until",
            "description",
            "cost_note",
        )
        if activity:
            kwargs["initial"] = {**{name: getattr(activity, name) for name in names}, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        areas = Area.objects.current().select_related("unit").order_by("unit__order", "path")
        own = scope_of(user).areas()
        self.fields.update(
            fields_for_model(Activity, ("title", "kind", "place", "description", "cost_note", "capacity"))
        )
        self.fields["organising_area"] = AreaField(areas.within(*own), label="组织单位", empty_label=None)
        if activity is None and own:
            self.fields["organising_area"].initial = min(own, key=lambda area: len(area.path or "")).pk
        self.fields["station"] = forms.ModelChoiceField(
            Station.objects.visible_to(user).active(), label="所在站点", required=False, empty_label="不在站点举行"
        )
        self.fields["team"] = forms.ModelChoiceField(
            Team.objects.managed_by(user).standing().order_by("area__order", "name"),
            label="团队",
            required=False,
            empty_label="不是团队活动",
        )
        self.fields["place"].help_text = "不在站点举行时填写，或写明房间。"
        self.fields["capacity"].help_text = "不限人数的不用填；额满后报名的进入候补。"
        self.fields["cost_note"].help_text = "金额逐项登记在活动页的“经费计划”里，这里写依据和说明。"
        self.fields["cost_note"].widget.attrs["rows"] = 2
        self.order_fields(names)
