"""Narrowing of a round."""

import django_filters

from liaison.ledger.enums import EntryState
from liaison.ledger.models import LedgerEntry
from yunhe.areas.models import Area


class LedgerEntryFilter(django_filters.FilterSet):
    """State, both places, household."""

    state = django_filters.ChoiceFilter(label="状态", choices=EntryState, empty_label="全部状态")
    origin = django_filters.ModelChoiceFilter(
        label="流出地", queryset=Area.objects.units().current(), empty_label="全部"
    )
    residence = django_filters.ModelChoiceFilter(
        label="流入地", queryset=Area.objects.units().current(), empty_label="全部"
    )
    household = django_filters.ChoiceFilter(
        label="户籍仍在流出地",
        choices=(("true", "是"), ("false", "否")),
        field_name="household_at_home",
        method="by_household",
        empty_label="不限",
    )

    class Meta:
        model = LedgerEntry
        fields = ("state", "origin", "residence", "household")

    def by_household(self, rows, name, value):
        """Keep those whose 户籍 is, or is not, at the origin."""
        return rows.filter(household_at_home=value == "true")
