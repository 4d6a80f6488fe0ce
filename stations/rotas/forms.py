"""What people type about rota, reception days and swaps."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import fields_for_model
from django.utils import timezone

from deputies.associates.forms import AssociatesField
from deputies.associates.models import Associate
from deputies.people.fields import DeputiesField, DeputyField
from deputies.people.models import Deputy
from stations.places.models import Station
from stations.places.queries import may_serve_at
from stations.rotas.models import Rota, Shift, Watch
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.areas.reach import lies_in
from yunhe.web.forms.fields import DayField, LineField, form_of, known_of, time_widget

RULE = ("year", "rhythm", "months", "day", "weekday", "nth", "starts", "ends", "per_shift", "at_least")


def explain_rule(form: forms.Form) -> None:
    """Say of each field of a rule for which kind of rule it is used."""
    form.fields["months"].help_text = "“每周固定星期”不看月份。"
    form.fields["day"].help_text = "“每月固定日期”用；遇节假日顺延到下一个工作日。"
    form.fields["weekday"].help_text = "“每周固定星期”和“每月第几个星期几”用。"
    form.fields["nth"].help_text = "“每月第几个星期几”用。"


class StationChoiceForm(forms.Form):
    """For which station a year is planned."""

    station = forms.ModelChoiceField(Station.objects.none(), label="站点", empty_label="请选择站点")

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        own = Station.objects.active().organised_within(*scope_of(user).areas())
        self.fields["station"].queryset = own.order_by("organising_area__order", "kind", "name")


class RotaForm(forms.Form):
    """The rule of a year, and who serves."""

    deputies = DeputiesField("值班代表")

    def __init__(self, *args: Any, station: Station, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(Rota, RULE))
        people = may_serve_at(station)
        self.fields["deputies"].queryset = people
        self.fields["deputies"].initial = list(people.values_list("pk", flat=True))
        self.fields["deputies"].help_text = "在本站所在地居住或由本单位选出的在任代表，按顺序轮流。"
        self.fields["deputies"].error_messages["required"] = "请至少勾选一位值班代表。"
        self.fields["year"].initial = timezone.localdate().year + (timezone.localdate().month == 12)
        explain_rule(self)
        for name, hour in (("starts", "09:00"), ("ends", "11:00")):
            self.fields[name].widget, self.fields[name].initial = time_widget(), hour
        self.order_fields((*RULE, "deputies"))

    def rule(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in RULE}

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the verb."""
        return {**self.rule(), "deputies": list(self.cleaned_data["deputies"])}


def _may_help(shift: Shift) -> QuerySet[Associate]:
    """Return who may help on a reception day: people in office of the unit where the station stands, and who helps already."""
    station = shift.station
    here = {(area.unit or area).pk: area.unit or area for area in (station.organising_area, station.location_area)}
    in_office = Associate.objects.in_office().filter(lies_in("area", *here.values())).values("pk")
    rows = Associate.objects.filter(Q(pk__in=in_office) | Q(pk__in=shift.helpers.values("pk")))
    return rows.select_related("area").order_by("area__path", "name_pinyin", "pk")


class ShiftForm(forms.Form):
    """One reception day."""

    on = DayField("接待日期")
    deputies = DeputiesField("值班代表")
    helpers = AssociatesField(
        "协助人员", required=False, help_text="到场协助的议事员、网格员、党员、村社干部；不协助的不用选。"
    )

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any):
        current = list(shift.watches.values_list("deputy_id", flat=True))
        known = {
            **known_of(shift, ("on", "starts", "ends", "topic")),
            "deputies": current,
            "helpers": list(shift.helpers.all()),
        }
        super().__init__(*args, **{**kwargs, "initial": known})
        self.fields.update(fields_for_model(Shift, ("starts", "ends", "topic")))
        self.fields["starts"].widget, self.fields["ends"].widget = time_widget(), time_widget()
        able = set(may_serve_at(shift.station).values_list("pk", flat=True)) | set(current)
        people = Deputy.objects.filter(pk__in=able).select_related("origin").order_by("name_pinyin", "pk")
        self.fields["deputies"].queryset = people
        self.fields["helpers"].queryset = _may_help(shift)
        self.order_fields(("on", "starts", "ends", "topic", "deputies", "helpers"))


class HoldForm(forms.Form):
    present = DeputiesField("到岗代表", required=False)

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = shift.deputies.select_related("origin").order_by("name_pinyin", "pk")
        self.fields["present"].queryset = people
        self.fields["present"].initial = [person.pk for person in people]


CancelForm = form_of(
    reason=LineField("取消原因", 120, missing="请写明取消原因。"),
    make_up_on=DayField("补接待日期", required=False, help_text="不补的不用填。"),
)


class SwapForm(forms.Form):
    colleague = DeputyField(Deputy.objects.none(), label="请谁接替", empty_label="请选择代表")
    note = forms.CharField(label="说明", max_length=120, required=False)

    def __init__(self, *args: Any, watch: Watch, **kwargs: Any):
        super().__init__(*args, **kwargs)
        there = watch.shift.watches.values("deputy_id")
        self.fields["colleague"].queryset = may_serve_at(watch.shift.station).exclude(pk__in=there)
