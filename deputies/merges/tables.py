"""Joined records, and records told apart, as lists."""

from deputies.merges.models import Distinction, Merge
from yunhe.web.lists.columns import Column, field
from yunhe.web.lists.filters import Filters, OneOf
from yunhe.web.lists.listing import BulkAction, Empty, Listing, Search


class StandingFilter(Filters):
    """What stands, unless asked."""

    undone = OneOf(
        "撤销",
        unless=("不含撤销", lambda rows: rows.standing()),
        yes=("已撤销", lambda rows: rows.filter(undone_at__isnull=False)),
    )


class MergeListing(Listing):
    name = "merges"
    title = "已合并的档案"
    filterset_class = StandingFilter
    search = Search("姓名", "gone_name__contains", "kept__name__contains")
    default_sort = "-created_at"
    columns = (
        Column("merge", "合并", "__str__", is_title=True),
        Column("origin", "并入档案的流出地", "origin.name", sort=("origin__order",)),
        Column("moved", "移来的记录", "moved_label"),
        Column("reason", "依据", "reason"),
        Column("by", "办理人", "created_by"),
        field("created_at", "时间"),
        field("undone_at", "撤销时间", shown=False),
    )
    empty = Empty("没有合并过档案", "在“待核对”里比对疑似重复的档案，确认是同一人再合并；合并可以撤销。")
    source = Merge.objects.select_related("kept__origin", "origin")


class DistinctionListing(Listing):
    name = "distinctions"
    title = "认定不是同一人"
    filterset_class = StandingFilter
    search = Search("姓名", "first__name__contains", "second__name__contains")
    default_sort = "-created_at"
    bulk_actions = (BulkAction("撤销认定", "merges:distinctions-end", "undo"),)
    columns = (
        Column("pair", "代表", "__str__", is_title=True),
        Column("first", "一人的流出地", "first.origin.name"),
        Column("second", "另一人的流出地", "second.origin.name"),
        Column("reason", "依据", "reason"),
        Column("by", "办理人", "created_by"),
        field("created_at", "时间"),
    )
    empty = Empty("没有认定过", "名字相同但确是两个人的，认定以后不再提示。")
    source = Distinction.objects.select_related("first__origin", "second__origin")
