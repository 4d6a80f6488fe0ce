"""What people type about hours, people, rules and postings of a station."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone

from deputies.people.fields import DeputiesField
from deputies.people.models import Deputy
from stations.places.affair_queries import proposed_for, week_of
from stations.places.hours_rules import HoursRefused, Span, read_spans, write_spans
from stations.places.models import Station, StationStaff
from stations.places.rules_text import template_for
from yunhe.kit.workdays import Weekday
from yunhe.web.forms.refusable import RefusableForm

USUAL = "8:30–11:30，14:00–17:00"
STAFF_FIELDS = ("name", "post", "phone", "phone_is_public")


class SpansField(forms.CharField):
    """The opening times of one day as a line: 8:30-11:30，14:00-17:00; empty is closed."""

    def __init__(self, **kwargs: Any):
        super().__init__(max_length=80, required=False, **kwargs)
        self.widget.attrs["placeholder"] = "不开放"

    def clean(self, value: str) -> tuple[Span, ...]:
        """Return the spans."""
        try:
            return read_spans(super().clean(value))
        except HoursRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


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

    def days(self) -> dict[int, tuple[Span, ...]]:
        """Return ISO weekday → spans."""
        return {day.value: self.cleaned_data[f"day{day.value}"] for day in Weekday}


class ExceptionForm(RefusableForm):
    """Other hours on one date."""

    on = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hours = SpansField(label="当天开放时间", help_text="当天不开放的留空。")
    note = forms.CharField(label="说明", max_length=60, required=False, help_text="例如：停电检修、周末接待日。")


class StaffForm(RefusableForm):
    """Somebody who works at a station."""

    def __init__(self, *args: Any, person: StationStaff | None = None, **kwargs: Any):
        if person:
            kwargs["initial"] = {name: getattr(person, name) for name in STAFF_FIELDS}
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(StationStaff, STAFF_FIELDS))
        self.fields["phone"].help_text = "只填办公电话，例如 0578-5120000。"


class KeeperForm(forms.Form):
    """For whom a keeper's account is asked."""

    name = forms.CharField(label="负责人姓名", max_length=40)
    note = forms.CharField(
        label="说明", max_length=120, required=False, help_text="例如：社区副书记，负责联络点日常工作。"
    )


class RulesForm(forms.Form):
    """The rules of a station."""

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


class PostingForm(RefusableForm):
    """Who is posted at a station, from when."""

    begins_on = forms.DateField(label="驻站起始", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    deputies = NearDeputiesField(Deputy.objects.none(), label="代表", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, station: Station, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["begins_on"].initial = timezone.localdate()
        self.fields["deputies"].queryset = proposed_for(station)
        self.fields["deputies"].error_messages["required"] = "请至少勾选一位代表。"
        self.fields["deputies"].help_text = "住得近的排在前面；外乡镇选出、住在附近的代表也可以驻站。"
