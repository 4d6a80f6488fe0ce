"""How the list of decisions is narrowed."""

from django_filters import ChoiceFilter

from liaison.annual_reports.enums import DecisionState
from yunhe.web.lists.filters import Filters, Flag, HiddenIds, Mine, UnitFilter


class DecisionFilter(Filters):
    """Decisions by state, lateness, who carries them out and whose report brought them."""

    state = ChoiceFilter(choices=DecisionState, label="状态", empty_label="不限")
    late = Flag("期限", "已逾期", lambda rows: rows.late())
    mine = Mine("落实", "本单位落实", lambda rows, user: rows.owned_by_offices_of(user))
    owner = UnitFilter("owner", label="落实单位")
    report = HiddenIds("report", "请示汇报编号")
