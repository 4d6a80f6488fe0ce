"""How the lists of concerns and receptions are narrowed."""

from django import forms
from django.db.models import QuerySet
from django_filters import ChoiceFilter, NumberFilter

from liaison.concerns.enums import (
    WAITS_FOR_VOTER,
    Channel,
    ConcernCategory,
    ConcernState,
    Lateness,
    ReceptionRoute,
    ResultClass,
    VoterRating,
)
from liaison.concerns.models import VoterReception
from yunhe.web.lists.filters import Filters, Flag, HiddenIds, Mine, OneOf, UnitFilter, day_range


class VoterReceptionFilter(Filters):
    """Receptions by state, category, route, unit, day and lateness."""

    state = ChoiceFilter("concern__state", choices=ConcernState.choices, label="状态", empty_label="不限")
    told = Flag("反馈", "已反馈选民", lambda rows: rows.told())
    late = Flag("期限", "已逾期", lambda rows: rows.late())
    mine = Mine("记录", "本单位站点的", lambda rows, user: rows.kept_by(user))
    category = ChoiceFilter("concern__category", choices=ConcernCategory.choices, label="类别", empty_label="全部类别")
    route = ChoiceFilter(choices=ReceptionRoute.choices, label="去向", empty_label="全部去向")
    unit = UnitFilter("station__organising_area")
    since, until = day_range("received_on")
    station = HiddenIds("station", "站点编号")
    deputy = NumberFilter(method="by_deputy", label="代表编号", widget=forms.HiddenInput)

    def by_deputy(self, rows: QuerySet, name: str, number: int) -> QuerySet:
        """Narrow to receptions by one deputy, without joining the deputies whom the list names."""
        received = VoterReception.deputies.through.objects.filter(deputy_id=int(number))
        return rows.filter(pk__in=received.values("voterreception_id"))


class ConcernFilter(Filters):
    """Concerns by state, deadline, category, units, channel, result, rating and day."""

    state = ChoiceFilter(choices=ConcernState.choices, label="状态", empty_label="不限")
    turn = Mine("等谁", "等我方办理", lambda rows, user: rows.waiting_for(user))
    late = ChoiceFilter(choices=Lateness.choices, method="by_late", label="期限", empty_label="不限")
    category = ChoiceFilter(choices=ConcernCategory.choices, label="类别", empty_label="全部类别")
    lead = UnitFilter("lead", label="牵头单位")
    origin = UnitFilter("origin", label="原选区", empty_label="不限")
    residence = UnitFilter("residence", label="现居住地", empty_label="不限")
    channel = ChoiceFilter(choices=Channel.choices, label="来源", empty_label="全部来源")
    result = ChoiceFilter(choices=ResultClass.choices, label="办理结果", empty_label="不限")
    rating = ChoiceFilter(choices=VoterRating.choices, label="选民评价", empty_label="不限")
    track = Flag("跟踪", "到跟踪日期", lambda rows: rows.to_track())
    since, until = day_range("created_at", is_moment=True)
    led = HiddenIds("lead", "牵头单位编号")
    station = HiddenIds("station", "站点编号")
    deputy = HiddenIds("deputy", "代表编号")
    topic = OneOf(
        "议题",
        yes=("已列入议题", lambda rows: rows.filter(topic__isnull=False)),
        no=("没有列入", lambda rows: rows.filter(topic__isnull=True)),
    )
    group = OneOf(
        "范围",
        open=("在办", lambda rows: rows.open()),
        answered=("已答复", lambda rows: rows.exclude(told_on=None)),
        solved=("A 类", lambda rows: rows.exclude(told_on=None).filter(result=ResultClass.A)),
        taken=("受理的", lambda rows: rows.taken()),
        redone=("重办过的", lambda rows: rows.taken().filter(redo_count__gt=0)),
    )

    def by_late(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Narrow to concerns whose step is near its deadline, late or very late."""
        return rows.open().exclude(state__in=WAITS_FOR_VOTER).by_lateness(value)


class HandlingUnitFilter(Filters):
    active = OneOf(
        "启用",
        yes=("启用的", lambda rows: rows.filter(is_active=True)),
        no=("停用的", lambda rows: rows.filter(is_active=False)),
    )
