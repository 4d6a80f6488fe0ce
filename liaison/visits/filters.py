"""How the registers of visits and findings are narrowed."""

import django_filters

from liaison.concerns.enums import ConcernCategory
from liaison.visits.enums import ContactWay, FindingState, VisitOutcome
from liaison.visits.models import Visit, VisitFinding
from yunhe.areas.models import Area


class VisitFilter(django_filters.FilterSet):
    """Days, ways, results, places."""

    way = django_filters.ChoiceFilter(label="方式", choices=ContactWay, empty_label="全部方式")
    outcome = django_filters.ChoiceFilter(label="结果", choices=VisitOutcome, empty_label="不限")
    on = django_filters.DateFromToRangeFilter(
        label="日期", widget=django_filters.widgets.RangeWidget(attrs={"type": "date"})
    )
    unit = django_filters.ModelChoiceFilter(
        label="户籍乡镇",
        queryset=Area.objects.units().current(),
        field_name="household__village__unit",
        empty_label="全部",
    )
    undone = django_filters.ChoiceFilter(
        label="撤销", choices=(("yes", "已撤销"),), method="by_undone", empty_label="不含撤销"
    )

    class Meta:
        model = Visit
        fields = ("way", "outcome", "on", "unit")

    def filter_queryset(self, queryset):
        """Leave out what was taken back unless it is asked for."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("undone") else rows.standing()

    def by_undone(self, rows, name, value):
        """Keep what was taken back."""
        return rows.filter(undone_at__isnull=False)


class FindingFilter(django_filters.FilterSet):
    """State and kind."""

    state = django_filters.ChoiceFilter(label="状态", choices=FindingState, empty_label="全部状态")
    category = django_filters.ChoiceFilter(label="类别", choices=ConcernCategory, empty_label="全部类别")

    class Meta:
        model = VisitFinding
        fields = ("state", "category")
