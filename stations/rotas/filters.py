"""How the list of reception days is narrowed."""

import django_filters as filters
from django import forms
from django.utils import timezone

from stations.places.filters import DATE, units
from stations.rotas.enums import ShiftState
from stations.rotas.models import Shift


class ShiftFilter(filters.FilterSet):
    """Reception days by state, unit, day and whether somebody serves."""

    state = filters.ChoiceFilter(choices=ShiftState.choices, label="状态", empty_label="不限")
    unit = filters.ModelChoiceFilter(queryset=units, method="by_unit", label="单位", empty_label="全部单位")
    since = filters.DateFilter(field_name="on", lookup_expr="gte", label="从", widget=DATE)
    until = filters.DateFilter(field_name="on", lookup_expr="lte", label="到", widget=DATE)
    gap = filters.ChoiceFilter(
        choices=[("empty", "没有安排代表"), ("unrecorded", "已过期未登记到岗")],
        method="by_gap",
        label="缺口",
        empty_label="不限",
    )
    station = filters.NumberFilter(field_name="station", label="站点编号", widget=forms.HiddenInput)

    class Meta:
        model = Shift
        fields: tuple[str, ...] = ()

    def by_unit(self, rows, name, unit):
        """Days of stations that `unit` organises."""
        return rows.filter(station__organising_area__path__startswith=unit.path)

    def by_gap(self, rows, name, gap):
        """Planned days without deputies, or past ones of which nobody has noted who was there."""
        planned = rows.filter(state=ShiftState.PLANNED)
        if gap == "unrecorded":
            return planned.filter(on__lt=timezone.localdate())
        return planned.exclude(pk__in=Shift.deputies.through.objects.values("shift_id"))
