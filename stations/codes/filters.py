"""How the lists of codes and prints are narrowed."""

import django_filters as filters
from django.db.models import Q

from stations.codes.enums import BatchState, CodeKind, Layout
from stations.codes.models import Code, PrintBatch
from stations.places.filters import DATE, units


class CodeFilter(filters.FilterSet):
    """Codes by kind, state and unit."""

    kind = filters.ChoiceFilter(choices=CodeKind.choices, label="类别", empty_label="全部三码")
    state = filters.ChoiceFilter(
        choices=[("in_force", "使用中"), ("revoked", "已停用"), ("unprinted", "未打印"), ("drawing", "制图中")],
        method="by_state",
        label="状态",
        empty_label="不限",
    )
    unit = filters.ModelChoiceFilter(queryset=units, method="by_unit", label="单位", empty_label="全部单位")

    class Meta:
        model = Code
        fields: tuple[str, ...] = ()

    def by_state(self, rows, name, state):
        """Codes in one state."""
        conditions = {
            "in_force": Q(revoked_at__isnull=True),
            "revoked": Q(revoked_at__isnull=False),
            "unprinted": Q(revoked_at__isnull=True, printed_at__isnull=True),
            "drawing": Q(revoked_at__isnull=True, images_made_at__isnull=True),
        }
        return rows.filter(conditions[state])

    def by_unit(self, rows, name, unit):
        """Codes of subjects of `unit`."""
        return rows.filter(
            Q(station__organising_area__path__startswith=unit.path)
            | Q(activity__organising_area__path__startswith=unit.path)
            | Q(deputy__origin=unit)
        )


class PrintBatchFilter(filters.FilterSet):
    """Batches by layout, state and day."""

    layout = filters.ChoiceFilter(choices=Layout.choices, label="版式", empty_label="全部版式")
    state = filters.ChoiceFilter(choices=BatchState.choices, label="状态", empty_label="不限")
    since = filters.DateFilter(field_name="created_at", lookup_expr="date__gte", label="从", widget=DATE)
    until = filters.DateFilter(field_name="created_at", lookup_expr="date__lte", label="到", widget=DATE)

    class Meta:
        model = PrintBatch
        fields: tuple[str, ...] = ()
