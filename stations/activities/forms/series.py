"""What people type about series of activities."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone

from stations.activities.forms.choices import own_area_field, station_field, team_field
from stations.activities.models import ActivitySeries
from yunhe.accounts.models import User

RULE = ("rhythm", "months", "day", "weekday", "nth", "starts", "ends")
CHANGEABLE = (*RULE, "station", "place", "capacity", "themes")
THEME_LENGTH = 40


def _time() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SeriesChangeForm(forms.Form):
    """What may change in the middle of the year: the rule, hours, place, themes of the rest."""

    def __init__(self, *args: Any, user: User, series: ActivitySeries | None = None, themes: str = "", **kwargs: Any):
        if series:
            known = {name: getattr(series, name) for name in CHANGEABLE}
            kwargs["initial"] = {**known, "themes": themes, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(ActivitySeries, (*RULE, "place", "capacity", "themes")))
        self.fields["station"] = station_field(user)
        self.fields["months"].help_text = "“每周固定星期”不看月份。"
        self.fields["day"].help_text = "“每月固定日期”用；遇节假日顺延到下一个工作日。"
        self.fields["weekday"].help_text = "“每周固定星期”和“每月第几个星期几”用。"
        self.fields["nth"].help_text = "“每月第几个星期几”用。"
        self.fields["place"].help_text = "不在站点举行时填写，或写明房间。"
        self.fields["themes"].help_text = "一行一个，按日期先后；没写主题的用日期作名称。"
        self.fields["themes"].widget.attrs["rows"] = 8
        for name, hour in (("starts", "14:30"), ("ends", "16:30")):
            self.fields[name].widget = _time()
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
    """A new series."""

    def __init__(self, *args: Any, user: User, copied: ActivitySeries | None = None, **kwargs: Any):
        if copied:
            names = (*CHANGEABLE, "title", "kind", "team", "with_topics")
            initial = {name: getattr(copied, name) for name in names}
            kwargs["initial"] = {**initial, "themes": "", "area": copied.area_id, "year": copied.year + 1}
        super().__init__(*args, user=user, **kwargs)
        self.fields.update(fields_for_model(ActivitySeries, ("title", "kind", "year", "with_topics")))
        self.fields["title"].widget.attrs["placeholder"] = "例如：代表来了"
        self.fields["area"] = own_area_field(user, "组织单位")
        self.fields["team"] = team_field(user, "不是团队活动")
        if copied is None:
            today = timezone.localdate()
            self.fields["year"].initial = today.year + (today.month == 12)
        self.order_fields(("title", "area", "team", "kind", "year", *CHANGEABLE, "with_topics"))
