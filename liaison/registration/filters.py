"""Narrowing of the list of registrations."""

from datetime import timedelta
from functools import partial

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django_filters import ChoiceFilter

from liaison.registration.enums import AlarmCause, AlarmState, RegistrationState
from stations.presence.models import CheckIn
from yunhe.accounts.enums import OFFICES
from yunhe.accounts.scope import scope_of
from yunhe.web.lists.filters import Filters, Flag, Mine, OneOf, UnitFilter

SIDES = (("origin", "我为流出地"), ("residence", "我为流入地"), ("community", "我的社区"))


def silent(days: int, rows):
    """Keep co-managed registrations whose deputy has checked in nowhere for `days` (registered, but takes no part)."""
    since = timezone.now() - timedelta(days=days)
    active = CheckIn.objects.standing().filter(deputy=OuterRef("deputy"), at__gte=since)
    return rows.co_managed().filter(received_at__lt=since).exclude(Exists(active))


def _home(rows):
    """Keep the co-managed, each with when the deputy was first back this year."""
    return rows.co_managed().with_first_home(timezone.localdate().year)


def urged_by(user) -> Q:
    """Return the condition that a deputy is urged by an office of `user`: the origin urges."""
    return scope_of(user).within("origin", *OFFICES)


class RegistrationFilter(Filters):
    """State, side, whose turn, both places, lateness, silence."""

    state = ChoiceFilter(
        label="状态",
        choices=[*RegistrationState.choices, ("open", "未结束的")],
        method="by_state",
        empty_label="全部状态",
    )
    side = ChoiceFilter(label="我的身份", choices=SIDES, method="by_side", empty_label="不限")
    turn = Mine("等谁", "等我方办理", lambda rows, user: rows.waiting_for(user))
    origin = UnitFilter("origin", label="流出地")
    residence = UnitFilter("residence", label="流入地")
    late = Flag("期限", "已逾期", lambda rows: rows.late())
    home = OneOf(
        "回原选区",
        no=("今年还没有回过", lambda rows: _home(rows).filter(first_home=None)),
        yes=("今年回过", lambda rows: _home(rows).exclude(first_home=None)),
    )
    silent = OneOf("参加活动", **{str(days): (f"{days}天未签到", partial(silent, days)) for days in (90, 180)})

    def by_state(self, rows, name, value):
        """Keep one state, or all that have not ended."""
        return rows.open() if value == "open" else rows.filter(state=value)

    def by_side(self, rows, name, value):
        """Keep the registrations on which the user's areas stand on side `value`."""
        return rows.filter(scope_of(self.user).within(value))


class UnregisteredFilter(Filters):
    """Whose to urge, both places."""

    side = Mine("我的身份", "我为流出地（由我方督促）", lambda rows, user: rows.filter(urged_by(user)))
    origin = UnitFilter("origin", label="流出地")
    residence = UnitFilter("residence", label="现居住地")


class AlarmFilter(Filters):
    """State, whose turn, cause, origin of an eligibility alarm."""

    state = ChoiceFilter(
        label="状态", choices=[("open", "未结"), *AlarmState.choices], method="by_state", empty_label="全部状态"
    )
    turn = Mine("等谁", "等我方核实", lambda rows, user: rows.waiting_for(user))
    cause = ChoiceFilter(label="事由", choices=AlarmCause, empty_label="全部事由")
    origin = UnitFilter("origin", label="流出地")

    def by_state(self, rows, name, value):
        """Keep one state, or all without a conclusion."""
        return rows.open() if value == "open" else rows.filter(state=value)
