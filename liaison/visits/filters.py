"""How the registers of visits and findings are narrowed."""

from django_filters import ChoiceFilter

from liaison.concerns.enums import ConcernCategory, ConcernState
from liaison.visits.enums import ContactWay, FindingState, VisitOutcome
from yunhe.web.lists.filters import Filters, OneOf, UnitFilter, day_range


class VisitFilter(Filters):
    """Days, ways, results, places."""

    way = ChoiceFilter(label="方式", choices=ContactWay, empty_label="全部方式")
    outcome = ChoiceFilter(label="结果", choices=VisitOutcome, empty_label="不限")
    since, until = day_range("on")
    unit = UnitFilter("household__village", label="户籍乡镇", empty_label="全部")
    undone = OneOf(
        "撤销",
        unless=("不含撤销", lambda rows: rows.standing()),
        yes=("已撤销", lambda rows: rows.filter(undone_at__isnull=False)),
    )


class FindingFilter(Filters):
    """State, what came of it, and kind."""

    state = ChoiceFilter(label="状态", choices=FindingState, empty_label="全部状态")
    concern = ChoiceFilter("concern__state", label="诉求办理", choices=ConcernState, empty_label="不限")
    category = ChoiceFilter(label="类别", choices=ConcernCategory, empty_label="全部类别")
