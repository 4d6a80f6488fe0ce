"""What people type about a station: its place, hours, people, rules, postings."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone

from deputies.people.fields import DeputiesField
from deputies.people.models import Deputy
from stations.places.enums import DETAIL_FIELDS, POSITION_FIELDS, StationKind
from stations.places.hours_rules import Span, read_spans, write_spans
from stations.places.models import Station, StationStaff
from stations.places.queries import proposed_for, week_of
from stations.places.rules_text import template_for
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.areas.querysets import within_q
from yunhe.kit.workdays import Weekday
from yunhe.spellings.forms import AreaField
from yunhe.web.forms.fields import DayField, LineField, form_of, known_of

STATION_TEXTS = ("address", "reception_days", "office_phone", "introduction")
PLACEHOLDERS = {
    "address": "例如：中山东街12号 社区服务中心1楼",
    "reception_days": "例如：单月15日 9:00–11:00",
    "office_phone": "对外公开的办公电话",
}


class PositionForm(forms.Form):
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
            kwargs["initial"] = known_of(station, names)
        super().__init__(*args, **kwargs)
        scope = scope_of(user)
        offices = scope.areas(*OFFICES)
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
        kwargs["initial"] = known_of(station, DETAIL_FIELDS)
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(Station, DETAIL_FIELDS))
        self._explain_position()


# why something is closed, revoked, replaced, cancelled or undone
ReasonForm = form_of(reason=LineField("原因", 120, missing="请写明原因。"))
USUAL = "8:30–11:30，14:00–17:00"
STAFF_FIELDS = ("name", "post", "phone", "phone_is_public")


class SpansField(forms.CharField):
    """The opening times of one day as a line: 8:30-11:30，14:00-17:00; empty is closed."""

    def __init__(self, **kwargs: Any):
        super().__init__(max_length=80, required=False, **kwargs)
        self.widget.attrs["placeholder"] = "不开放"

    def clean(self, value: str) -> tuple[Span, ...]:
        return read_spans(super().clean(value))


class HoursForm(forms.Form):
    """A week of opening hours, one line a day."""

    keeps_holidays = forms.BooleanField(label="法定节假日休息", required=False)

    def __init__(self, *args: Any, station: Station, **kwargs: Any):
        super().__init__(*args, **kwargs)
        week = week_of(station)
        for day in Weekday:
            usual = USUAL if not week.is_known and day <= Weekday.FRIDAY else ""
            known = write_spans(week.days.get(day.value, ())) or usual
            self.fields[f"day{day.value}"] = SpansField(label=day.label, initial=known)
        self.fields["keeps_holidays"].initial = station.keeps_holidays
        self.order_fields([*(f"day{day.value}" for day in Weekday), "keeps_holidays"])

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the verb: ISO weekday → spans, and whether holidays are kept."""
        days = {day.value: self.cleaned_data[f"day{day.value}"] for day in Weekday}
        return {"days": days, "keeps_holidays": self.cleaned_data["keeps_holidays"]}


class ExceptionForm(forms.Form):
    """Other hours on one date."""

    on = DayField("日期")
    hours = SpansField(label="当天开放时间", help_text="当天不开放的留空。")
    note = forms.CharField(label="说明", max_length=60, required=False, help_text="例如：停电检修、周末接待日。")

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the verb."""
        return {**self.cleaned_data, "hours": write_spans(self.cleaned_data["hours"])}


class StaffForm(forms.Form):
    """Somebody who works at a station."""

    def __init__(self, *args: Any, person: StationStaff | None = None, **kwargs: Any):
        if person:
            kwargs["initial"] = known_of(person, STAFF_FIELDS)
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(StationStaff, STAFF_FIELDS))
        self.fields["phone"].help_text = "只填办公电话，例如 0578-5120000。"


KeeperForm = form_of(
    name=LineField("负责人姓名", 40),
    note=LineField("说明", 120, required=False, help_text="例如：社区副书记，负责联络点日常工作。"),
)


class RulesForm(forms.Form):
    rules = forms.CharField(
        label="工作制度", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 14})
    )

    def __init__(self, *args: Any, station: Station, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["rules"].initial = station.rules or template_for(station)


class NearDeputiesField(DeputiesField):
    """Deputies named with the origin and where they live."""

    def label_from_instance(self, deputy: Deputy) -> str:
        """Return 张三（赤石乡选出，住中山社区）."""
        place = deputy.residence.short_name if deputy.residence else deputy.residence_outside or "居住地未登记"
        return f"{deputy.name}（{deputy.origin.name}选出，住{place}）"


class PostingForm(forms.Form):
    """Who is posted at a station, from when."""

    begins_on = DayField("驻站起始", initial=timezone.localdate)
    deputies = NearDeputiesField("代表")

    def __init__(self, *args: Any, station: Station, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["deputies"].queryset = proposed_for(station)
        self.fields["deputies"].help_text = "住得近的排在前面；外乡镇选出、住在附近的代表也可以驻站。"
