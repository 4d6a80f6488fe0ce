"""How years, lines and entries are narrowed."""

from django_filters import ChoiceFilter, NumberFilter

from liaison.funds.enums import EntryKind, FundLevel, FundUse
from yunhe.web.lists.filters import Filters, Flag, HiddenIds, OneOf, UnitFilter, day_range


class YearFilter(Filters):
    """Years by office and whether they are open."""

    unit = UnitFilter("office")
    year = NumberFilter(field_name="year", label="年度")
    open = OneOf(
        "状态",
        open=("执行中", lambda rows: rows.open()),
        closed=("已结账", lambda rows: rows.filter(closed_at__isnull=False)),
    )


class FundLineFilter(Filters):
    """Lines by year, office, level and use."""

    year = NumberFilter(field_name="fund_year__year", label="年度")
    unit = UnitFilter("fund_year__office")
    level = ChoiceFilter(choices=FundLevel, label="层级", empty_label="不限")
    use = ChoiceFilter(choices=FundUse, label="用途", empty_label="不限")
    special = Flag("专项", "流动代表专项", lambda rows: rows.filter(is_special=True))
    overdrawn = Flag("余额", "已透支", lambda rows: rows.overdrawn())
    fund_year = HiddenIds("fund_year")


class EntryFilter(Filters):
    """Entries by day, kind and line."""

    since, until = day_range("on")
    kind = ChoiceFilter(choices=EntryKind, label="类别", empty_label="不限")
    unit = UnitFilter("line__fund_year__office")
    year = NumberFilter(field_name="line__fund_year__year", label="年度")
    line = HiddenIds("line")
