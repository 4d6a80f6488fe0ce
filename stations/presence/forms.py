"""Forms of check-ins: by hand, by roll call, from a paper list."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from deputies.people.fields import DeputiesField, DeputyField, choosable_deputies
from deputies.people.models import Deputy
from stations.activities.enums import ActivityState
from stations.activities.models import CHECK_IN_AFTER, CHECK_IN_BEFORE, Activity
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.web.forms.fields import MomentField, form_of


class RecordForm(forms.Form):
    """A check-in by hand: now, or afterwards with the true time and the reason."""

    deputy = DeputyField(Deputy.objects.none(), label="代表", empty_label="请选择代表")
    at = MomentField(label="真实到场时间", required=False, help_text="代表现在就在现场的，不用填。")
    reason = forms.CharField(
        label="补登原因",
        max_length=120,
        required=False,
        help_text="填了时间才需要，例如：现场没有网络，依据纸质签到单。",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = choosable_deputies(user)

    def clean(self) -> dict[str, Any]:
        """A time needs a reason, and a reason a time."""
        data = super().clean() or {}
        if data.get("at") and not data.get("reason"):
            self.add_error("reason", "填写了时间就是事后补登，请写明原因。")
        if data.get("reason") and not data.get("at") and "at" not in self.errors:
            self.add_error("at", "事后补登请填写真实到场时间；现在就在现场的，请清空原因。")
        return data


DepartureForm = form_of(
    at=MomentField(
        "离开时间",
        required=False,
        help_text="刚刚离开的不用填。",
        error_messages={"invalid": "没有登记签退：请检查离开时间，刚刚离开的不用填。"},
    )
)


class RollCallForm(forms.Form):
    """Many deputies at once, ticked by the keeper at the activity itself."""

    deputies = DeputiesField("在场代表")

    def __init__(self, *args: Any, user: User, activity: Activity, **kwargs: Any):
        super().__init__(*args, **kwargs)
        present = activity.check_ins.standing().values("deputy_id")
        self.fields["deputies"].queryset = choosable_deputies(user).exclude(pk__in=present)
        self.fields["deputies"].error_messages["required"] = "请至少勾选一位在场代表。"


class PaperListForm(RollCallForm):
    """The paper list of an activity, typed in afterwards: several deputies at once."""

    at = MomentField(label="真实到场时间")
    reason = forms.CharField(label="补登原因", max_length=120, initial="依据现场纸质签到单")

    def __init__(self, *args: Any, user: User, activity: Activity, **kwargs: Any):
        kwargs["initial"] = {"at": activity.starts_at, **kwargs.get("initial", {})}
        super().__init__(*args, user=user, activity=activity, **kwargs)


SheetForm = form_of(
    file=forms.FileField(
        label="签到表文件",
        help_text="支持 xlsx、xls、csv，最大 10 MB。两栏、三栏并排的也可以，签名栏打“√”、写“到”或本人姓名的算到场。",
        error_messages={"required": "请选择签到表文件。", "empty": "文件是空的（0 字节），请确认选对了文件。"},
    )
)


class PresenceForm(forms.Form):
    """Where a deputy, whose code a keeper has just scanned, is present: one of the keeper's stations or activities."""

    place = forms.ChoiceField(label="在哪里签到")

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.places = places_kept_by(user)
        self.fields["place"].choices = named(self.places)

    def clean_place(self) -> Station | Activity:
        """Return the station or activity itself."""
        return self.places[self.cleaned_data["place"]]


def places_kept_by(user: User, since: timedelta = timedelta()) -> dict[str, Station | Activity]:
    """Return where `user` may record deputies now: {"activity-5": …, "station-12": …}, activities first.

    since: how far back activities are taken too, for scans that are handed in later.
    """
    own = scope_of(user).within("organising_area")
    now = timezone.now()
    activities = Activity.objects.filter(
        own,
        starts_at__lte=now + CHECK_IN_BEFORE,
        ends_at__gte=now - CHECK_IN_AFTER - since,
    ).exclude(state=ActivityState.CANCELLED)
    stations = Station.objects.active().filter(own)
    return {
        **{f"activity-{activity.pk}": activity for activity in activities.select_related("organising_area", "station")},
        **{f"station-{station.pk}": station for station in stations.select_related("organising_area")},
    }


def named(places: dict[str, Station | Activity]) -> list[tuple[str, str]]:
    """Return (key, name for people) of `places`."""
    return [(key, f"活动：{place}" if isinstance(place, Activity) else str(place)) for key, place in places.items()]
