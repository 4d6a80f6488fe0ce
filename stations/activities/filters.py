"""How the lists of activities, invitations, series, topics and follow-ups are narrowed."""

import django_filters as filters
from django import forms
from django.db.models import Q

from stations.activities.enums import (
    ActivityKind,
    ActivityState,
    FollowUpState,
    InvitationState,
    InviteeGroup,
    TopicState,
)
from stations.activities.models import Activity, ActivitySeries, FollowUp, Invitation, Topic
from stations.places.filters import DATE, NumbersFilter, units
from yunhe.areas.models import Area


class ActivityFilter(filters.FilterSet):
    """Activities by state, kind, unit and day."""

    state = filters.ChoiceFilter(choices=ActivityState.choices, label="状态", empty_label="不限")
    kind = filters.ChoiceFilter(choices=ActivityKind.choices, label="类别", empty_label="全部类别")
    unit = filters.ModelChoiceFilter(queryset=units, method="by_unit", label="组织单位", empty_label="全部单位")
    since = filters.DateFilter(field_name="starts_at", lookup_expr="date__gte", label="从", widget=DATE)
    until = filters.DateFilter(field_name="starts_at", lookup_expr="date__lte", label="到", widget=DATE)
    station = filters.NumberFilter(field_name="station", label="站点编号", widget=forms.HiddenInput)
    team = NumbersFilter(field_name="team", lookup_expr="in", label="团队编号", widget=forms.HiddenInput)

    class Meta:
        model = Activity
        fields: tuple[str, ...] = ()

    def by_unit(self, rows, name, unit):
        """Activities organised within `unit`."""
        return rows.filter(organising_area__path__startswith=unit.path)


class InvitationFilter(filters.FilterSet):
    """Invitations by answer, reason and home unit."""

    state = filters.ChoiceFilter(choices=InvitationState.choices, label="答复", empty_label="不限")
    group = filters.ChoiceFilter(choices=InviteeGroup.choices, label="邀请原因", empty_label="不限")
    origin = filters.ModelChoiceFilter(
        queryset=units, field_name="deputy__origin", label="代表来自", empty_label="全部单位"
    )
    activity = filters.NumberFilter(field_name="activity", label="活动编号", widget=forms.HiddenInput)
    team = NumbersFilter(field_name="activity__team", lookup_expr="in", label="团队编号", widget=forms.HiddenInput)
    deputy = filters.NumberFilter(field_name="deputy", label="代表编号", widget=forms.HiddenInput)

    class Meta:
        model = Invitation
        fields: tuple[str, ...] = ()


class FollowUpFilter(filters.FilterSet):
    """Follow-ups by state, lateness, giving and owning unit, and day."""

    state = filters.ChoiceFilter(choices=FollowUpState.choices, label="状态", empty_label="不限")
    late = filters.ChoiceFilter(choices=(("1", "已逾期"),), method="by_late", label="期限", empty_label="不限")
    unit = filters.ModelChoiceFilter(queryset=units, method="by_unit", label="交办单位", empty_label="全部单位")
    owner = filters.ModelChoiceFilter(queryset=units, method="by_owner", label="责任方", empty_label="全部单位")
    since = filters.DateFilter(field_name="due_on", lookup_expr="gte", label="期限从", widget=DATE)
    until = filters.DateFilter(field_name="due_on", lookup_expr="lte", label="期限到", widget=DATE)
    activity = filters.NumberFilter(field_name="activity", label="活动编号", widget=forms.HiddenInput)
    topic = filters.NumberFilter(field_name="topic", label="议题编号", widget=forms.HiddenInput)
    team = filters.NumberFilter(field_name="team", label="团队编号", widget=forms.HiddenInput)
    deputy = filters.NumberFilter(field_name="owner_deputy", label="代表编号", widget=forms.HiddenInput)
    owner_in = filters.ModelChoiceFilter(
        queryset=Area.objects.all(), method="by_owning_area", label="责任单位", widget=forms.HiddenInput
    )

    class Meta:
        model = FollowUp
        fields: tuple[str, ...] = ()

    def by_late(self, rows, name, value):
        """Open ones past their day."""
        return rows.late()

    def by_unit(self, rows, name, unit):
        """Those that an office or community of `unit` has followed up."""
        return rows.filter(area__path__startswith=unit.path)

    def by_owner(self, rows, name, unit):
        """Those that `unit`, its communities, or deputies elected there have to do."""
        return rows.filter(Q(owner_area__path__startswith=unit.path) | Q(owner_deputy__origin=unit))

    def by_owning_area(self, rows, name, area):
        """Those that `area` or a place within it has to do."""
        return rows.filter(owner_area__path__startswith=area.path)


class TopicFilter(filters.FilterSet):
    """Topics by state, unit, month and team."""

    state = filters.ChoiceFilter(choices=TopicState.choices, label="状态", empty_label="不限")
    unit = filters.ModelChoiceFilter(queryset=units, method="by_unit", label="单位", empty_label="全部单位")
    since = filters.DateFilter(field_name="month", lookup_expr="gte", label="月份从", widget=DATE)
    until = filters.DateFilter(field_name="month", lookup_expr="lte", label="月份到", widget=DATE)
    team = filters.NumberFilter(field_name="team", label="团队编号", widget=forms.HiddenInput)

    class Meta:
        model = Topic
        fields: tuple[str, ...] = ()

    def by_unit(self, rows, name, unit):
        """Topics of `unit` and its communities."""
        return rows.filter(area__path__startswith=unit.path)


class SeriesFilter(filters.FilterSet):
    """Series by year, unit and team."""

    year = filters.NumberFilter(field_name="year", label="年度")
    unit = filters.ModelChoiceFilter(queryset=units, method="by_unit", label="组织单位", empty_label="全部单位")
    team = filters.NumberFilter(field_name="team", label="团队编号", widget=forms.HiddenInput)

    class Meta:
        model = ActivitySeries
        fields: tuple[str, ...] = ()

    def by_unit(self, rows, name, unit):
        """Series of `unit` and its communities."""
        return rows.filter(area__path__startswith=unit.path)
