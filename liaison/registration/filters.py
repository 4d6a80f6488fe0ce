"""Narrowing of the list of registrations."""

from datetime import timedelta

import django_filters
from django.utils import timezone

from liaison.registration.enums import AlarmCause, AlarmState, RegistrationState
from liaison.registration.models import EligibilityAlarm, Registration
from stations.presence.models import CheckIn
from yunhe.accounts.scope import scope_of
from yunhe.areas.models import Area
from yunhe.areas.querysets import within_q

SIDES = (("origin", "我为流出地"), ("residence", "我为流入地"), ("community", "我的社区"))


class RegistrationFilter(django_filters.FilterSet):
    """State, side, both places, lateness, silence."""

    state = django_filters.ChoiceFilter(
        label="状态",
        choices=[*RegistrationState.choices, ("open", "未结束的")],
        method="by_state",
        empty_label="全部状态",
    )
    side = django_filters.ChoiceFilter(label="我的身份", choices=SIDES, method="by_side", empty_label="不限")
    origin = django_filters.ModelChoiceFilter(
        label="流出地", queryset=Area.objects.units().current(), empty_label="全部"
    )
    residence = django_filters.ModelChoiceFilter(
        label="流入地", queryset=Area.objects.units().current(), empty_label="全部"
    )
    late = django_filters.ChoiceFilter(label="期限", choices=(("1", "已逾期"),), method="by_late", empty_label="不限")
    silent = django_filters.ChoiceFilter(
        label="参加活动",
        choices=(("90", "90天未签到"), ("180", "180天未签到")),
        method="by_silence",
        empty_label="不限",
    )

    class Meta:
        model = Registration
        fields = ("state", "side", "origin", "residence", "late", "silent")

    def __init__(self, *args, user=None, **kwargs):
        """user: whose sides are meant."""
        super().__init__(*args, **kwargs)
        self.user = user

    def by_state(self, rows, name, value):
        """Keep one state, or all that have not ended."""
        return rows.open() if value == "open" else rows.filter(state=value)

    def by_side(self, rows, name, value):
        """Keep the registrations on which the user's areas stand on side `value`."""
        return rows.filter(within_q(value, scope_of(self.user).paths()))

    def by_late(self, rows, name, value):
        """Keep open registrations past their deadline."""
        return rows.late()

    def by_silence(self, rows, name, value):
        """Keep co-managed registrations whose deputy has checked in nowhere for so many days (registered, but takes no part)."""
        since = timezone.now() - timedelta(days=int(value))
        active = CheckIn.objects.standing().filter(at__gte=since).values("deputy_id")
        return rows.co_managed().filter(received_at__lt=since).exclude(deputy_id__in=active)


class AlarmFilter(django_filters.FilterSet):
    """State, cause, origin of an eligibility alarm."""

    state = django_filters.ChoiceFilter(
        label="状态", choices=[("open", "未结"), *AlarmState.choices], method="by_state", empty_label="全部状态"
    )
    cause = django_filters.ChoiceFilter(label="事由", choices=AlarmCause, empty_label="全部事由")
    origin = django_filters.ModelChoiceFilter(
        label="流出地", queryset=Area.objects.units().current(), empty_label="全部"
    )

    class Meta:
        model = EligibilityAlarm
        fields = ("state", "cause", "origin")

    def by_state(self, rows, name, value):
        """Keep one state, or all without a conclusion."""
        return rows.open() if value == "open" else rows.filter(state=value)
