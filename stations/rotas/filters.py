"""How the list of reception days is narrowed."""

from django.utils import timezone
from django_filters import ChoiceFilter

from stations.rotas.enums import ShiftState
from stations.rotas.models import Shift
from yunhe.web.lists.filters import Filters, HiddenIds, OneOf, UnitFilter, day_range


def _unrecorded(rows):
    """Planned days that are past: nobody has noted who was there."""
    return rows.filter(state=ShiftState.PLANNED, on__lt=timezone.localdate())


def _empty(rows):
    """Planned days without deputies."""
    watches = Shift.deputies.through.objects.values("shift_id")
    return rows.filter(state=ShiftState.PLANNED).exclude(pk__in=watches)


class ShiftFilter(Filters):
    """Reception days by state, unit, day and whether somebody serves."""

    state = ChoiceFilter(choices=ShiftState, label="状态", empty_label="不限")
    unit = UnitFilter("station__organising_area")
    since, until = day_range("on")
    gap = OneOf("缺口", empty=("没有安排代表", _empty), unrecorded=("已过期未登记到岗", _unrecorded))
    station = HiddenIds("station", "站点编号")
