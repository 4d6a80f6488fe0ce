"""Narrowing of the board."""

import django_filters

from liaison.discrepancies.enums import DiscrepancyState, Fact
from liaison.discrepancies.models import Discrepancy
from yunhe.areas.models import Area

TURNS = (("mine", "等我方核定"), ("other", "等对方核定"))
WAITED = (("7", "7天以上"), ("30", "30天以上"), ("90", "90天以上"))


class DiscrepancyFilter(django_filters.FilterSet):
    """Whose turn, how long, which fact, state, both places."""

    turn = django_filters.ChoiceFilter(label="等谁", choices=TURNS, method="by_turn", empty_label="不限")
    waited = django_filters.ChoiceFilter(label="已有多久", choices=WAITED, method="by_waited", empty_label="不限")
    fact = django_filters.ChoiceFilter(label="事项", choices=Fact, empty_label="全部事项")
    late = django_filters.ChoiceFilter(label="期限", choices=(("1", "已逾期"),), method="by_late", empty_label="不限")
    origin = django_filters.ModelChoiceFilter(
        label="流出地", field_name="registration__origin", queryset=Area.objects.units().current(), empty_label="全部"
    )
    residence = django_filters.ModelChoiceFilter(
        label="流入地",
        field_name="registration__residence",
        queryset=Area.objects.units().current(),
        empty_label="全部",
    )
    state = django_filters.ChoiceFilter(label="状态", choices=DiscrepancyState, empty_label="全部状态")

    class Meta:
        model = Discrepancy
        fields = ("turn", "waited", "fact", "late", "origin", "residence", "state")

    def __init__(self, *args, user=None, **kwargs):
        """user: whose turn is meant."""
        super().__init__(*args, **kwargs)
        self.user = user

    def by_turn(self, rows, name, value):
        """Keep the open ones that the user's offices settle, or those that they do not."""
        mine = Discrepancy.objects.settled_by_offices_of(self.user).values("pk")
        return rows.open().filter(pk__in=mine) if value == "mine" else rows.open().exclude(pk__in=mine)

    def by_waited(self, rows, name, value):
        """Keep those that have differed for so many days."""
        return rows.open().waiting(int(value))

    def by_late(self, rows, name, value):
        """Keep open ones past their day."""
        return rows.late()
