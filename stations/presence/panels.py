"""What stations adds to a deputy's file: check-ins, receptions and the own code."""

from datetime import timedelta

from django.utils import timezone

from deputies.people.models import Deputy
from stations.codes import policies
from stations.codes.models import Code
from stations.places.models import Station
from stations.presence.models import CheckIn
from yunhe.accounts.enums import STAFF_ROLES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of
from yunhe.kit.panels import Panel
from yunhe.kit.refusals import reason_against

SHOWN = 5
PLACES = ("deputy__origin", "station__organising_area", "activity__organising_area")


def presence_panel(deputy: Deputy, user: User) -> Panel:
    """Return the panel 签到与活动: how often in a year, the latest check-ins, receptions, the deputy code. Six queries at most."""
    check_ins = CheckIn.objects.standing().filter(deputy=deputy)
    is_staff = scope_of(user).has_role(*STAFF_ROLES)
    code = Code.objects.in_force().filter(deputy=deputy).first()
    return Panel(
        "签到与活动",
        "stations/presence/_deputy_panel.html",
        {
            "year": check_ins.filter(at__gte=timezone.now() - timedelta(days=365)).count(),
            "latest": list(check_ins.select_related(*PLACES).order_by("-at")[:SHOWN]),
            "away": check_ins.filter(at__gte=timezone.now() - timedelta(days=365)).away().count(),
            "receptions": deputy.receptions.filter(received_on__year=timezone.localdate().year).count(),
            "code": code,
            "is_staff": is_staff,
            "code_refusal": "" if code or not is_staff else reason_against(policies.can_issue_code, user, deputy),
        },
    )


def station_presence_panel(station: Station, user: User) -> Panel:
    """Return the panel 最近签到 of a station's page."""
    latest = station.check_ins.select_related("deputy__origin", "activity").order_by("-at")[:8]
    return Panel("最近签到", "stations/presence/_station_panel.html", {"latest": latest})
