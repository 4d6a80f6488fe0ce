"""Pairs, meetings and resolutions as lists."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from liaison.joint_meetings import queries
from liaison.joint_meetings.filters import MeetingFilter, PairFilter, ResolutionFilter
from liaison.joint_meetings.models import CoManagement, JointMeeting, Resolution
from yunhe.web.lists.columns import Column, badged, counted, field, late, state
from yunhe.web.lists.listing import Empty, Listing, Search


def figure(name: str, url_name: str, **query):
    """Return a cell: the figure `name` of a pair, a link to the list behind it."""

    def cell(row: CoManagement) -> str:
        number = getattr(row, name)
        units = {"origin": row.origin_id, "residence": row.residence_id}
        address = f"{reverse(url_name)}?{urlencode({**query, **units})}"
        return format_html('<a href="{}">{}</a>', address, number)

    return cell


def linked(name: str, label: str, url_name: str, **query) -> Column:
    """Return the column of the figure `name` of a pair, which opens the list behind it."""
    return counted(name, label, cell=figure(name, url_name, **query))


def standing(row: Any) -> tuple[str, str]:
    """Return whether the pair has met in the year looked at, in words and tone."""
    return queries.standing_of(row, timezone.localdate())


def held_cell(row: Any) -> str:
    """Return how often the pair met in the year looked at, a link to the meetings."""
    return figure("held", "joint_meetings:meeting-list", state="took_place", year=row.of_year)(row)


class PairListing(Listing):
    """Pairs of units between which deputies live, with what they did together in one year."""

    name = "joint-pairs"
    title = "双向共管联席会议"
    filterset_class = PairFilter
    search = Search("单位名称", "origin__name__contains", "residence__name__contains")
    columns = (
        Column("pair", "流出地 — 流入地", "__str__", sort=("origin__order", "residence__order"), is_title=True),
        linked("open_registrations", "共管代表", "registration:registration-list", state="open"),
        badged("standing", "联席会议", standing),
        counted("held", "召开次数", cell=held_cell),
        field("last_held_at", "最近一次"),
        linked("open_resolutions", "议定事项", "joint_meetings:resolution-list", state="open"),
        linked("late_resolutions", "其中逾期", "joint_meetings:resolution-list", late="1"),
        linked("open_discrepancies", "信息不一致", "discrepancies:discrepancy-list", state="open"),
    )
    empty = Empty("没有双向共管的单位", "代表住到别的乡镇街道、建立共管档案以后，两地会列在这里。")

    @property
    def year(self) -> int:
        return queries.chosen_year(self.query)

    def rows(self):
        """Return the pairs in scope with the figures of the year."""
        pairs = CoManagement.objects.pairs_of(self.user).with_figures(self.year)
        return pairs.select_related("origin", "residence").defer("address")

    def url(self, row):
        """Open the pair's page on the same year."""
        return f"{row.get_absolute_url()}?year={self.year}"


class MeetingListing(Listing):
    name = "joint-meetings"
    title = "联席会议"
    filterset_class = MeetingFilter
    default_sort = "-starts_at"
    columns = (
        Column("pair", "会议", "title", is_title=True),
        field("starts_at", "时间"),
        Column("place", "地点", "place"),
        state(),
        Column("waits_for", "等待", "waits_for_label"),
        Column("body", "会议主体", "body.name", shown=False),
        Column("created_by", "登记人", "created_by", shown=False),
    )
    empty = Empty("没有联席会议", "在“联席会议”里选一对单位，提议时间。", "joint_meetings:pair-list", "联席会议")
    source = JointMeeting.objects.select_related("origin", "residence", "body")


class ResolutionListing(Listing):
    name = "joint-resolutions"
    title = "议定事项"
    filterset_class = ResolutionFilter
    search = Search("事项内容", "text__contains")
    default_sort = "due_on"
    columns = (
        Column("text", "议定事项", "text", is_title=True),
        Column("owner", "责任", "owner_label", sort=("unit__order",)),
        field("due_on", "完成期限"),
        state(beside=late("逾期")),
        Column("meeting", "会议", "meeting", sort=("meeting__starts_at",)),
        field("finished_on", "办结日期", shown=False),
        Column("result", "办理结果", "result", shown=False),
    )
    empty = Empty(
        "没有议定事项", "联席会议登记纪要以后，在会议页面里写议定事项。", "joint_meetings:meeting-list", "看联席会议"
    )
    source = Resolution.objects.select_related("meeting__origin", "meeting__residence", "unit", "owner")
