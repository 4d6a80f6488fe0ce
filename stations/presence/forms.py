"""Forms of check-ins: by hand, by roll call, from a paper list."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from deputies.people.fields import DeputiesField, DeputyField, choosable_deputies
from deputies.people.models import Deputy
from deputies.people.naming import fold_name
from deputies.people.querysets import named_q
from stations.activities.enums import ActivityState
from stations.activities.models import CHECK_IN_AFTER, CHECK_IN_BEFORE, Activity
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.web.forms.fields import LineField, MomentField, form_of

SHOWN_ALIKE = 6


class RecordForm(forms.Form):
    """A check-in by hand: now, or afterwards with the true time and the reason."""

    deputy = DeputyField(Deputy.objects.none(), label="代表", required=False, empty_label="请选择代表")
    other = LineField("名单上没有的代表", 40, required=False, help_text="写姓名，全县的在任代表都能找到。")
    at = MomentField(label="真实到场时间", required=False, help_text="代表现在就在现场的，不用填。")
    reason = forms.CharField(
        label="补登原因",
        max_length=120,
        required=False,
        help_text="填了时间才需要，例如：现场没有网络，依据纸质签到单。",
    )

    def __init__(self, *args: Any, user: User, county_path: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.county = county_path
        self.fields["deputy"].queryset = choosable_deputies(user)  # type: ignore[attr-defined]

    def clean_other(self) -> Deputy | None:
        """Return the deputy of the county who is named, if any."""
        words = self.cleaned_data["other"].strip()
        return one_called(words, self.county) if words else None

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the verb."""
        data = dict(self.cleaned_data)
        other = data.pop("other")
        return {**data, "deputy": data["deputy"] or other}

    def clean(self) -> dict[str, Any]:
        """One deputy, chosen or named; a time needs a reason, and a reason a time."""
        data = super().clean() or {}
        if "other" not in self.errors and bool(data.get("deputy")) == bool(data.get("other")):
            self.add_error("deputy", "请选择一位代表，或写出姓名，两样填一样。")
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
    """Many deputies at once, ticked by the keeper at the activity itself: the invited, the team, those in sight.

    Whoever else of the county has come is named (`others`) and found by the name.
    """

    deputies = DeputiesField("在场代表", required=False)
    others = LineField(
        "名单上没有的代表",
        200,
        required=False,
        help_text="写姓名，全县的在任代表都能找到；几位用顿号隔开。同名的写成“蓝大山（赤石乡）”。",
    )

    def __init__(self, *args: Any, user: User, activity: Activity, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.present = set(activity.check_ins.standing().values_list("deputy_id", flat=True))
        self.county = activity.organising_area.county_path
        self.fields["deputies"].queryset = expected_at(activity, user).exclude(pk__in=self.present)  # type: ignore[attr-defined]

    def clean_others(self) -> list[Deputy]:
        """Return the deputies who are named. Raises ValidationError for a name of nobody, or of several."""
        found = []
        for words in re.split(r"[、，,；;\s]+", self.cleaned_data["others"].strip()):
            if words:
                found.append(one_called(words, self.county))
        return found

    def clean(self) -> dict[str, Any]:
        """Demand somebody, ticked or named."""
        data = super().clean() or {}
        if not self.errors and not data["deputies"] and not data["others"]:
            self.add_error("deputies", "请至少勾选一位在场代表，或写出姓名。")
        return data

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the verb: everybody once, without those who are in already."""
        data = dict(self.cleaned_data)
        others = data.pop("others")
        data["deputies"] = list({deputy.pk: deputy for deputy in (*data["deputies"], *others)}.values())
        return data


def expected_at(activity: Activity, user: User) -> QuerySet[Deputy]:
    """Return whom a list of `activity` offers: the invited, the members of its team, the deputies whom `user` may see."""
    rows = Deputy.objects.serving().select_related("origin")
    named = Q(invitations__activity=activity) | Q(pk__in=choosable_deputies(user).order_by().values("pk"))
    if activity.team_id:
        named |= Q(team_memberships__team=activity.team_id, team_memberships__left_on__isnull=True)
    return rows.filter(pk__in=Deputy.objects.filter(named).values("pk")).order_by("name_pinyin", "pk")


def one_called(words: str, county_path: str) -> Deputy:
    """Return the one deputy in office of the county whom `words` name: 蓝大山, 蓝大山（赤石乡）. Raises ValidationError otherwise."""
    name, _, place = words.replace("（", "(").replace(")", "").replace("）", "").partition("(")
    rows = Deputy.objects.serving().filter(origin__path__startswith=county_path).select_related("origin")
    called = rows.filter(named_q(name)).order_by("name_pinyin", "pk")
    exact = [deputy for deputy in called if fold_name(deputy.name) == fold_name(name)] or list(called[:SHOWN_ALIKE])
    found = [deputy for deputy in exact if not place or place in deputy.origin.name]
    if len(found) == 1:
        return found[0]
    listed = "、".join(f"{deputy.name}（{deputy.origin.name}）" for deputy in (found or exact)[:SHOWN_ALIKE])
    if listed:
        raise forms.ValidationError(f"“{words}”对得上几位代表：{listed}。请写明是哪一位。")
    raise forms.ValidationError(f"全县在任代表里没有“{words}”，请核对姓名。")


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
