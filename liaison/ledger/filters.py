"""Narrowing of a round."""

from django.db.models import F
from django.utils import timezone
from django_filters import ChoiceFilter

from liaison.ledger.enums import EntryState
from yunhe.web.lists.filters import Filters, Mine, OneOf, PointFilter, UnitFilter


def confirmed_late(rows):
    """Keep lines that were confirmed after their round had closed."""
    return rows.filter(confirmed_at__date__gt=F("round__closes_on"), round__closes_on__lt=timezone.localdate())


class LedgerEntryFilter(Filters):
    """State, changes, lateness, places, household, missing fields. Dropped lines only when asked for."""

    state = ChoiceFilter(label="状态", choices=EntryState, empty_label="全部状态")
    confirmed = OneOf("确认", yes=("已确认（含已会签）", lambda rows: rows.exclude(state=EntryState.OPEN)))
    turn = Mine("等谁", "等我方会签", lambda rows, user: rows.waiting_for(user))
    changes = OneOf(
        "与档案相比",
        yes=("代表有更正", lambda rows: rows.filter(has_changes=True)),
        no=("没有变化", lambda rows: rows.filter(has_changes=False)),
    )
    late = OneOf("期限", overdue=("逾期未完成", lambda rows: rows.overdue()), late=("逾期后才确认", confirmed_late))
    origin = UnitFilter("origin", label="流出地")
    residence = UnitFilter("residence", label="流入地")
    community = PointFilter("community")
    household = OneOf(
        "户籍仍在流出地",
        true=("是", lambda rows: rows.filter(household_at_home=True)),
        false=("否", lambda rows: rows.filter(household_at_home=False)),
    )
    complete = OneOf(
        "填写",
        yes=("完整", lambda rows: rows.filter(completeness=100)),
        no=("有缺项", lambda rows: rows.exclude(completeness=100)),
    )

    def filter_queryset(self, queryset):
        """Leave out dropped lines unless they are asked for."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.counted()
