"""Narrowing of pairs, meetings and resolutions."""

from typing import Any

from django.utils import timezone
from django_filters import ChoiceFilter

from liaison.joint_meetings import queries
from liaison.joint_meetings.enums import MeetingState, ResolutionState
from yunhe.web.lists.filters import Filters, Flag, Mine, UnitFilter

STANDINGS = (("held", "已召开"), ("planned", "正在约定"), ("missing", "尚未召开"), ("late", "逾期未召开"))


def unit(label: str, relation: str) -> UnitFilter:
    """Return a filter by one unit of the county."""
    return UnitFilter(relation, label=label, empty_label="全部")


class YearFilters(Filters):
    """Filters with a field `year` that offers the years up to the next."""

    def __init__(self, *args: Any, **kwargs: Any):
        """Offer the years as of today."""
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = [(str(year), f"{year}年") for year in queries.years()]


class PairFilter(YearFilters):
    """The year looked at, both units, whether they have met."""

    year = ChoiceFilter(label="年度", choices=(), method="keep", empty_label="本年度")
    meeting = ChoiceFilter(label="联席会议", choices=STANDINGS, method="by_standing", empty_label="不限")
    origin = unit("流出地", "origin")
    residence = unit("流入地", "residence")

    def keep(self, rows, name, value):
        """Keep every row: the year decides what is counted, not which pairs there are."""
        return rows

    def by_standing(self, rows, name, value):
        """Keep the pairs that have met, have arranged to, have not, or should have."""
        return rows.filter(queries.missing_q(timezone.localdate())[value])


class MeetingFilter(YearFilters):
    """State, year, both units, and those on which an office of the user has to answer."""

    state = ChoiceFilter(
        label="状态",
        choices=[("took_place", "已召开"), *MeetingState.choices],
        method="by_state",
        empty_label="全部状态",
    )
    mine = Mine("等谁", "等我方答复", lambda rows, user: rows.waiting_for(user))
    year = ChoiceFilter(label="年度", choices=(), empty_label="不限")
    origin = unit("流出地", "origin")
    residence = unit("流入地", "residence")

    def by_state(self, rows, name, value):
        """Keep one state, or all meetings that took place."""
        return rows.held() if value == "took_place" else rows.filter(state=value)


class ResolutionFilter(Filters):
    """State, lateness, whose, both units."""

    state = ChoiceFilter(label="状态", choices=ResolutionState, empty_label="全部状态")
    late = Flag("期限", "已逾期", lambda rows: rows.late())
    mine = Mine("责任", "我方办理", lambda rows, user: rows.owned_by_offices_of(user))
    origin = unit("流出地", "meeting__origin")
    residence = unit("流入地", "meeting__residence")
