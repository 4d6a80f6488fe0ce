"""What people type about stations, codes, check-ins and activities. Rules stay in workflow; `refuse` shows its errors."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import fields_for_model
from django.utils import timezone

from deputies.fields import DeputiesField, DeputyField
from deputies.models import Deputy, Team
from stations.enums import DETAIL_FIELDS, POSITION_FIELDS, ActivityState, StationKind
from stations.models import CHECK_IN_AFTER, CHECK_IN_BEFORE, Activity, Station
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.forms import AreaField
from yunhe.areas.models import Area
from yunhe.areas.querysets import within_q
from yunhe.web.forms.refusable import RefusableForm

STATION_TEXTS = (
    "address",
    "reception_days",
    "office_phone",
    "introduction",
)
DATETIME = "%Y-%m-%dT%H:%M"
PLACEHOLDERS = {
    "address": "例如：中山东街12号 社区服务中心1楼",
    "reception_days": "例如：单月15日 9:00–11:00",
    "office_phone": "对外公开的办公电话",
}


class MomentField(forms.DateTimeField):
    """A date and time in the browser's own picker."""

    def __init__(self, **kwargs: Any):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=DATETIME)
        super().__init__(widget=widget, input_formats=[DATETIME, "%Y-%m-%d %H:%M"], **kwargs)


class PositionForm(RefusableForm):
    """What both forms of a station say about its position."""

    def _explain_position(self) -> None:
        self.fields["latitude"].help_text = "选填。填了以后，代表签到时可以选择核对是否在站点附近，位置不上传、不保存。"
        self.fields["radius"].required = False

    def clean_radius(self) -> int:
        """An empty radius is the usual one."""
        return self.cleaned_data.get("radius") or Station._meta.get_field("radius").default

    def clean(self) -> dict[str, Any]:
        """Latitude and longitude come together."""
        data = super().clean() or {}
        for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if data.get(one) is None and data.get(other) is not None and one not in self.errors:
                self.add_error(one, "纬度和经度须同时填写，或者都不填。")
        return data


class StationForm(PositionForm):
    """Everything about a station, for the offices that organise it. Kind and organiser of a known station stay."""

    def __init__(self, *args: Any, user: User, station: Station | None = None, **kwargs: Any):
        if station:
            names = ("name", "organising_area", "location_area", *STATION_TEXTS, *POSITION_FIELDS)
            kwargs["initial"] = {name: getattr(station, name) for name in names}
        super().__init__(*args, **kwargs)
        scope = scope_of(user)
        offices = scope.areas(Role.COUNTY_OFFICE, Role.OFFICE_STAFF)
        areas = Area.objects.current().select_related("unit").order_by("unit__order", "path")
        roots = {(area.path or "").split("/")[0] + "/" for area in offices}
        texts = fields_for_model(Station, ("name", *STATION_TEXTS, *POSITION_FIELDS))
        if station is None:
            self.fields["kind"] = forms.ChoiceField(label="类别", choices=self._kinds(scope.is_county))
        self.fields["name"] = texts.pop("name")
        self.fields["organising_area"] = AreaField(
            areas.within(*offices), label="主办单位", help_text="联络点选村或社区；城区联络站选主办的乡镇。"
        )
        self.fields["location_area"] = AreaField(
            areas.filter(within_q("", sorted(roots))), label="所在地", help_text="站点实际所在的社区、村或单位。"
        )
        self.fields.update(texts)
        for name, text in PLACEHOLDERS.items():
            self.fields[name].widget.attrs["placeholder"] = text
        self._explain_position()

    @staticmethod
    def _kinds(is_county: bool) -> list[tuple[str, str]]:
        hidden = () if is_county else (StationKind.MAIN, StationKind.AREA)
        return [(kind.value, str(kind.label)) for kind in reversed(StationKind) if kind not in hidden]


class DetailForm(PositionForm):
    """What the keeper of a point may change."""

    def __init__(self, *args: Any, station: Station, **kwargs: Any):
        kwargs["initial"] = {name: getattr(station, name) for name in DETAIL_FIELDS}
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(Station, DETAIL_FIELDS))
        self._explain_position()


class ReasonForm(forms.Form):
    """Why something is closed, revoked, replaced, cancelled or undone."""

    reason = forms.CharField(label="原因", max_length=120, strip=True)


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


class RecordForm(RefusableForm):
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


class DepartureForm(RefusableForm):
    """When a deputy left, typed in by the keeper."""

    at = MomentField(label="离开时间", required=False, help_text="刚刚离开的不用填。")


class RollCallForm(RefusableForm):
    """Many deputies at once, ticked by the keeper at the activity itself."""

    deputies = DeputiesField(Deputy.objects.none(), label="在场代表", widget=forms.CheckboxSelectMultiple)

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


class PresenceForm(forms.Form):
    """Where a deputy, whose code a keeper has just scanned, is present: one of the keeper's stations or activities."""

    place = forms.ChoiceField(label="在哪里签到")

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.places = places_kept_by(user)
        self.fields["place"].choices = [
            (key, f"活动：{place}" if isinstance(place, Activity) else str(place)) for key, place in self.places.items()
        ]

    def clean_place(self) -> Station | Activity:
        """Return the station or activity itself."""
        return self.places[self.cleaned_data["place"]]


def choosable_deputies(user: User) -> QuerySet[Deputy]:
    """Return the deputies in office whom `user` may see, in order of pinyin."""
    return Deputy.objects.visible_to(user).serving().select_related("origin").order_by("name_pinyin", "pk")


def places_kept_by(user: User, since: timedelta = timedelta()) -> dict[str, Station | Activity]:
    """Return where `user` may record deputies now: {"activity-5": …, "station-12": …}, activities first.

    since: how far back activities are taken too, for scans that are handed in later.
    """
    own = [area.path or "" for area in scope_of(user).areas()]
    now = timezone.now()
    activities = Activity.objects.filter(
        within_q("organising_area", own),
        starts_at__lte=now + CHECK_IN_BEFORE,
        ends_at__gte=now - CHECK_IN_AFTER - since,
    ).exclude(state=ActivityState.CANCELLED)
    stations = Station.objects.active().filter(within_q("organising_area", own))
    return {
        **{f"activity-{activity.pk}": activity for activity in activities.select_related("organising_area", "station")},
        **{f"station-{station.pk}": station for station in stations.select_related("organising_area")},
    }
