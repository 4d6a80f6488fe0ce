"""How print batches are narrowed."""

import django_filters as filters

from stations.filters import DATE
from stations.printing.enums import BatchState, Layout
from stations.printing.models import PrintBatch


class PrintBatchFilter(filters.FilterSet):
    """Batches by layout, state and day."""

    layout = filters.ChoiceFilter(choices=Layout.choices, label="版式", empty_label="全部版式")
    state = filters.ChoiceFilter(choices=BatchState.choices, label="状态", empty_label="不限")
    since = filters.DateFilter(field_name="created_at", lookup_expr="date__gte", label="从", widget=DATE)
    until = filters.DateFilter(field_name="created_at", lookup_expr="date__lte", label="到", widget=DATE)

    class Meta:
        model = PrintBatch
        fields: tuple[str, ...] = ()
