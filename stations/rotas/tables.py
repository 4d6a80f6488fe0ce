"""Columns of the list of reception days."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import BooleanField, Case, Count, DurationField, ExpressionWrapper, F, Q, When
from django.db.models.functions import Now, TruncDate
from django.utils import timezone

from deputies.people.querysets import named_q
from stations.rotas.filters import ShiftFilter
from stations.rotas.models import Shift
from yunhe.web.lists.columns import Column, field, state
from yunhe.web.lists.listing import Empty, Listing, Search


def _served_by(name: str) -> Q:
    return Q(pk__in=Shift.deputies.through.objects.filter(named_q(name, "deputy")).values("shift_id"))


TODAY = TruncDate(Now())


def _away(row: Shift) -> str:
    days = (row.on - timezone.localdate()).days
    return "今天" if not days else f"{days} 天后" if days > 0 else f"{-days} 天前"


class ShiftListing(Listing):
    """Reception days with who serves: today's and the next ones first, then the past ones, the last first."""

    name = "shifts"
    title = "接待日"
    filterset_class = ShiftFilter
    search = Search("站点、主题或值班代表", "topic__icontains", "station__name__icontains", _served_by)
    default_sort = "away"
    columns = (
        field("station", "站点", "station.name", is_title=True),
        field("on", "接待日期"),
        Column("away", "离今天", _away, sort=("is_past", "distance"), shown=False),
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
        "is_past": ExpressionWrapper(Q(on__lt=TODAY), output_field=BooleanField()),
        "distance": Case(
            When(on__lt=TODAY, then=TODAY - F("on")), default=F("on") - TODAY, output_field=DurationField()
        ),
    }
