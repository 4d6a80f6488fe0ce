"""Narrowing of pairs, meetings and resolutions."""

import django_filters
from django.utils import timezone

from liaison.joint_meetings import queries
from liaison.joint_meetings.enums import MeetingState, ResolutionState
from liaison.joint_meetings.models import CoManagement, JointMeeting, Resolution
from yunhe.areas.models import Area

STANDINGS = (("held", "已召开"), ("planned", "正在约定"), ("missing", "尚未召开"), ("late", "逾期未召开"))


class YearFilterSet(django_filters.FilterSet):
    """A filter set with a field `year` that offers the years up to the next."""

    def __init__(self, *args, **kwargs):
        """Offer the years as of today."""
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = [(str(year), f"{year}年") for year in queries.years()]


def unit_filter(label: str, field_name: str) -> django_filters.ModelChoiceFilter:
    """Return a filter by one unit of the county."""
    return django_filters.ModelChoiceFilter(
        label=label, field_name=field_name, queryset=Area.objects.units().current(), empty_label="全部"
    )


class PairFilter(YearFilterSet):
    """The year looked at, both units, whether they have met."""

    year = django_filters.ChoiceFilter(label="年度", choices=(), method="keep", empty_label="本年度")
    meeting = django_filters.ChoiceFilter(label="联席会议", choices=STANDINGS, method="by_standing", empty_label="不限")
    origin = unit_filter("流出地", "origin")
    residence = unit_filter("流入地", "residence")

    class Meta:
        model = CoManagement
        fields = ("year", "meeting", "origin", "residence")

    def keep(self, rows, name, value):
        """Keep every row: the year decides what is counted, not which pairs there are."""
        return rows

    def by_standing(self, rows, name, value):
        """Keep the pairs that have met, have arranged to, have not, or should have."""
        year = queries.chosen_year(self.data.get("year", ""))
        return rows.filter(queries.missing_q(year, timezone.localdate())[value])


class MeetingFilter(YearFilterSet):
    """State, year, both units."""

    state = django_filters.ChoiceFilter(
        label="状态",
        choices=[("took_place", "已召开"), *MeetingState.choices],
        method="by_state",
        empty_label="全部状态",
    )
    mine = django_filters.ChoiceFilter(
        label="等谁", choices=(("1", "等我方答复"),), method="by_mine", empty_label="不限"
    )
    year = django_filters.ChoiceFilter(label="年度", choices=(), empty_label="不限")
    origin = unit_filter("流出地", "origin")
    residence = unit_filter("流入地", "residence")

    class Meta:
        model = JointMeeting
        fields = ("state", "mine", "year", "origin", "residence")

    def __init__(self, *args, user=None, **kwargs):
        """user: who has to answer."""
        super().__init__(*args, **kwargs)
        self.user = user

    def by_state(self, rows, name, value):
        """Keep one state, or all meetings that took place."""
        return rows.held() if value == "took_place" else rows.filter(state=value)

    def by_mine(self, rows, name, value):
        """Keep those on which an office of the user has to answer."""
        return rows.waiting_for(self.user)


class ResolutionFilter(django_filters.FilterSet):
    """State, lateness, whose, both units."""

    state = django_filters.ChoiceFilter(label="状态", choices=ResolutionState, empty_label="全部状态")
    late = django_filters.ChoiceFilter(label="期限", choices=(("1", "已逾期"),), method="by_late", empty_label="不限")
    mine = django_filters.ChoiceFilter(label="责任", choices=(("1", "我方办理"),), method="by_mine", empty_label="不限")
    origin = unit_filter("流出地", "meeting__origin")
    residence = unit_filter("流入地", "meeting__residence")

    class Meta:
        model = Resolution
        fields = ("state", "late", "mine", "origin", "residence")

    def __init__(self, *args, user=None, **kwargs):
        """user: whose resolutions are meant."""
        super().__init__(*args, **kwargs)
        self.user = user

    def by_late(self, rows, name, value):
        """Keep open ones past their day."""
        return rows.late()

    def by_mine(self, rows, name, value):
        """Keep those that a unit of the user carries out."""
        return rows.owned_by_offices_of(self.user)
