"""The lists of years, lines and entries."""

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from liaison.funds.filters import EntryFilter, FundLineFilter, YearFilter
from liaison.funds.models import Entry, FundLine, FundYear
from liaison.funds.money import yuan
from yunhe.web.lists.columns import Column, badged, choice, counted, field, unit
from yunhe.web.lists.listing import Empty, Listing, Search


def money(key: str, label: str, name: str = "", **more) -> Column:
    """Return the column of an amount: yuan on the screen and in the file, sorted by the cents in `name`."""
    name = name or f"{key}_cents"
    return Column(key, label, lambda row: yuan(getattr(row, name) or 0), sort=(name,), number=True, **more)


class YearListing(Listing):
    """Years and what lies in them."""

    name = "fund-years"
    title = "经费年度"
    filterset_class = YearFilter
    default_sort = "-year"
    columns = (
        Column("name", "年度", str, sort=("year", "office__order"), is_title=True),
        field("year", "年份"),
        unit("office", "单位"),
        counted("line_count", "科目"),
        money("grant", "来源（元）", "grant_sum"),
        money("free", "可用（元）", "free_sum"),
        money("spent", "已支出（元）", "spent_sum"),
        badged("open", "状态", lambda row: row.standing, sort=("closed_at",)),
    )
    empty = Empty("还没有经费年度", "由本单位的经费管理人员开立年度、登记科目。")
    source = FundYear.objects.select_related("office")
    annotated = {
        "line_count": Count("lines"),
        **{f"{name}_sum": Coalesce(Sum(f"lines__{name}_cents"), 0) for name in ("grant", "free", "spent")},
    }


class FundLineListing(Listing):
    """Lines and where their money is."""

    name = "fund-lines"
    title = "经费科目"
    filterset_class = FundLineFilter
    search = Search("科目名称或编码", "name__icontains", "code__icontains")
    default_sort = "office"
    columns = (
        field("name", "科目", is_title=True),
        unit("office", "单位", "fund_year.office"),
        field("year", "年度", "fund_year.year"),
        choice("level", "层级"),
        choice("use", "用途"),
        money("grant", "来源（元）"),
        money("free", "可用（元）"),
        money("held", "已占用（元）"),
        money("advanced", "垫付（元）"),
        money("spent", "已支出（元）"),
        field("code", "科目编码", shown=False),
    )
    empty = Empty("没有符合条件的科目", "放宽条件，或由本单位的经费管理人员开立年度、新增科目。")
    source = FundLine.objects.select_related("fund_year__office")


class EntryListing(Listing):
    """Every movement of money."""

    name = "fund-entries"
    title = "经费分录"
    filterset_class = EntryFilter
    search = Search("摘要或文号", "text__icontains", "document__icontains")
    default_sort = "-at"
    columns = (
        Column("text", "摘要", "text", is_title=True),
        field("number", "分录号"),
        unit("office", "单位", "line.fund_year.office"),
        field("line", "科目", "line.name"),
        field("on", "日期"),
        choice("kind", "类别"),
        Column("ways", "从 → 到", "ways"),
        money("amount", "金额（元）", "cents"),
        Column("free_change", "可用增减（元）", "free_change", number=True),
        field("document", "文号"),
        field("by", "办理人"),
        field("at", "登记时间", shown=False),
    )
    empty = Empty("没有符合条件的分录", "下达、调整、占用和支出都会在这里留下一笔。")
    source = Entry.objects.select_related("line__fund_year__office")
