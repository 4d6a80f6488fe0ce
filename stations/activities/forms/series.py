"""What people type about series of activities."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone

from stations.activities.forms.choices import own_area_field, station_field, team_field
from stations.activities.models import ActivitySeries
from stations.rotas.forms import explain_rule
from yunhe.accounts.models import User
from yunhe.web.forms.fields import known_of, time_widget

RULE = ("rhythm", "months", "day", "weekday", "nth", "starts", "ends")
CHANGEABLE = (*RULE, "station", "place", "capacity", "themes")
THEME_LENGTH = 40


class SeriesChangeForm(forms.Form):
    """What may change in the middle of the year: the rule, hours, place, themes of the rest."""

    def __init__(self, *args: Any, user: User, series: ActivitySeries | None = None, themes: str = "", **kwargs: Any):
        if series:
            kwargs["initial"] = {**known_of(series, CHANGEABLE), "themes": themes, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(ActivitySeries, (*RULE, "place", "capacity", "themes")))
        self.fields["station"] = station_field(user)
        explain_rule(self)
        self.fields["place"].help_text = "不在站点举行时填写，或写明房间。"
        self.fields["themes"].help_text = "一行一个，按日期先后；没写主题的用日期作名称。"
        self.fields["themes"].widget.attrs["rows"] = 8
        for name, hour in (("starts", "14:30"), ("ends", "16:30")):
            self.fields[name].widget = time_widget()
            if series is None:
                self.fields[name].initial = hour
        self.order_fields(CHANGEABLE)

    def clean_themes(self) -> str:
        """Refuse a theme that does not fit into a name, saying which line it is."""
        themes = self.cleaned_data["themes"]
        for number, line in enumerate(themes.splitlines(), start=1):
            if len(line.strip()) > THEME_LENGTH:
                raise forms.ValidationError(f"第 {number} 行超过 {THEME_LENGTH} 个字，请写短一些。")
        return themes


class SeriesForm(SeriesChangeForm):
    def __init__(self, *args: Any, user: User, copied: ActivitySeries | None = None, **kwargs: Any):
        if copied:
            names = (*CHANGEABLE, "title", "kind", "team", "with_topics")
            kwargs["initial"] = {
                **known_of(copied, names),
                "themes": "",
                "area": copied.area_id,
                "year": copied.year + 1,
            }
        super().__init__(*args, user=user, **kwargs)
        self.fields.update(fields_for_model(ActivitySeries, ("title", "kind", "year", "with_topics")))
        self.fields["title"].widget.attrs["placeholder"] = "例如：代表来了"
        self.fields["area"] = own_area_field(user, "组织单位")
        self.fields["team"] = team_field(user, "不是团队活动")
        if copied is None:
            today = timezone.localdate()
            self.fields["year"].initial = today.year + (today.month == 12)
        self.order_fields(("title", "area", "team", "kind", "year", *CHANGEABLE, "with_topics"))
