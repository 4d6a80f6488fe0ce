"""Forms of stations."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model

from stations.places.enums import DETAIL_FIELDS, POSITION_FIELDS, StationKind
from stations.places.models import Station
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.areas.querysets import within_q
from yunhe.spellings.forms import AreaField
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
