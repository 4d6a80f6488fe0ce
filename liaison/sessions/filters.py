"""Narrowing of sessions, of who was called, and of leaves."""

from django_filters import ChoiceFilter

from liaison.sessions.enums import LeaveState, SessionKind, SessionState
from yunhe.web.lists.filters import Filters, Flag, HiddenIds, Mine, OneOf, UnitFilter, day_range


class SessionFilter(Filters):
    """Kind, state, whose, days, without roll."""

    kind = ChoiceFilter(label="类别", choices=SessionKind, empty_label="全部类别")
    state = ChoiceFilter(label="状态", choices=SessionState, empty_label="全部状态")
    mine = Mine("召集", "我方召集", lambda rows, user: rows.of_offices_of(user))
    roll = Flag("点名", "待点名", lambda rows: rows.without_roll())
    since, until = day_range("begins_on")


class SummonsFilter(Filters):
    """Kind, how it was attended, where the deputy was elected and lives, days."""

    kind = ChoiceFilter(field_name="session__kind", label="会议类别", choices=SessionKind, empty_label="全部类别")
    attended = OneOf(
        "出席",
        absent=("有未请假缺席", lambda rows: rows.with_absence()),
        law=("人代会整次未经批准没有出席", lambda rows: rows.counted_by_law().missed()),
    )
    missed = Flag("整次", "整次未经批准没有出席", lambda rows: rows.missed())
    origin = UnitFilter("deputy__origin", label="流出地")
    residence = UnitFilter("deputy__residence", label="现居住地")
    since, until = day_range("session__begins_on")
    session = HiddenIds("session")
    deputy = HiddenIds("deputy")


class LeaveFilter(Filters):
    """State, whose turn, 补假, origin."""

    state = ChoiceFilter(label="状态", choices=LeaveState, empty_label="全部状态")
    turn = Mine("等谁", "等我方批准", lambda rows, user: rows.waiting_for(user))
    afterwards = Flag("补假", "补假", lambda rows: rows.filter(is_afterwards=True))
    origin = UnitFilter("summons__deputy__origin", label="流出地")
    session = HiddenIds("summons__session")
