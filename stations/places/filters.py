"""How the register of stations is narrowed."""

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from stations.places.enums import StationKind
from stations.places.models import OpeningInterval, Posting, Station
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment
from yunhe.areas.models import Area

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def units(request) -> object:
    """Return the units to choose from."""
    return Area.objects.units().current().order_by("order", "code")


class NumbersFilter(filters.BaseInFilter, filters.NumberFilter):
    """Several numbers, separated by commas."""


class StationFilter(filters.FilterSet):
    """Stations by name, kind, unit and what is missing."""

    q = filters.CharFilter(method="by_text", label="站点、地址、站长")
    kind = filters.ChoiceFilter(choices=StationKind.choices, label="类别", empty_label="全部类别")
    unit = filters.ModelChoiceFilter(queryset=units, method="by_unit", label="单位", empty_label="全部单位")
    gap = filters.ChoiceFilter(
        choices=[
            ("keeper", "联络点无负责人账号"),
            ("officer", "无联络员"),
            ("hours", "无开放时间"),
            ("posting", "无驻站代表"),
            ("code", "无码"),
            ("address", "无地址"),
            ("closed", "已停用"),
        ],
        method="by_gap",
        label="缺口",
        empty_label="不限",
    )

    class Meta:
        model = Station
        fields: tuple[str, ...] = ()

    def by_text(self, rows, name, text):
        """Stations that carry `text` in name, address, head or officer."""
        text = text.strip()[:40]
        named = Q(name__icontains=text) | Q(address__icontains=text)
        return rows.filter(named | Q(head_name__icontains=text) | Q(liaison_officer__icontains=text))

    def by_unit(self, rows, name, unit):
        """Stations that `unit` organises or that stand there."""
        return rows.filter(
            Q(organising_area__path__startswith=unit.path) | Q(location_area__path__startswith=unit.path)
        )

    def by_gap(self, rows, name, gap):
        """Stations with one kind of gap."""
        if gap == "closed":
            return rows.filter(is_active=False)
        rows = rows.filter(is_active=True)
        if gap == "keeper":
            held = Appointment.objects.in_force().filter(role=Role.POINT_KEEPER, user__is_active=True)
            points = rows.filter(kind=StationKind.POINT)
            return points.exclude(Exists(held.filter(area=OuterRef("organising_area"))))
        if gap == "hours":
            return rows.exclude(pk__in=OpeningInterval.objects.values("station_id"))
        if gap == "posting":
            posted = Posting.objects.in_force().values("station_id")
            return rows.exclude(kind=StationKind.MAIN).exclude(pk__in=posted)
        if gap == "code":
            return rows.exclude(pk__in=Station.objects.with_code().values("pk"))
        return rows.filter(address="") if gap == "address" else rows.filter(liaison_officer="")
