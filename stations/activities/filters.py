"""How the lists of activities, invitations, series, topics and follow-ups are narrowed."""

import django_filters
from django import forms
from django_filters import ChoiceFilter

from stations.activities.enums import (
    ActivityKind,
    ActivityState,
    FollowUpState,
    InvitationState,
    InviteeGroup,
    TopicState,
)
from yunhe.areas.models import Area
from yunhe.web.lists.filters import Filters, Flag, HiddenIds, UnitFilter, day_range


class ActivityFilter(Filters):
    """Activities by state, kind, unit and day."""

    state = ChoiceFilter(choices=ActivityState.choices, label="状态", empty_label="不限")
    kind = ChoiceFilter(choices=ActivityKind.choices, label="类别", empty_label="全部类别")
    unit = UnitFilter("organising_area", label="组织单位")
    since, until = day_range("starts_at", is_moment=True)
    station = HiddenIds("station", "站点编号")
    team = HiddenIds("team", "团队编号")


class InvitationFilter(Filters):
    """Invitations by answer, reason and home unit."""

    state = ChoiceFilter(choices=InvitationState.choices, label="答复", empty_label="不限")
    group = ChoiceFilter(choices=InviteeGroup.choices, label="邀请原因", empty_label="不限")
    origin = UnitFilter("deputy__origin", label="代表来自")
    activity = HiddenIds("activity", "活动编号")
    team = HiddenIds("activity__team", "团队编号")
    deputy = HiddenIds("deputy", "代表编号")


class FollowUpFilter(Filters):
    """Follow-ups by state, lateness, giving and owning unit, and day."""

    state = ChoiceFilter(choices=FollowUpState.choices, label="状态", empty_label="不限")
    late = Flag("期限", "已逾期", lambda rows: rows.late())
    unit = UnitFilter("area", label="交办单位")
    owner = UnitFilter("owner_area", "owner_deputy__origin", label="责任方")
    since, until = day_range("due_on", labels=("期限从", "期限到"))
    activity = HiddenIds("activity", "活动编号")
    topic = HiddenIds("topic", "议题编号")
    team = HiddenIds("team", "团队编号")
    deputy = HiddenIds("owner_deputy", "代表编号")
    owner_in = UnitFilter("owner_area", label="责任单位", queryset=Area.objects.all(), widget=forms.HiddenInput)


class TopicFilter(Filters):
    """Topics by state, unit, month and team."""

    state = ChoiceFilter(choices=TopicState.choices, label="状态", empty_label="不限")
    unit = UnitFilter("area")
    since, until = day_range("month", labels=("月份从", "月份到"))
    team = HiddenIds("team", "团队编号")


class SeriesFilter(Filters):
    """Series by year, unit and team."""

    year = django_filters.NumberFilter(field_name="year", label="年度")
    unit = UnitFilter("area", label="组织单位")
    team = HiddenIds("team", "团队编号")
