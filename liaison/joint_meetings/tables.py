"""Pairs, meetings and resolutions as lists."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from liaison.joint_meetings import queries
from liaison.joint_meetings.filters import MeetingFilter, PairFilter, ResolutionFilter
from liaison.joint_meetings.models import CoManagement, JointMeeting, Resolution
from yunhe.web.lists.columns import Column
from yunhe.web.lists.listing import Empty, Listing
from yunhe.web.templatetags.ui import badge, state_badge


def figure(name: str, url_name: str, **query):
    """Return a cell: the figure `name` of a pair, a link to the list behind it."""

    def cell(row: CoManagement) -> str:
        number = getattr(row, name)
        units = {"origin": row.origin_id, "residence": row.residence_id}
        address = f"{reverse(url_name)}?{urlencode({**query, **units})}"
        return format_html('<a href="{}">{}</a>', address, number) if number else "0"

    return cell


def standing_words(row: Any) -> str:
    """Return whether the pair has met in the year looked at."""
    return queries.standing_of(row, row.of_year, timezone.localdate())[0]


def standing_cell(row: Any) -> str:
    """Return the same as a badge."""
    return badge(*queries.standing_of(row, row.of_year, timezone.localdate()))


def held_cell(row: Any) -> str:
    """Return how often the pair met in the year looked at, a link to the meetings."""
    return figure("held", "joint_meetings:meeting-list", state="took_place", year=row.of_year)(row)


class PairListing(Listing):
    """Pairs of units between which deputies live, with what they did together in one year."""

    name = "joint-pairs"
    title = "双向共管联席会议"
    filterset_class = PairFilter
    search_label = "单位名称"
    columns = (
        Column("pair", "流出地 — 流入地", "__str__", sort=("origin__order", "residence__order"), is_title=True),
        Column(
            "open_registrations",
            "共管代表",
            "open_registrations",
            cell=figure("open_registrations", "registration:registration-list", state="open"),
            sort=("open_registrations",),
            number=True,
        ),
        Column("standing", "联席会议", standing_words, cell=standing_cell),
        Column("held", "召开次数", "held", cell=held_cell, sort=("held",), number=True),
        Column("last_held_at", "最近一次", "last_held_at", sort=("last_held_at",)),
        Column(
            "open_resolutions",
            "议定事项",
            "open_resolutions",
            cell=figure("open_resolutions", "joint_meetings:resolution-list", state="open"),
            sort=("open_resolutions",),
            number=True,
        ),
        Column(
            "late_resolutions",
            "其中逾期",
            "late_resolutions",
            cell=figure("late_resolutions", "joint_meetings:resolution-list", late="1"),
            sort=("late_resolutions",),
            number=True,
        ),
        Column(
            "open_discrepancies",
            "信息不一致",
            "open_discrepancies",
            cell=figure("open_discrepancies", "discrepancies:discrepancy-list", state="open"),
            sort=("open_discrepancies",),
            number=True,
        ),
    )
    empty = Empty("没有双向共管的单位", "代表住到别的乡镇街道、建立共管档案以后，两地会列在这里。")

    @property
    def year(self) -> int:
        """The year looked at."""
        return queries.chosen_year(self.query)

    def rows(self):
        """Return the pairs in scope with the figures of the year."""
        pairs = CoManagement.objects.pairs().visible_to(self.user).with_figures(self.year)
        return pairs.select_related("origin", "residence").defer("address")

    def search(self, rows, text):
        """Match the name of either unit."""
        return rows.filter(Q(origin__name__contains=text) | Q(residence__name__contains=text))

    def url(self, row):
        """Open the pair's page on the same year."""
        return f"{row.get_absolute_url()}?year={self.year}"


class MeetingListing(Listing):
    """Joint meetings in scope."""

    name = "joint-meetings"
    title = "联席会议"
    filterset_class = MeetingFilter
    default_sort = "-starts_at"
    columns = (
        Column("pair", "会议", "title", is_title=True),
        Column("starts_at", "时间", "starts_at", sort=("starts_at",)),
        Column("place", "地点", "place"),
        Column("state", "状态", "get_state_display", cell=state_badge, sort=("state",)),
        Column("waits_for", "等待", "waits_for_label"),
        Column("body", "会议主体", "body.name", shown=False),
        Column("created_by", "登记人", "created_by", shown=False),
    )
    empty = Empty("没有联席会议", "在“联席会议”里选一对单位，提议时间。", "joint_meetings:pair-list", "联席会议")

    def rows(self):
        """Return meetings in scope."""
        return JointMeeting.objects.visible_to(self.user).select_related("origin", "residence", "body")


def late_cell(row: Resolution) -> str:
    """Return the state's badge, and that it is late."""
    return format_html("{} {}", state_badge(row), badge("逾期", "danger") if row.is_late else "")


class ResolutionListing(Listing):
    """Resolutions of joint meetings in scope."""

    name = "joint-resolutions"
    title = "议定事项"
    filterset_class = ResolutionFilter
    search_label = "事项内容"
    default_sort = "due_on"
    columns = (
        Column("text", "议定事项", "text", is_title=True),
        Column("owner", "责任", "owner_label", sort=("unit__order",)),
        Column("due_on", "完成期限", "due_on", sort=("due_on",)),
        Column("state", "状态", "get_state_display", cell=late_cell, sort=("state",)),
        Column("meeting", "会议", "meeting", sort=("meeting__starts_at",)),
        Column("finished_on", "办结日期", "finished_on", sort=("finished_on",), shown=False),
        Column("result", "办理结果", "result", shown=False),
    )
    empty = Empty(
        "没有议定事项", "联席会议登记纪要以后，在会议页面里写议定事项。", "joint_meetings:meeting-list", "看联席会议"
    )

    def rows(self):
        """Return resolutions in scope."""
        rows = Resolution.objects.visible_to(self.user)
        return rows.select_related("meeting__origin", "meeting__residence", "unit", "owner")

    def search(self, rows, text):
        """Match the words."""
        return rows.filter(text__contains=text)
