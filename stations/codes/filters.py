"""How the lists of codes and prints are narrowed."""

from django_filters import ChoiceFilter

from stations.codes.enums import BatchState, CodeKind, Layout
from yunhe.web.lists.filters import Filters, OneOf, UnitFilter, day_range


class CodeFilter(Filters):
    """Codes by kind, state and unit."""

    kind = ChoiceFilter(choices=CodeKind.choices, label="类别", empty_label="全部三码")
    state = OneOf(
        "状态",
        in_force=("使用中", lambda rows: rows.in_force()),
        revoked=("已停用", lambda rows: rows.filter(revoked_at__isnull=False)),
        unprinted=("未打印", lambda rows: rows.in_force().filter(printed_at__isnull=True)),
        drawing=("制图中", lambda rows: rows.in_force().filter(images_made_at__isnull=True)),
    )
    unit = UnitFilter("station__organising_area", "activity__organising_area", "deputy__origin")


class PrintBatchFilter(Filters):
    """Batches by layout, state and day."""

    layout = ChoiceFilter(choices=Layout.choices, label="版式", empty_label="全部版式")
    state = ChoiceFilter(choices=BatchState.choices, label="状态", empty_label="不限")
    since, until = day_range("created_at", is_moment=True)
