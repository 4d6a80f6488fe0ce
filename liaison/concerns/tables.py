"""The lists of concerns, receptions and handling units: columns, search and what an empty list says."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, Q, QuerySet
from django.utils.html import format_html

from deputies.people.querysets import named_q
from liaison.concerns.enums import Lateness
from liaison.concerns.filters import ConcernFilter, HandlingUnitFilter, VoterReceptionFilter
from liaison.concerns.models import Concern, ConcernEcho, HandlingUnit, VoterReception
from liaison.concerns.policies import can_keep_units
from liaison.concerns.tickets import fold
from liaison.concerns.workflow.steps import RELATED
from yunhe.kit.counting import count_of
from yunhe.kit.refusals import is_allowed
from yunhe.web.lists.columns import Column, choice, field, state, unit
from yunhe.web.lists.listing import Empty, Listing, Search
from yunhe.web.lists.newest import NewestFirst
from yunhe.web.templatetags.ui import badge, state_badge


def _received_by(text: str) -> QuerySet:
    """Return the keys of the receptions that a deputy called `text` took."""
    return VoterReception.deputies.through.objects.filter(named_q(text, "deputy")).values("voterreception_id")


class VoterReceptionListing(Listing):
    """Receptions of voters and what became of each concern."""

    name = "receptions"
    title = "接待选民记录"
    filterset_class = VoterReceptionFilter
    search = Search(
        "反映内容、编号、站点或接待代表",
        "concern__text__icontains",
        lambda text: Q(concern__number__startswith=fold(text)) if fold(text) else Q(pk__in=[]),
        "station__name__icontains",
        lambda text: Q(pk__in=_received_by(text)),
    )
    default_sort = "-on"
    columns = (
        Column("text", "反映内容", lambda row: row.concern.text[:40], is_title=True),
        Column("number", "编号", "concern.spoken_number", sort=("concern__number",)),
        field("on", "日期", "received_on"),
        field("station", "站点", "station.name"),
        Column("deputies", "接待代表", "deputy_names"),
        Column("category", "类别", "concern.get_category_display", sort=("concern__category",), shown=False),
        choice("route", "去向"),
        Column("handler", "承办方", "concern.handler_label"),
        Column("due_on", "本步期限", "concern.due_on", sort=("concern__due_on",)),
        Column(
            "state",
            "状态",
            "concern.get_state_display",
            cell=lambda row: _standing(row.concern),
            sort=("concern__state",),
        ),
        Column("rating", "选民评价", "concern.get_rating_display", sort=("concern__rating",)),
        Column("by", "记录人", "recorded_by", shown=False),
    )
    empty = Empty(
        "还没有接待记录",
        "接待选民时，一件事记一份；每一件都是一件群众诉求，有编号，有期限，选民可以评价。",
        "concerns:reception-create",
        "登记接待",
    )
    source = VoterReception.objects.select_related("station", *(f"concern__{name}" for name in RELATED))
    annotated = {"deputy_names": StringAgg("deputies__name", delimiter="、", order_by="deputies__name_pinyin")}


def _late(row: Concern) -> tuple[str, str] | None:
    tone = "warning" if row.lateness == Lateness.NEAR else "danger"
    return (row.lateness_label, tone) if row.lateness else None


def _standing(concern: Concern) -> str:
    """Return state and lateness of a concern as badges."""
    is_late = concern.lateness not in ("", Lateness.NEAR)
    return format_html("{}{}", state_badge(concern), badge(concern.lateness_label, "danger") if is_late else "")


class ConcernListing(NewestFirst):
    """Concerns and where each of them stands. No word of the voter, no name."""

    name = "concerns"
    title = "群众诉求"
    filterset_class = ConcernFilter
    search = Search(
        "编号、标题、位置或承办方",
        *("title__icontains", "spot__icontains", "handling_unit__name__icontains", "place__name__icontains"),
        "handling_point__name__icontains",
        lambda text: Q(number__startswith=fold(text)) if fold(text) else Q(pk__in=[]),
    )
    default_sort = "-at"
    moment = "created_at"
    columns = (
        Column("title", "事项", "short_title", is_title=True),
        Column("number", "编号", "spoken_number", sort=("number",)),
        field("at", "提交时间", "created_at"),
        choice("category", "类别"),
        unit("lead", "牵头单位"),
        unit("origin", "原选区"),
        Column("residence", "现居住地", "residence.full_name"),
        Column("handler", "承办方", "handler_label"),
        state(beside=_late),
        field("due_on", "本步期限"),
        Column("late", "期限情况", "lateness_label", shown=False),
        choice("channel", "来源", shown=False),
        Column("topic", "议题", "topic.title", shown=False),
        field("echoes", "同样遇到", "echo_count", number=True, shown=False),
        choice("result", "办理结果", shown=False),
        field("check_on", "再次跟踪", shown=False),
        choice("rating", "选民评价", shown=False),
        field("redo", "重办次数", "redo_count", number=True, shown=False),
        Column("paused", "暂停工作日", "paused_days", number=True, shown=False),
    )
    empty = Empty(
        "没有符合条件的诉求",
        "群众扫联络站码、代表码就能反映；不方便扫码的，可以代录。",
        "concerns:concern-create",
        "代录诉求",
    )
    source = Concern.objects.select_related(*RELATED, "topic")
    annotated = {"echo_count": count_of(ConcernEcho.objects.all(), "concern")}

    def quick_total(self):
        """Count by the roads of the scope."""
        return Concern.objects.count_for(self.user)


class HandlingUnitListing(Listing):
    """Handling units with what they have open."""

    name = "handling-units"
    title = "承办单位"
    filterset_class = HandlingUnitFilter
    search = Search("单位名称", "name__icontains")
    default_sort = "name"
    columns = (
        field("name", "单位名称", is_title=True),
        unit("area", "所属"),
        field("people", "经办人账号", "people_count", number=True),
        field("open", "在办诉求", "open_count", number=True),
        field("all", "累计诉求", "all_count", number=True),
        Column("phone", "办公电话", "office_phone"),
        field("active", "启用", "is_active"),
    )
    empty = Empty(
        "还没有承办单位", "把常来承办的部门登记在这里，交办时直接选择。", "concerns:unit-create", "新增承办单位"
    )
    source = HandlingUnit.objects.select_related("area")
    annotated = {
        "people_count": Count("members"),
        "open_count": count_of(Concern.objects.open(), "handling_unit"),
        "all_count": count_of(Concern.objects.all(), "handling_unit"),
    }

    def url(self, row):
        """Open the unit where the user's office keeps it."""
        return row.get_absolute_url() if is_allowed(can_keep_units, self.user, row.area) else ""
