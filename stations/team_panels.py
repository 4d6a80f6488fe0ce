"""What stations adds to a team's page: its activities."""

from django.utils import timezone

from deputies.models import Team
from deputies.panels import Panel
from stations.enums import ActivityState
from stations.models import Activity, CheckIn
from yunhe.accounts.enums import STAFF_ROLES
from yunhe.accounts.models import User
from yunhe.accounts.scope import scope_of

SHOWN = 6


def activities_panel(team: Team, user: User) -> Panel:
    """Return the panel 团队活动: how many this year, how many deputies came, the latest. Members see all of them."""
    is_staff = scope_of(user).has_role(*STAFF_ROLES)
    activities = Activity.objects.filter(team=team)
    if is_staff:
        activities = activities & Activity.objects.visible_to(user)
    held = activities.filter(state=ActivityState.HELD, starts_at__year=timezone.localdate().year)
    return Panel(
        "团队活动",
        "teams/_activities_panel.html",
        {
            "held": held.count(),
            "present": CheckIn.objects.standing().filter(activity__in=held).count(),
            "latest": list(
                activities.select_related("station", "organising_area__unit").order_by("-starts_at")[:SHOWN]
            ),
            "is_staff": is_staff,
        },
    )
