"""How the list of reception days is narrowed."""

from django_filters import ChoiceFilter

from stations.rotas.enums import ShiftState
from stations.rotas.models import Shift
from yunhe.web.lists.filters import Filters, HiddenIds, Mine, OneOf, UnitFilter, day_range


def _empty(rows):
    """Planned days without deputies."""
    watches = Shift.deputies.through.objects.values("shift_id")
    return rows.filter(state=ShiftState.PLANNED).exclude(pk__in=watches)


class ShiftFilter(Filters):
    """Reception days by state, unit, day and whether somebody serves."""

    state = ChoiceFilter(choices=ShiftState, label="状态", empty_label="不限")
    unit = UnitFilter("station__organising_area")
    since, until = day_range("on")
    gap = OneOf(
        "缺口",
        empty=("没有安排代表", _empty),
        unrecorded=("已过期未登记到岗", lambda rows: rows.unrecorded()),
        swap=("换班等答复", lambda rows: rows.with_open_swap()),
    )
    mine = Mine("安排", "本单位站点的", lambda rows, user: rows.arranged_by(user))
    station = HiddenIds("station", "站点编号")
