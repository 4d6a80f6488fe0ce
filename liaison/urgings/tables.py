"""Urgings as a list."""

from liaison.urgings.filters import UrgingFilter
from liaison.urgings.models import Urging
from yunhe.web.lists.columns import Column, choice, field, late, state
from yunhe.web.lists.listing import Empty, Listing, Search


class UrgingListing(Listing):
    name = "urgings"
    title = "催办督办"
    filterset_class = UrgingFilter
    search = Search("事项", "about__icontains")
    default_sort = "-at"
    columns = (
        Column("about", "事项", "about", is_title=True),
        choice("kind", "类别"),
        Column("thing", "是什么", "thing_label"),
        Column("sender", "催办方", "from_label", sort=("sender__order",)),
        Column("addressee", "被催办方", "to_label", sort=("addressee__order", "unit__name")),
        Column("lead", "主管单位", "lead.name", sort=("lead__order",), shown=False),
        field("overdue_since", "原定期限"),
        field("answer_by", "答复期限"),
        state(beside=late("逾期未答复")),
        field("at", "催办时间", "sent_at"),
        field("answered_at", "答复时间", shown=False),
        Column("text", "要求", "text", shown=False),
        Column("answer", "答复", "answer", shown=False),
    )
    empty = Empty("没有催办和督办", "在逾期的诉求、建议、登记报到、工作任务的页面上点“催办”或“督办”。")
    source = Urging.objects.select_related("sender", "lead", "addressee__unit", "unit", "deputy")
