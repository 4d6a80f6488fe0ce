"""How the list of obligations is narrowed."""

from datetime import timedelta

import django_filters
from django import forms
from django.utils import timezone
from django_filters import ChoiceFilter

from liaison.obligations.enums import EvidenceKind, Frequency, ObligationState, OwedBy, Standing
from liaison.obligations.queries import SOON
from yunhe.areas.enums import POINTS, AreaKind
from yunhe.areas.models import Area
from yunhe.web.lists.filters import Filters, Flag, HiddenIds, Mine, OneOf, day_range

OWERS = [kind for kind in AreaKind if kind not in POINTS]


class KeysFilter(django_filters.BaseInFilter, django_filters.CharFilter):
    """Several keys of rules, separated by commas."""


def _soon(rows):
    return rows.undone().filter(due_on__lte=timezone.localdate() + timedelta(days=SOON))


class ObligationFilter(Filters):
    """Standing, unit, who owes it, days; from other pages also rule, year, team, and whether it has begun."""

    standing = ChoiceFilter(label="完成情况", choices=Standing, empty_label="全部")
    unit = django_filters.ModelChoiceFilter(
        label="单位", queryset=Area.objects.filter(kind__in=OWERS).current(), method="by_unit", empty_label="全部单位"
    )
    since, until = day_range("due_on", labels=("期限从", "期限到"))
    owed_by = ChoiceFilter(label="由谁完成", field_name="template__owed_by", choices=OwedBy, empty_label="不限")
    frequency = ChoiceFilter(label="频次", field_name="template__frequency", choices=Frequency, empty_label="不限")
    evidence = ChoiceFilter(label="佐证", field_name="template__evidence", choices=EvidenceKind, empty_label="不限")
    todo = Flag("待办", f"逾期和{SOON}天内到期的", _soon)
    kept = Flag("免办", "不含免办的", lambda rows: rows.exclude(state=ObligationState.SKIPPED))
    mine = Mine("承担", "我方承担", lambda rows, user: rows.owed_by_offices_of(user))
    year = django_filters.NumberFilter(field_name="due_on", lookup_expr="year", label="年度")
    begun = Flag("期次", "已开始的", lambda rows: rows.begun())
    rule = KeysFilter(field_name="template__key", lookup_expr="in", label="任务代号", widget=forms.HiddenInput)
    team = HiddenIds("team", "团队编号")

    def by_unit(self, rows, name, unit):
        """Keep obligations that `unit` owes, alone, with another or through a team."""
        return rows.of_unit(unit)


class ObligationTemplateFilter(Filters):
    """Who owes it, how often, whether it is in force."""

    owed_by = ChoiceFilter(label="由谁完成", choices=OwedBy, empty_label="不限")
    frequency = ChoiceFilter(label="频次", choices=Frequency, empty_label="不限")
    area = django_filters.ModelChoiceFilter(
        label="规定单位", queryset=Area.objects.filter(kind__in=OWERS).current(), empty_label="全部"
    )
    ended = OneOf(
        "状态",
        unless=("在用", lambda rows: rows.filter(until__isnull=True)),
        **{"1": ("已停用", lambda rows: rows.filter(until__isnull=False)), "all": ("全部", lambda rows: rows)},
    )
