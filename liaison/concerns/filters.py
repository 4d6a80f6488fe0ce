"""How the lists of concerns and receptions are narrowed."""

import django_filters as filters
from django import forms

from liaison.concerns.enums import (
    WAITS_FOR_VOTER,
    Channel,
    ConcernCategory,
    ConcernState,
    Lateness,
    ReceptionRoute,
    ReceptionState,
    ResultClass,
    VoterRating,
)
from liaison.concerns.models import Concern, HandlingUnit, VoterReception
from stations.places.filters import DATE, units


class VoterReceptionFilter(filters.FilterSet):
    """Receptions by state, category, route, unit, day and lateness."""

    state = filters.ChoiceFilter(choices=ReceptionState.choices, label="状态", empty_label="不限")
    late = filters.ChoiceFilter(choices=(("1", "已逾期"),), method="by_late", label="期限", empty_label="不限")
    category = filters.ChoiceFilter(choices=ConcernCategory.choices, label="类别", empty_label="全部类别")
    route = filters.ChoiceFilter(choices=ReceptionRoute.choices, label="去向", empty_label="全部去向")
    unit = filters.ModelChoiceFilter(queryset=units, method="by_unit", label="单位", empty_label="全部单位")
    since = filters.DateFilter(field_name="received_on", lookup_expr="gte", label="从", widget=DATE)
    until = filters.DateFilter(field_name="received_on", lookup_expr="lte", label="到", widget=DATE)
    station = filters.NumberFilter(field_name="station", label="站点编号", widget=forms.HiddenInput)
    deputy = filters.NumberFilter(method="by_deputy", label="代表编号", widget=forms.HiddenInput)

    class Meta:
        model = VoterReception
        fields: tuple[str, ...] = ()

    def by_late(self, rows, name, value):
        """Matters past their deadline."""
        return rows.late()

    def by_unit(self, rows, name, unit):
        """Receptions at stations that `unit` organises."""
        return rows.filter(station__organising_area__path__startswith=unit.path)

    def by_deputy(self, rows, name, number):
        """Receptions by one deputy."""
        received = VoterReception.deputies.through.objects.filter(deputy_id=int(number))
        return rows.filter(pk__in=received.values("voterreception_id"))


DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ConcernFilter(filters.FilterSet):
    """Matters by state, deadline, category, units, channel, result, rating and day."""

    state = filters.ChoiceFilter(choices=ConcernState.choices, label="状态", empty_label="不限")
    late = filters.ChoiceFilter(choices=Lateness.choices, method="by_late", label="期限", empty_label="不限")
    category = filters.ChoiceFilter(choices=ConcernCategory.choices, label="类别", empty_label="全部类别")
    lead = filters.ModelChoiceFilter(queryset=units, label="牵头单位", empty_label="全部单位")
    origin = filters.ModelChoiceFilter(queryset=units, label="原选区", empty_label="不限")
    residence = filters.ModelChoiceFilter(queryset=units, method="by_residence", label="现居住地", empty_label="不限")
    channel = filters.ChoiceFilter(choices=Channel.choices, label="来源", empty_label="全部来源")
    result = filters.ChoiceFilter(choices=ResultClass.choices, label="办理结果", empty_label="不限")
    rating = filters.ChoiceFilter(choices=VoterRating.choices, label="选民评价", empty_label="不限")
    track = filters.ChoiceFilter(choices=(("1", "到跟踪日期"),), method="by_track", label="跟踪", empty_label="不限")
    since = filters.DateFilter(field_name="created_at", lookup_expr="date__gte", label="从", widget=DATE)
    until = filters.DateFilter(field_name="created_at", lookup_expr="date__lte", label="到", widget=DATE)
    station = filters.NumberFilter(field_name="station", label="站点编号", widget=forms.HiddenInput)
    deputy = filters.NumberFilter(field_name="deputy", label="代表编号", widget=forms.HiddenInput)
    group = filters.ChoiceFilter(
        choices=(("open", "在办"), ("answered", "已答复"), ("solved", "A 类")),
        method="by_group",
        label="范围",
        empty_label="不限",
    )

    class Meta:
        model = Concern
        fields: tuple[str, ...] = ()

    def by_late(self, rows, name, value):
        """Matters whose step is near its deadline, late or very late."""
        return rows.open().exclude(state__in=WAITS_FOR_VOTER).by_lateness(value)

    def by_residence(self, rows, name, unit):
        """Matters of voters who live in `unit`."""
        return rows.filter(residence__path__startswith=unit.path)

    def by_track(self, rows, name, value):
        """Answers of the kind "planned" that are to be looked at again."""
        return rows.to_track()

    def by_group(self, rows, name, value):
        """All that wait for somebody, all that have been answered, or all that were solved."""
        if value == "open":
            return rows.open()
        return rows.exclude(told_on=None) if value == "answered" else rows.exclude(told_on=None).filter(result="A")


class HandlingUnitFilter(filters.FilterSet):
    """Handling units by state."""

    is_active = filters.BooleanFilter(label="启用")

    class Meta:
        model = HandlingUnit
        fields: tuple[str, ...] = ()
