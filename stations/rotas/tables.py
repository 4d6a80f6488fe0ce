"""Columns of the list of reception days."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, Q

from deputies.people.querysets import named_q
from stations.rotas.filters import ShiftFilter
from stations.rotas.models import Shift
from yunhe.web.lists.columns import Column, field, state
from yunhe.web.lists.listing import Empty, Listing, Search


def _served_by(name: str) -> Q:
    return Q(pk__in=Shift.deputies.through.objects.filter(named_q(name, "deputy")).values("shift_id"))


class ShiftListing(Listing):
    """Reception days with who serves."""

    name = "shifts"
    title = "接待日"
    filterset_class = ShiftFilter
    search = Search("站点、主题或值班代表", "topic__icontains", "station__name__icontains", _served_by)
    default_sort = "-on"
    columns = (
        field("station", "站点", "station.name", is_title=True),
        field("on", "接待日期"),
        Column("hours", "时间", lambda row: f"{row.starts:%H:%M}–{row.ends:%H:%M}"),
        Column("planned", "原定日期", "planned_on", shown=False),
        Column("topic", "主题", "topic"),
        Column("deputies", "值班代表", "deputy_names"),
        Column("present", "到岗", "present", number=True),
        state(),
    )
    empty = Empty("还没有接待日", "选一个站点，按规则编排全年值班。", "rotas:rota-create", "编排值班表")
    source = Shift.objects.select_related("station")
    annotated = {
        "deputy_names": StringAgg("deputies__name", delimiter="、", order_by="deputies__name_pinyin"),
        "present": Count("watches", filter=Q(watches__was_present=True)),
    }
