"""The list of suggestions."""

from django.db.models import Count, Q

from deputies.people.querysets import named
from deputies.people.tables import person
from liaison.suggestions.enums import SignState
from liaison.suggestions.filters import SuggestionFilter
from liaison.suggestions.models import Suggestion
from yunhe.web.lists.columns import Column, choice, field, late, state
from yunhe.web.lists.listing import Empty, Listing, Search


class SuggestionListing(Listing):
    """Suggestions and where each of them stands."""

    name = "suggestions"
    title = "代表建议"
    filterset_class = SuggestionFilter
    search = Search("标题、领衔代表或承办单位", "title__icontains", "unit__name__icontains", named("leader"))
    default_sort = "-on"
    columns = (
        Column("title", "标题", "title", is_title=True),
        person("leader", "领衔代表", "leader"),
        Column("origin", "选出单位", "leader.origin.name", sort=("leader__origin__order",)),
        choice("level", "层级"),
        field("signed", "联名", "signed_count", number=True),
        field("on", "提交日期", "handed_in_on"),
        field("unit", "承办单位", "unit.name"),
        field("due_on", "法定期限"),
        state(beside=late("已超期")),
        choice("result", "办理结果"),
        field("check_on", "再次跟踪", shown=False),
        choice("opinion", "代表意见"),
        Column("office", "提交给", "office.name", sort=("office__order",), shown=False),
        Column("concern", "来自诉求", "concern.spoken_number", shown=False),
    )
    empty = Empty("没有符合条件的建议", "代表在手机上把群众诉求转为建议，提交后出现在这里。")
    source = Suggestion.objects.select_related("leader__origin", "unit", "concern", "office")
    annotated = {"signed_count": Count("signers", filter=Q(signers__state=SignState.SIGNED))}
