"""How the list is narrowed."""

from datetime import timedelta

from django.utils import timezone
from django_filters import ChoiceFilter

from deputies.associates.enums import AssociateKind
from yunhe.web.lists.filters import Filters, OneOf, PointFilter, UnitFilter

SOON = timedelta(days=90)  # how long before its end a term is said to run out


def _running_out(rows):
    today = timezone.localdate()
    return rows.present().filter(ends_on__gte=today, ends_on__lte=today + SOON)


class AssociateFilter(Filters):
    """Capacity, unit, community, and where people stand; those who have left only when asked for."""

    kind = ChoiceFilter(label="身份", choices=AssociateKind, empty_label="全部身份")
    unit = UnitFilter("area", label="单位", empty_label="全部")
    community = PointFilter("area")
    standing = OneOf(
        "状态",
        unless=("在册", lambda rows: rows.present()),
        in_office=("在任", lambda rows: rows.in_office()),
        soon=("90 天内届满", _running_out),
        over=("任期已满，待续任或退出", lambda rows: rows.term_over()),
        left=("已退出", lambda rows: rows.filter(left_on__isnull=False)),
        all=("全部", lambda rows: rows),
    )
