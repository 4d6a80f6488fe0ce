"""How the list of obligations is narrowed."""

from datetime import timedelta

import django_filters
from django import forms
from django.utils import timezone

from liaison.obligations.enums import EvidenceKind, Frequency, OwedBy, Standing
from liaison.obligations.models import Obligation, ObligationTemplate
from liaison.obligations.queries import SOON
from yunhe.areas.enums import POINTS, AreaKind
from yunhe.areas.models import Area

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
OWERS = [kind for kind in AreaKind if kind not in POINTS]


class KeysFilter(django_filters.BaseInFilter, django_filters.CharFilter):
    """Several keys of rules, separated by commas."""


class ObligationFilter(django_filters.FilterSet):
    """Standing, unit, who owes it, days; from other pages also rule, year, team, and whether it has begun."""

    standing = django_filters.ChoiceFilter(label="完成情况", choices=Standing, empty_label="全部")
    unit = django_filters.ModelChoiceFilter(
        label="单位",
        queryset=Area.objects.filter(kind__in=OWERS).current(),
        method="by_unit",
        empty_label="全部单位",
    )
    since = django_filters.DateFilter(field_name="due_on", lookup_expr="gte", label="期限从", widget=DATE)
    until = django_filters.DateFilter(field_name="due_on", lookup_expr="lte", label="期限到", widget=DATE)
    owed_by = django_filters.ChoiceFilter(
        label="由谁完成", field_name="template__owed_by", choices=OwedBy, empty_label="不限"
    )
    frequency = django_filters.ChoiceFilter(
        label="频次", field_name="template__frequency", choices=Frequency, empty_label="不限"
    )
    evidence = django_filters.ChoiceFilter(
        label="佐证", field_name="template__evidence", choices=EvidenceKind, empty_label="不限"
    )
    todo = django_filters.ChoiceFilter(
        label="待办", choices=(("1", f"逾期和{SOON}天内到期的"),), method="by_todo", empty_label="不限"
    )
    year = django_filters.NumberFilter(field_name="due_on", lookup_expr="year", label="年度")
    begun = django_filters.ChoiceFilter(
        label="期次", choices=(("1", "已开始的"),), method="by_begun", empty_label="不限"
    )
    rule = KeysFilter(field_name="template__key", lookup_expr="in", label="任务代号", widget=forms.HiddenInput)
    team = django_filters.NumberFilter(field_name="team", label="团队编号", widget=forms.HiddenInput)

    class Meta:
        model = Obligation
        fields: tuple[str, ...] = ()

    def by_unit(self, rows, name, unit):
        """Keep obligations that `unit` owes, alone, with another or through a team."""
        return rows.of_unit(unit)

    def by_todo(self, rows, name, value):
        """Keep what is late or falls due soon."""
        return rows.undone().filter(due_on__lte=timezone.localdate() + timedelta(days=SOON))

    def by_begun(self, rows, name, value):
        """Keep obligations whose period has begun."""
        return rows.begun()


class ObligationTemplateFilter(django_filters.FilterSet):
    """Who owes it, how often, whether it is in force."""

    owed_by = django_filters.ChoiceFilter(label="由谁完成", choices=OwedBy, empty_label="不限")
    frequency = django_filters.ChoiceFilter(label="频次", choices=Frequency, empty_label="不限")
    area = django_filters.ModelChoiceFilter(
        label="规定单位", queryset=Area.objects.filter(kind__in=OWERS).current(), empty_label="全部"
    )
    ended = django_filters.ChoiceFilter(
        label="状态", choices=(("1", "已停用"), ("all", "全部")), method="by_end", empty_label="在用"
    )

    class Meta:
        model = ObligationTemplate
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset):
        """Leave out rules that have ended unless they are asked for."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("ended") else rows.filter(until__isnull=True)

    def by_end(self, rows, name, value):
        """Keep rules that have ended, or all."""
        return rows.filter(until__isnull=False) if value == "1" else rows
