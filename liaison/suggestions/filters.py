"""How the list of suggestions is narrowed."""

from django_filters import ChoiceFilter

from deputies.people.enums import CongressLevel
from liaison.concerns.enums import ResultClass
from liaison.suggestions.enums import Opinion, SuggestionState
from liaison.suggestions.models import CoHandler
from yunhe.web.lists.filters import Filters, Flag, Mine, OneOf, UnitFilter

LEVELS = [(level.value, level.label) for level in (CongressLevel.COUNTY, CongressLevel.TOWNSHIP)]


class SuggestionFilter(Filters):
    """Suggestions by state, deadline, level, origin and opinion."""

    state = ChoiceFilter(choices=SuggestionState, label="状态", empty_label="不限")
    late = Flag("期限", "已超期", lambda rows: rows.late())
    mine = Mine("交办", "由我方交办", lambda rows, user: rows.of_offices_of(user))
    co = OneOf(
        "协办",
        asked=("等协办意见", lambda rows: rows.filter(pk__in=CoHandler.objects.asked().values("suggestion"))),
        late=("协办超期", lambda rows: rows.filter(pk__in=CoHandler.objects.late().values("suggestion"))),
    )
    level = ChoiceFilter(choices=LEVELS, label="层级", empty_label="不限")
    origin = UnitFilter("leader__origin", label="选出单位")
    result = ChoiceFilter(choices=ResultClass, label="办理结果", empty_label="不限")
    track = Flag("跟踪", "到跟踪日期", lambda rows: rows.to_track())
    opinion = ChoiceFilter(choices=Opinion, label="代表意见", empty_label="不限")
