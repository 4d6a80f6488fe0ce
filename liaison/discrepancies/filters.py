"""Narrowing of the board."""

from functools import partial

from django_filters import ChoiceFilter

from liaison.discrepancies.enums import DiscrepancyState, Fact
from liaison.discrepancies.models import Discrepancy
from yunhe.web.lists.filters import Filters, Flag, OneOf, UnitFilter

TURNS = (("mine", "等我方核定"), ("other", "等对方核定"))


def waiting(days: int, rows):
    """Keep open ones that have differed for `days` days."""
    return rows.open().waiting(days)


class DiscrepancyFilter(Filters):
    """Whose turn, how long, which fact, state, both places."""

    turn = ChoiceFilter(label="等谁", choices=TURNS, method="by_turn", empty_label="不限")
    waited = OneOf("已有多久", **{str(days): (f"{days}天以上", partial(waiting, days)) for days in (7, 30, 90)})
    fact = ChoiceFilter(label="事项", choices=Fact, empty_label="全部事项")
    late = Flag("期限", "已逾期", lambda rows: rows.late())
    origin = UnitFilter("registration__origin", label="流出地")
    residence = UnitFilter("registration__residence", label="流入地")
    state = ChoiceFilter(label="状态", choices=DiscrepancyState, empty_label="全部状态")

    def by_turn(self, rows, name, value):
        """Keep the open ones that the user's offices settle, or those that they do not."""
        mine = Discrepancy.objects.settled_by_offices_of(self.user).values("pk")
        return rows.open().filter(pk__in=mine) if value == "mine" else rows.open().exclude(pk__in=mine)
