"""Narrowing of a round."""

import django_filters
from django.db.models import F, Q
from django.utils import timezone

from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry
from yunhe.areas.models import Area

CHANGES = (("yes", "代表有更正"), ("no", "没有变化"))
LATENESS = (("overdue", "逾期未完成"), ("late", "逾期后才确认"))


class LedgerEntryFilter(django_filters.FilterSet):
    """State, changes, lateness, places, household, missing fields. Dropped lines only when asked for."""

    state = django_filters.ChoiceFilter(label="状态", choices=EntryState, empty_label="全部状态")
    changes = django_filters.ChoiceFilter(label="与档案相比", choices=CHANGES, method="by_changes", empty_label="不限")
    late = django_filters.ChoiceFilter(label="期限", choices=LATENESS, method="by_lateness", empty_label="不限")
    origin = django_filters.ModelChoiceFilter(
        label="流出地", queryset=Area.objects.units().current(), empty_label="全部"
    )
    residence = django_filters.ModelChoiceFilter(
        label="流入地", queryset=Area.objects.units().current(), empty_label="全部"
    )
    community = django_filters.ModelChoiceFilter(
        label="社区（村）", queryset=Area.objects.points().current(), empty_label="全部"
    )
    household = django_filters.ChoiceFilter(
        label="户籍仍在流出地",
        choices=(("true", "是"), ("false", "否")),
        method="by_household",
        empty_label="不限",
    )
    complete = django_filters.ChoiceFilter(
        label="填写", choices=(("yes", "完整"), ("no", "有缺项")), method="by_completeness", empty_label="不限"
    )

    class Meta:
        model = LedgerEntry
        fields = ("state", "changes", "late", "origin", "residence", "community", "household", "complete")

    def filter_queryset(self, queryset):
        """Leave out dropped lines unless they are asked for."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.counted()

    def by_changes(self, rows, name, value):
        """Keep confirmed lines that the deputy corrected, or did not."""
        return rows.filter(has_changes=value == "yes")

    def by_lateness(self, rows, name, value):
        """Keep lines with work left after the round has closed, or those confirmed only then."""
        if value == "overdue":
            return rows.overdue()
        closing = Q(confirmed_at__date__gt=F("round__closes_on"))
        return rows.filter(closing, round__closes_on__lt=timezone.localdate())

    def by_household(self, rows, name, value):
        """Keep those whose 户籍 is, or is not, at the origin."""
        return rows.filter(household_at_home=value == "true")

    def by_completeness(self, rows, name, value):
        """Keep sheets with every must field, or with some missing."""
        return rows.filter(completeness=100) if value == "yes" else rows.exclude(completeness=100)
